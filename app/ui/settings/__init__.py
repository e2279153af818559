"""The settings window: one left list, one page each; every change applies at once."""
