"""Formulas in workbooks that no spreadsheet program has worked out yet."""

import openpyxl

from app.exchange.reading import read_table


def test_formulas_without_results_are_told(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "Fee", "Twice"])
    sheet.append(["Al Bo", 12, "=B2*2"])
    sheet.append(["Cy Do", 13, "=B3*2"])
    book.save(tmp_path / "fees.xlsx")
    notes = read_table(tmp_path / "fees.xlsx").info.notes
    assert any(note.startswith("2 formulas have no result in the file") for note in notes)


def test_a_workbook_without_formulas_says_nothing_of_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Name", "Fee"])
    book.active.append(["Al Bo", 12])
    book.save(tmp_path / "fees.xlsx")
    assert not any("formula" in note for note in read_table(tmp_path / "fees.xlsx").info.notes)
