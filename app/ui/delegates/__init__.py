"""Row painters, one a kind of list."""
