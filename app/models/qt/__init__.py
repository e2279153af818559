"""The session, the job lane and the item models (no widgets)."""
