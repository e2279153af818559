"""Greetings, addresses, merge values, and who may get what."""
