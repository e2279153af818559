import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.exchange import json_out
from app.exchange.calendars import icalendar_out
from app.exchange.calendars.icalendar_in import parsed
from app.exchange.calendars.icalendar_out import CalendarEvent
from app.exchange.cards import vcard_out
from app.exchange.cards.vcard_out import Card, CardAddress, CardValue
from app.exchange.new_file import CannotWrite, replacing, safe_file_name
from app.exchange.reading import read_table
from app.exchange.tables import csv_out
from app.exchange.word.word_package import PackageWriter, UnusableTemplate, packed_member
from app.exchange.writers import writer_for

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@given(st.text(st.characters(codec="utf-8")))
def test_a_guarded_text_never_begins_like_a_formula_and_comes_back_exactly(text):
    assert csv_out.guarded(text)[:1] not in csv_out.TRIGGERS or text == ""
    kept = csv_out.guarded(text)
    assert (kept[1:] if csv_out.unguarded_length(kept) else kept) == text


@pytest.mark.parametrize("text", ["=1", "+49 30", "-x", "@a", "\tx", "\rx", "'=1", "''+1"])
def test_triggers_get_one_apostrophe(text):
    assert csv_out.guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "'", "'a", "O'Brien", "a=1", "1"])
def test_other_text_stays_as_it_is(text):
    assert csv_out.guarded(text) == text


def test_csv_has_a_byte_order_mark_and_windows_lines(tmp_path):
    path = tmp_path / "o.csv"
    rows = [['Zoë, "Z"', "+49", -5, None, True], ["a\nb", "", 0, "x", False]]
    assert csv_out.write(path, ["A", "B", "C", "D", "=E"], rows) == 2
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 3
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [
        ["A", "B", "C", "D", "'=E"],
        ['Zoë, "Z"', "'+49", "-5", "", "yes"],
        ["a\nb", "", "0", "x", "no"],
    ]


def test_json_keeps_dates_and_amounts_exactly(tmp_path):
    path = tmp_path / "o.json"
    json_out.write(path, [{"d": date(2026, 1, 2), "m": Decimal("9.90"), "t": "Zoë"}, {}])
    assert json.loads(path.read_text("utf-8")) == [{"d": "2026-01-02", "m": "9.90", "t": "Zoë"}, {}]


CARD = Card(
    "uid-1", "Zoë Müller", "Müller", "Zoë", company="A; B, C", note="line 1\nline\\2 " * 9,
    birthday="--02-29", phones=(CardValue("+49 30 1", "mobile", preferred=True),),
    emails=(CardValue("z@x.example", "work"),), tags=("a,b", "c"),
    addresses=(CardAddress("Weg 1", "2. OG", town="Bonn", postcode="53111", country="Germany"),),
)  # fmt: skip


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_vcard_is_folded_escaped_and_complete(version):
    text = vcard_out.card_text(CARD, version)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "")
    assert f"VERSION:{version}" in whole
    assert "ORG:A\\; B\\, C" in whole
    assert "ADR" in whole
    assert ":;;Weg 1\\n2. OG;Bonn;;53111;Germany" in whole
    assert "CATEGORIES:a\\,b,c" in whole
    assert ("BDAY:--0229" if version == "4.0" else "BDAY:1604-02-29") in whole
    assert ("TEL;TYPE=cell;PREF=1:" if version == "4.0" else "TEL;TYPE=CELL,PREF:") in whole


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_no_text_can_break_out_of_its_line(note):
    text = vcard_out.card_text(Card("1", "A", note=note))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert [line.partition(":")[0] for line in lines[3:5]] == ["UID", "FN"]
    assert len(lines) == 8 + bool(note)
    assert lines.count("END:VCARD") == 1


def test_an_appointment_has_its_zone_and_an_all_day_one_its_dates(tmp_path):
    path = tmp_path / "o.ics"
    events = [
        CalendarEvent("1", "Visit; garden", datetime(2026, 7, 1, 10), datetime(2026, 7, 1, 11), NOW,
                      "Europe/Berlin", rule="FREQ=WEEKLY;COUNT=3", alarm=15),
        CalendarEvent("2", "Fair", date(2026, 7, 1), date(2026, 7, 3), NOW),
    ]  # fmt: skip
    icalendar_out.write(path, events)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    first, second = calendar.walk("VEVENT")
    assert [str(z["TZID"]) for z in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert first["DTSTART"].dt.utcoffset().total_seconds() == 7200
    assert str(first["SUMMARY"]) == "Visit; garden"
    assert second["DTSTART"].dt == date(2026, 7, 1)
    assert second["DTEND"].dt == date(2026, 7, 3)
    assert first["DTSTAMP"].dt == NOW


@given(st.text(max_size=120), st.text(max_size=40))
@example("C:\\New\\\\N;a,b\\n\r\nlast", 'Ann "B" ^n; x')
def test_what_is_written_of_an_appointment_is_what_was_said(note, name):
    event = CalendarEvent(
        "1", "Visit", datetime(2026, 7, 1, 10), datetime(2026, 7, 1, 11), NOW, "Europe/Berlin",
        note=note, attendees=((name, "ann@lee.example"),), alarm=90,
        extra=(('X-Foo;a=B;c="q,;"', "raw\\,;x" * 20),),
    )  # fmt: skip
    (read,) = parsed(icalendar_out.calendar_bytes([event]), "Etc/UTC").entries
    clean = "".join(s for s in note.replace("\r\n", "\n").replace("\r", "\n") if is_kept(s))
    assert read.note == clean.strip()
    assert event.extra[0] in read.extra
    assert (read.reminder_minutes, len(read.people)) == (90, 1)


def is_kept(sign):
    return sign in "\n\t" or (sign >= " " and sign not in "\x7f\u2028\u2029")


def test_no_line_of_a_calendar_is_longer_than_75_bytes_or_cut_in_a_letter():
    start = datetime(2026, 7, 1, 10)
    event = CalendarEvent("1", "Ä€😀" * 60, start, start, NOW, extra=(("X-A", "ü" * 99),))
    lines = icalendar_out.calendar_bytes([event]).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]


def test_writers_are_found_by_ending():
    assert writer_for("A.XLSX").key == "xlsx"
    assert writer_for("a.pdf") is None


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "lists" / "o.txt"
    path.parent.mkdir()
    path.write_bytes(b"before")
    rows = (1 // number for number in (1, 0))
    with pytest.raises(ZeroDivisionError):
        csv_out.write(path, ["A"], ([row] for row in rows))
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CannotWrite, match="There is no folder"), replacing(tmp_path / "no" / "x"):
        pass
    with pytest.raises(CannotWrite, match="is a folder"), replacing(tmp_path):
        pass


@given(st.text(max_size=300))
def test_a_file_name_is_always_one_a_system_takes(text):
    name = safe_file_name(text)
    assert name
    assert len(name.encode()) <= 150
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name == name.strip(" .")
    assert name.split(".")[0].casefold() not in {"con", "nul", "aux", "lpt1"}


@pytest.mark.parametrize("text", ["''", "'big'", "'", "'tis"])
def test_apostrophes_around_every_cell_of_a_column_are_no_quotes(tmp_path, text):
    path = tmp_path / "o.csv"
    csv_out.write(path, ["Name", "Size"], [("Ann Lee", text), ("Ben Ray", text)])
    assert [row[1] for row in read_table(path).rows] == [text, text]


def test_more_than_fits_into_one_package_is_told():
    package, part = PackageWriter(io.BytesIO()), packed_member("a.xml", b"")
    with pytest.raises(UnusableTemplate, match="Make it in smaller parts"):
        for _ in range(70_000):
            package.add(part)
