"""The small style sheet for what we do not paint: plain inputs, scroll bars, menus, tips."""

from __future__ import annotations

from string import Template

from app.ui.theme.tokens import Palette, Radius

_SHEET = Template(
    """
QLineEdit { background: $surface; color: $text; border: 1px solid $field_edge;
  border-radius: ${control_radius}px; padding: 4px 10px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $focus; padding: 3px 9px; }
QLineEdit:disabled { color: $text3; background: $sunken; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: 0px; padding: 0px;
  background: transparent; }
QPlainTextEdit[bare="true"] { border: 0px; background: transparent; padding: 0px; color: $text;
  selection-background-color: $accent; selection-color: $on_accent; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $border;
  border-radius: ${card_radius}px; padding: 4px; outline: 0px; font-size: ${field}px;
  selection-background-color: $accent_tint; selection-color: $accent_text; }
QComboBox QAbstractItemView::item { min-height: ${item}px; padding: 0px 8px; border-radius: 5px; }
QComboBox { combobox-popup: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0px; border: 0px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0px; border: 0px; }
QScrollBar::handle:vertical { background: $border_strong; border-radius: 3px; min-height: 32px;
  margin: 2px 2px 2px 2px; }
QScrollBar::handle:horizontal { background: $border_strong; border-radius: 3px; min-width: 32px;
  margin: 2px 2px 2px 2px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: 4px;
  font-size: ${body}px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 5px; min-height: 18px; }
QMenu::item:selected { background: $hover; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenuBar { background: $nav; color: $text; font-size: ${body}px; }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 5px; }
QMenuBar::item:selected { background: $nav_hover; }
QToolTip { background: $toast; color: $toast_text; border: 1px solid $border_strong;
  padding: 4px 8px; font-size: ${small}px; }
"""
)


def style_sheet(palette: Palette, sizes: dict[str, int]) -> str:
    """The sheet for a palette; `sizes` are the pixel sizes of the type steps body, small, field."""
    colours = {
        name: getattr(palette, name)
        for name in Palette.__dataclass_fields__
        if isinstance(getattr(palette, name), str)
    }
    return _SHEET.substitute(
        colours,
        **sizes,
        item=sizes["field"] + 14,
        control_radius=Radius.control,
        card_radius=Radius.card,
    )
