"""Buttons, chips, cards, toast: painted from tokens."""
