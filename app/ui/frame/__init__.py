"""The parts of the window's frame: pages, menus, search, safety, what is remembered."""
