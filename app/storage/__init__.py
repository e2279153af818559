"""The file: one SQLite book, its history, search index and backups."""
