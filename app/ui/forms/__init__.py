"""Field spec to widget to autosave."""
