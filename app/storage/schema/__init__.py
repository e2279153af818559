"""The SQL of each schema step, as text that a person can read."""
