"""Typefaces: which family the program speaks in, and one font a step of the type scale."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from app.ui.theme.tokens import TYPE, TYPE_BASE

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
BUNDLED_FAMILY = "Inter"
_GENERIC = ("", "sans", "sans serif", "sans-serif", "system-ui")


def generic(family: str) -> bool:
    """Whether a family name is only a promise that some sans serif will be found."""
    return family.strip().lower() in _GENERIC


def choose_family(system_family: str) -> str:
    """The desktop's own family; the bundled one where the desktop only names an alias."""
    if not sys.platform.startswith("linux") or not generic(system_family):
        return system_family
    for path in sorted((RESOURCES / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))
    return BUNDLED_FAMILY if BUNDLED_FAMILY in QFontDatabase.families() else system_family


def pixel_size(step: str, scale: float, platform: str = sys.platform) -> int:
    """Pixels of a type step at a text size; captions never fall under what can be read."""
    base = 14 if platform == "win32" else TYPE_BASE
    floor = 12 if platform == "win32" else 11
    return max(floor, round(TYPE[step].size * base / TYPE_BASE * scale))


def make_font(step: str, family: str, scale: float, *, tabular: bool) -> QFont:
    """The font of one type step; `tabular` gives figures of equal width."""
    spec = TYPE[step]
    font = QFont(family)
    font.setPixelSize(pixel_size(step, scale))
    font.setWeight(QFont.Weight(spec.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if spec.spacing != 100.0:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spec.spacing)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
