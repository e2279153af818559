"""The Today page and its to-dos."""
