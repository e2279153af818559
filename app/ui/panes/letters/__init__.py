"""The letter desk: templates, who gets one, what was sent."""
