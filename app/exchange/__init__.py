"""Foreign files: pure readers and writers over paths and values."""
