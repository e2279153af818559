"""The design's numbers and colours as data: palettes, categories, spacing, radii, type scale.

Colours are `#rrggbb`; scrim and shadow carry their own opacity. Sizes are logical pixels
at a text size of 100 %.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

CATEGORY_NAMES = ("evergreen", "blue", "amber", "rose", "violet", "sky", "brick", "slate")
"""The eight categories in the order in which new kinds, tags and lists take them."""

AVATAR_NAMES = ("evergreen", "blue", "amber", "rose", "violet", "sky", "brick")
"""Categories a face may take; slate is kept for things nobody gave a colour."""

Weight = Literal[400, 500, 600, 700]


@dataclass(frozen=True, slots=True)
class Category:
    """One of eight colours that stay apart for colour-blind eyes: bar, tint, text on the tint."""

    bar: str
    tint: str
    text: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour the program paints with, by role."""

    dark: bool
    nav: str
    canvas: str
    surface: str
    sunken: str
    raised: str
    hover: str
    nav_hover: str
    pressed: str
    nav_selected: str
    nav_selected_edge: str
    line: str
    border: str
    border_strong: str
    control: str
    field_edge: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_tint: str
    accent_text: str
    focus: str
    chart: str
    danger: str
    danger_tint: str
    warn: str
    warn_tint: str
    info: str
    info_tint: str
    now: str
    toast: str
    toast_text: str
    toast_link: str
    scrim: str
    scrim_opacity: float
    shadow_opacity: float
    outlined_tints: bool
    categories: tuple[Category, ...]

    def category(self, name: str) -> Category:
        """The category of that name; slate for a name nobody knows."""
        known = name if name in CATEGORY_NAMES else "slate"
        return self.categories[CATEGORY_NAMES.index(known)]


LIGHT = Palette(
    dark=False,
    nav="#F3F1EC",
    canvas="#FBFAF8",
    surface="#FFFFFF",
    sunken="#F4F2ED",
    raised="#FFFFFF",
    hover="#F1EEE8",
    nav_hover="#E9E6DF",
    pressed="#E6E2DA",
    nav_selected="#FFFFFF",
    nav_selected_edge="#E1DCD3",
    line="#ECE8E1",
    border="#E1DCD3",
    border_strong="#C9C3B8",
    control="#8D877B",
    field_edge="#E1DCD3",
    text="#1F1D1A",
    text2="#5A564E",
    text3="#6B665D",
    accent="#1F6F5C",
    accent_hover="#1A5F4F",
    accent_press="#144C3F",
    on_accent="#FFFFFF",
    accent_tint="#E3F0EB",
    accent_text="#17594A",
    focus="#2E8B74",
    chart="#2A7D69",
    danger="#B3361B",
    danger_tint="#FBEAE5",
    warn="#8A5A00",
    warn_tint="#FBF1DC",
    info="#2A5DAE",
    info_tint="#E6EEF9",
    now="#C8402B",
    toast="#2A2926",
    toast_text="#FFFFFF",
    toast_link="#86D6BD",
    scrim="#201C16",
    scrim_opacity=0.40,
    shadow_opacity=0.20,
    outlined_tints=False,
    categories=(
        Category("#1F6F5C", "#E3F0EB", "#14503F"),
        Category("#2B78C1", "#E4EEF9", "#1B4F87"),
        Category("#A47816", "#F8EFD9", "#6B4A06"),
        Category("#C9628D", "#FAE8F0", "#8A2F57"),
        Category("#63357E", "#EEE7F4", "#4E2666"),
        Category("#31A1C1", "#E0F2F7", "#125468"),
        Category("#913928", "#F8E7E2", "#7B2B1C"),
        Category("#3A4956", "#E9ECEF", "#33404B"),
    ),
)

DARK = Palette(
    dark=True,
    nav="#161817",
    canvas="#1A1C1B",
    surface="#1F2220",
    sunken="#181A19",
    raised="#262A28",
    hover="#272B29",
    nav_hover="#222524",
    pressed="#303532",
    nav_selected="#2A2E2C",
    nav_selected_edge="#2A2E2C",
    line="#2A2D2B",
    border="#333735",
    border_strong="#4A504D",
    control="#7C8480",
    field_edge="#333735",
    text="#ECEBE6",
    text2="#B3B1A9",
    text3="#A09E96",
    accent="#5BBE9F",
    accent_hover="#70CBAF",
    accent_press="#4AAB8D",
    on_accent="#0B1F18",
    accent_tint="#1E3A31",
    accent_text="#86D6BD",
    focus="#5BBE9F",
    chart="#419C83",
    danger="#F0866B",
    danger_tint="#40231C",
    warn="#E5B458",
    warn_tint="#3A2F1A",
    info="#8AB4F0",
    info_tint="#20304A",
    now="#F0705A",
    toast="#343936",
    toast_text="#FFFFFF",
    toast_link="#86D6BD",
    scrim="#000000",
    scrim_opacity=0.60,
    shadow_opacity=0.50,
    outlined_tints=False,
    categories=(
        Category("#5BBE9F", "#1E3A31", "#9BE0CB"),
        Category("#3F9DF2", "#1F3047", "#AECDF5"),
        Category("#F5B45F", "#3A2F1A", "#F0CF8C"),
        Category("#F79BC6", "#40242F", "#F3B4CA"),
        Category("#B283D0", "#2D2842", "#CDBFF3"),
        Category("#51CDF1", "#1D353C", "#A6DCE9"),
        Category("#E37359", "#42261C", "#F8B9A1"),
        Category("#858C94", "#2B2F32", "#C9CFD4"),
    ),
)


def with_more_contrast(palette: Palette) -> Palette:
    """The same palette with input edges, second lines and tints that nobody has to search for."""
    return replace(
        palette,
        line=palette.border_strong,
        border=palette.control,
        border_strong=palette.text2,
        control=palette.text2,
        field_edge=palette.control,
        nav_selected_edge=palette.control,
        text2=palette.text,
        text3=palette.text2,
        outlined_tints=True,
    )


LIGHT_CONTRAST = with_more_contrast(LIGHT)
DARK_CONTRAST = with_more_contrast(DARK)


class Radius:
    """Corner radii, in logical pixels; a company's square takes 22 % of its side."""

    chip = 5
    control = 6
    card = 8
    board = 10
    popover = 12
    pill = 13
    company = 0.22


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One step of the type scale: pixels at base 13, weight, letter spacing in percent."""

    size: int
    weight: Weight
    spacing: float = 100.0


TYPE: dict[str, TypeStep] = {
    "caption": TypeStep(11, 500),
    "overline": TypeStep(11, 600),
    "small": TypeStep(12, 400),
    "small_medium": TypeStep(12, 500),
    "small_strong": TypeStep(12, 600),
    "body": TypeStep(13, 400),
    "medium": TypeStep(13, 500),
    "strong": TypeStep(13, 600),
    "field": TypeStep(13, 400),
    "lead": TypeStep(15, 600),
    "input": TypeStep(16, 400),
    "heading": TypeStep(17, 600, 99.0),
    "title": TypeStep(20, 600, 98.0),
    "display": TypeStep(22, 600, 98.5),
    "hero": TypeStep(26, 600, 98.0),
}
"""`display` is the figure of a number card, `hero` the headline of Today."""

TYPE_BASE = 13
MIN_SCALE = 0.9
MAX_SCALE = 1.6
