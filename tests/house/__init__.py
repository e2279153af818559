"""The rules of the house as functions over source text, so that each can be shown to bite."""
