"""What a sheet says beyond its values, whatever the format: errors, hidden rows, zeros in front."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

ERROR_WORDS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
"""What Excel shows for the numbers of its errors (MS-XLS 2.5.10, MS-XLSB 2.5.97.2)."""
_ZEROS: Final = re.compile(r"0{2,}(?:\\?[- /]0+)*").fullmatch


class Hints(NamedTuple):
    """Row numbers as the program shows them; cells as (row number, column from 0)."""

    hidden_rows: tuple[int, ...] = ()
    errors: Mapping[tuple[int, int], str] = MappingProxyType({})
    zeros: Mapping[tuple[int, int], str] = MappingProxyType({})
    unworked: int = 0
    """Formulas whose result the program that wrote the file did not work out."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column of merged cells, counted from 0."""
    comments: Mapping[tuple[int, int], str] = MappingProxyType({})


def zeros_pattern(code: str) -> str:
    """The pattern of a number format that shows zeros in front ("00000"), "" for other ones."""
    plain = code.split(";")[0].replace('"', "")
    return plain.replace("\\", "") if _ZEROS(plain) else ""


def with_zeros(value: int, pattern: str) -> str:
    """A whole number as the pattern shows it: 2139 as 02139, 12345 by 000-00 as 123-45."""
    figures = str(abs(value)).rjust(pattern.count("0"), "0")
    shown: list[str] = []
    left = len(figures)
    for sign in reversed(pattern):
        if sign == "0":
            left -= 1
            shown.append(figures[left])
        else:
            shown.append(sign)
    return figures[:left] + "".join(reversed(shown))
