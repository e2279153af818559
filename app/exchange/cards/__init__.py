"""Contact cards and LDIF, in and out."""
