"""The import page, past imports and look-alikes."""
