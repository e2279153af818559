"""Mails, in and out."""
