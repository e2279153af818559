"""One room a page of the navigation."""
