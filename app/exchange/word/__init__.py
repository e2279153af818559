"""Templates and letters in Word."""
