"""Read-only SQL for lists, pages and counts, one file a subject."""
