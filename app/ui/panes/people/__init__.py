"""Contacts and accounts: lists, pages, timeline."""
