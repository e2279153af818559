"""Tokens, palettes, type scale, icons and painting: what the rest of the glass paints with."""
