"""The theme in force: palette, text size, contrast, motion, and what they give to paint with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette

from app.ui.theme import tokens
from app.ui.theme.fonts import choose_family, make_font, pixel_size
from app.ui.theme.style_sheet import style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

Mode = Literal["system", "light", "dark"]
_ELIDE_LIMIT = 20_000


class Theme(QObject):
    """One look for the whole program; `changed` fires after every part of it is in place."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette: tokens.Palette = tokens.LIGHT
        self.scale = 1.0
        self.reduce_motion = False
        self.mode: Mode = "light"
        self.family = ""
        self._app: QApplication | None = None
        self._more_contrast: bool | None = None
        self._hints: QObject | None = None
        self._accessibility: QObject | None = None
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], QFontMetrics] = {}
        self._elided: dict[tuple[str, str, int], str] = {}

    def apply(
        self,
        app: QApplication,
        mode: Mode = "system",
        *,
        scale: float = 1.0,
        more_contrast: bool | None = None,
        reduce_motion: bool = False,
    ) -> None:
        """Dress the program; `more_contrast=None` follows the system, as mode "system" does."""
        if self._app is None:
            self._adopt(app)
        self.mode = mode
        self.scale = min(max(scale, tokens.MIN_SCALE), tokens.MAX_SCALE)
        self._more_contrast = more_contrast
        self.reduce_motion = reduce_motion
        self._dress()

    def _adopt(self, app: QApplication) -> None:
        self._app = app
        app.setStyle("Fusion")
        self.family = choose_family(app.font().family())
        # Objects reached through a temporary die with it: both are held for as long as the theme.
        hints = app.styleHints()
        accessibility = hints.accessibility()
        hints.colorSchemeChanged.connect(self._system_changed)
        accessibility.contrastPreferenceChanged.connect(self._system_changed)
        self._hints, self._accessibility = hints, accessibility

    def _system_changed(self) -> None:
        if self.mode == "system" or self._more_contrast is None:
            self._dress()

    def _wants_dark(self) -> bool:
        if self.mode != "system":
            return self.mode == "dark"
        return self._hints.colorScheme() == Qt.ColorScheme.Dark

    def _wants_contrast(self) -> bool:
        if self._more_contrast is not None:
            return self._more_contrast
        preference = self._accessibility.contrastPreference()
        return preference == Qt.ContrastPreference.HighContrast

    def _dress(self) -> None:
        plain, strong = (
            (tokens.DARK, tokens.DARK_CONTRAST)
            if self._wants_dark()
            else (tokens.LIGHT, tokens.LIGHT_CONTRAST)
        )
        self.palette = strong if self._wants_contrast() else plain
        for cache in (self._colours, self._fonts, self._metrics, self._elided):
            cache.clear()
        sizes = {step: pixel_size(step, self.scale) for step in ("body", "small", "field")}
        self._app.setPalette(self._qt_palette())
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(style_sheet(self.palette, sizes))
        self.changed.emit()

    def _qt_palette(self) -> QPalette:
        role = QPalette.ColorRole
        table = {
            role.Window: "canvas",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "sunken",
            role.Text: "text",
            role.Button: "surface",
            role.ButtonText: "text",
            role.BrightText: "danger",
            role.Highlight: "accent",
            role.HighlightedText: "on_accent",
            role.Accent: "accent",
            role.Link: "accent_text",
            role.LinkVisited: "accent_text",
            role.ToolTipBase: "toast",
            role.ToolTipText: "toast_text",
            role.PlaceholderText: "text3",
            role.Light: "raised",
            role.Midlight: "line",
            role.Mid: "border",
            role.Dark: "border_strong",
            role.Shadow: "border_strong",
        }
        result = QPalette()
        for key, token in table.items():
            # Windows paints another highlight in windows without focus: all groups are one.
            for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
                result.setColor(group, key, self.color(token))
            result.setColor(QPalette.ColorGroup.Disabled, key, self.color(token))
        for key in (role.WindowText, role.Text, role.ButtonText):
            result.setColor(QPalette.ColorGroup.Disabled, key, self.color("text3"))
        return result

    def color(self, token: str) -> QColor:
        """The colour of a token ("text2"), of a category part ("blue.tint"), or of "#rrggbb"."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self._hex(token))
        return found

    def _hex(self, token: str) -> str:
        if token.startswith("#"):
            return token
        name, dot, part = token.partition(".")
        if dot:
            return getattr(self.palette.category(name), part)
        return getattr(self.palette, token)

    def font(self, step: str, *, tabular: bool = False) -> QFont:
        """The font of a type step at the present text size."""
        found = self._fonts.get((step, tabular))
        if found is None:
            found = make_font(step, self.family, self.scale, tabular=tabular)
            self._fonts[(step, tabular)] = found
        return found

    def sized_font(self, step: str, pixels: int) -> QFont:
        """That font at a fixed size, for letters that fill a shape."""
        key = (f"{step}@{pixels}", False)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = QFont(self.font(step))
            found.setPixelSize(max(8, pixels))
        return found

    def metrics(self, step: str, *, tabular: bool = False) -> QFontMetrics:
        """Measures of that font."""
        found = self._metrics.get((step, tabular))
        if found is None:
            found = self._metrics[(step, tabular)] = QFontMetrics(self.font(step, tabular=tabular))
        return found

    def line(self, step: str) -> int:
        """Height of one line of a type step, in pixels."""
        return self.metrics(step).height()

    def elide(self, step: str, text: str, width: int) -> str:
        """The text on one line, shortened with an ellipsis where wider than `width` pixels."""
        key = (step, text, width)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _ELIDE_LIMIT:
                self._elided.clear()
            single = " ".join(text.split("\n"))
            found = self.metrics(step).elidedText(single, Qt.TextElideMode.ElideRight, width)
            self._elided[key] = found
        return found

    @property
    def control_height(self) -> int:
        """Height of buttons and fields: 32 at 100 %."""
        return self.line("body") + 16

    @property
    def small_control_height(self) -> int:
        """Height of controls inside cards: 26 at 100 %."""
        return self.line("body") + 10


_current: list[Theme] = []


def current() -> Theme:
    """The theme painting code reads; made on first use, light until `apply` says otherwise."""
    if not _current:
        _current.append(Theme())
    return _current[0]
