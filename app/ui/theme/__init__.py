"""Tokens, palettes, type scale, icons and painting helpers."""
