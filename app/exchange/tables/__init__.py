"""Spreadsheets and text tables, in and out."""
