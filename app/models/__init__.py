"""The business: entities and rules as plain values."""
