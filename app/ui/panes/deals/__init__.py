"""Deals: board, list and page."""
