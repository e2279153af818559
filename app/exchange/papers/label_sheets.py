"""Label sheets one can buy: where the labels lie on the sheet, in millimetres.

Source: the measures the makers print on their packs and give with their templates (Avery,
Avery Zweckform, Herma). Inch measures of American sheets are given in millimetres.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from app.exchange.papers.paper_geometry import A4, LETTER, Rect
from app.models.letters.merge_names import fold


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of equal labels. `across` and `down` are from one label's edge to the next one's."""

    name: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float
    across: float
    down: float
    corner: float = 0.0

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def label(self, index: int) -> Rect:
        """The place of a label, counted from 0 along the rows."""
        row, column = divmod(index, self.columns)
        left = self.left + column * self.across
        return Rect(left, self.top + row * self.down, self.width, self.height)

    def problems(self) -> list[str]:
        """What is wrong with these measures, in sentences; empty when they can be used."""
        found = []
        if not self.name.strip():
            found.append("Give the sheet a name.")
        if not 1 <= self.columns <= 20 or not 1 <= self.rows <= 60:
            found.append("A sheet has 1 to 20 columns and 1 to 60 rows.")
        if not 40 <= self.page_width <= 1000 or not 40 <= self.page_height <= 1000:
            found.append("The page must be between 40 and 1,000 mm wide and high.")
        if self.width < 5 or self.height < 5:
            found.append("A label must be at least 5 mm wide and high.")
        if self.left < 0 or self.top < 0:
            found.append("The margins cannot be less than 0.")
        crossing = self.columns > 1 and self.across < self.width - 0.1
        if crossing or (self.rows > 1 and self.down < self.height - 0.1):
            found.append("The labels overlap: the steps must not be smaller than the label.")
        if not found:
            last = self.label(self.count - 1)
            if last.right > self.page_width + 1 or last.bottom > self.page_height + 1:
                found.append("The labels reach over the edge of the page.")
        return found

    def to_json(self) -> str:
        """The measures as text."""
        return json.dumps(asdict(self))


def sheet_from_json(text: str) -> LabelSheet:
    """Measures that `to_json` wrote. Raises ValueError with a sentence when they are none."""
    try:
        found = json.loads(text)
        values = {f.name: found[f.name] for f in fields(LabelSheet) if f.name in found}
        number = {key: float(value) for key, value in values.items() if key != "name"}
        sheet = LabelSheet(
            str(values["name"]), number["page_width"], number["page_height"],
            int(number["columns"]), int(number["rows"]), number["left"], number["top"],
            number["width"], number["height"], number["across"], number["down"],
            number.get("corner", 0.0),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise ValueError("These are no measures of a label sheet.") from None
    problems = sheet.problems()
    if problems:
        raise ValueError(problems[0])
    return sheet


# columns, rows, left, top, width, height, across, down, corner | names
_A4_ROWS = """
3 7 7.2 15.15 63.5 38.1 66.04 38.1 1.5 | Avery L7160, Avery J8160, Avery L7160X
3 8 7.2 12.9 63.5 33.9 66.04 33.9 1.5 | Avery L7159, Avery J8159
3 6 7.2 8.7 63.5 46.6 66.04 46.6 1.5 | Avery L7161, Avery J8161
2 8 4.65 12.9 99.1 33.9 101.6 33.9 1.5 | Avery L7162, Avery J8162
2 7 4.65 15.15 99.1 38.1 101.6 38.1 1.5 | Avery L7163, Avery J8163
3 4 7.2 4.5 63.5 72 66.04 72 1.5 | Avery L7164
2 4 4.65 13.1 99.1 67.7 101.6 67.7 1.5 | Avery L7165, Avery J8165
2 3 4.65 8.85 99.1 93.1 101.6 93.1 1.5 | Avery L7166, Avery J8166
1 1 5.2 3.95 199.6 289.1 199.6 289.1 1.5 | Avery L7167, Avery J8167
1 2 5.2 5 199.6 143.5 199.6 143.5 1.5 | Avery L7168, Avery J8168
2 2 4.65 9.5 99.1 139 101.6 139 1.5 | Avery L7169, Avery J8169
2 5 4.65 6 99.1 57 101.6 57 1.5 | Avery L7173
5 13 4.75 10.7 38.1 21.2 40.6 21.2 1.5 | Avery L7651, Avery J8651
4 12 9.7 21.3 45.7 21.2 48.3 21.2 1.5 | Avery L7636
4 10 9.7 21.5 45.7 25.4 48.3 25.4 1.5 | Avery L7654
1 16 32.5 12.5 145 17 145 17 1.5 | Avery L7674
3 8 0 8.5 70 35 70 35 0 | Avery Zweckform 3422
3 8 0 0.5 70 37 70 37 0 | Avery Zweckform 3474, Herma 4464
3 8 0 4.5 70 36 70 36 0 | Avery Zweckform 3475, Avery Zweckform 3490
3 7 0 5 70 41 70 41 0 | Avery Zweckform 3481
3 10 0 0 70 29.7 70 29.7 0 | Avery Zweckform 3489
3 7 0 0.45 70 42.3 70 42.3 0 | Avery Zweckform 3652
2 7 0 0.45 105 42.3 105 42.3 0 | Avery Zweckform 3653, Herma 4453
2 8 0 0.5 105 37 105 37 0 | Avery Zweckform 3484
2 5 0 6 105 57 105 57 0 | Avery Zweckform 3425
2 6 0 4.5 105 48 105 48 0 | Avery Zweckform 3424
3 5 0 21.5 70 50.8 70 50.8 0 | Avery Zweckform 3669
2 4 0 0.5 105 74 105 74 0 | Avery Zweckform 3427, Herma 4427
2 4 0 8.5 105 70 105 70 0 | Avery Zweckform 3426, Herma 4426
2 2 0 0.5 105 148 105 148 0 | Avery Zweckform 3483
1 2 0 0.5 210 148 210 148 0 | Avery Zweckform 3655
1 1 0 0 210 297 210 297 0 | Avery Zweckform 3478, Herma 4428
4 10 8 21.5 48.5 25.4 48.5 25.4 0 | Avery Zweckform 3657, Herma 4456
5 13 10 10.7 38 21.2 38 21.2 0 | Avery Zweckform 3666
4 16 8 13.3 48.5 16.9 48.5 16.9 0 | Avery Zweckform 3667
3 4 0 13.1 70 67.7 70 67.7 0 | Avery Zweckform 3661
"""
_LETTER_ROWS = """
3 10 4.76 12.7 66.68 25.4 69.85 25.4 2 | Avery 5160, Avery 8160, Avery 5260, Avery 5960
2 10 3.97 12.7 101.6 25.4 106.36 25.4 2 | Avery 5161, Avery 8161, Avery 5261
2 7 3.97 21.17 101.6 33.87 106.36 33.87 2 | Avery 5162, Avery 8162, Avery 5262
2 5 3.97 12.7 101.6 50.8 106.36 50.8 2 | Avery 5163, Avery 8163, Avery 5263
2 3 3.97 12.7 101.6 84.67 106.36 84.67 2 | Avery 5164, Avery 8164, Avery 5264
2 7 3.97 6.35 101.6 38.1 106.36 38.1 2 | Avery 5159
1 1 0 0 215.9 279.4 215.9 279.4 0 | Avery 5165, Avery 8165
1 2 0 0 215.9 139.7 215.9 139.7 0 | Avery 5126, Avery 8126
4 20 7.62 12.7 44.45 12.7 52.07 12.7 2 | Avery 5167, Avery 8167, Avery 5267
4 15 7.62 12.7 44.45 16.93 52.07 16.93 2 | Avery 5195, Avery 8195
2 15 13.49 12.7 87.31 16.93 101.6 16.93 1 | Avery 5266, Avery 5366, Avery 8366
2 5 19.05 12.7 88.9 50.8 88.9 50.8 0 | Avery 5371, Avery 8371
2 3 6.35 25.4 101.6 76.2 101.6 76.2 0 | Avery 5392
2 4 17.46 14.82 85.73 59.27 95.25 63.5 3 | Avery 5395
"""


def _sheets(rows: str, page: tuple[float, float]) -> list[LabelSheet]:
    made = []
    for row in rows.strip().splitlines():
        numbers, _, names = row.partition("|")
        columns, lines, *measures = numbers.split()
        measured = [float(measure) for measure in measures]
        made += [
            LabelSheet(name.strip(), *page, int(columns), int(lines), *measured)
            for name in names.split(",")
        ]
    return made


SHEETS: tuple[LabelSheet, ...] = (*_sheets(_A4_ROWS, A4), *_sheets(_LETTER_ROWS, LETTER))
"""The common sheets, those of A4 first."""


def find_sheet(name: str, own: tuple[LabelSheet, ...] = ()) -> LabelSheet | None:
    """The sheet of that name, its number alone being enough; own sheets come first."""
    wanted = fold(name)
    every = (*own, *SHEETS)
    exact = next((s for s in every if fold(s.name) == wanted), None)
    if exact is not None or not wanted:
        return exact
    return next((s for s in every if wanted in _ends(s.name)), None)


def _ends(name: str) -> set[str]:
    """What is enough of a name: "3474" and "Zweckform 3474" of "Avery Zweckform 3474"."""
    words = name.split()
    return {fold(" ".join(words[place:])) for place in range(len(words))}
