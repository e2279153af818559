"""Mail-merge letters from Word templates: the one door to the rooms letter_*.py.

A template is a .docx or .dotx with merge fields of Word, or names typed as ``{{ name }}``.
"""

from __future__ import annotations

from app.exchange.word.letter_output import (
    MergeOutcome,
    edited,
    merge_combined,
    merge_one,
    merge_separate,
)
from app.exchange.word.letter_preview import PreviewParagraph, PreviewRun, letter_text
from app.exchange.word.letter_template import Template, load_template, unknown_fields
from app.exchange.word.letter_uses import FieldUse
from app.exchange.word.word_package import UnusableTemplate

__all__ = [
    "FieldUse",
    "MergeOutcome",
    "PreviewParagraph",
    "PreviewRun",
    "Template",
    "UnusableTemplate",
    "edited",
    "letter_text",
    "load_template",
    "merge_combined",
    "merge_one",
    "merge_separate",
    "unknown_fields",
]
