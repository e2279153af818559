"""The verbs: the only code that changes a book."""
