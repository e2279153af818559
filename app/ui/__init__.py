"""The glass: panes, forms, dialogs, painting."""
