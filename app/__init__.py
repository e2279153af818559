"""Deskbook: a local-first contact manager for small firms."""
