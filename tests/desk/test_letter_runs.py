"""Runs of letters: changed one by one, made, confirmed, cancelled, run again, made years later."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta

import docx
import pytest
import segno

from app.desk import letters
from app.desk.letter_values import RunOptions
from app.models.contact import Contact
from app.models.deal import Deal
from app.models.errors import Refusal
from app.models.operations import contacts, deals, households, letter_runs, people
from app.models.reach import PostalAddress
from app.storage import history, undo
from app.storage.queries import letter_runs as queries

TODAY = date(2026, 11, 18)


def template(*lines):
    made = docx.Document()
    for line in lines or ("{{address_block}}", "{{greeting}}", "Yours."):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


LETTER = template()


def person(store, name, postcode="LS1 4AP", **more):
    first, _, last = name.partition(" ")
    country = more.pop("country", "")
    made = contacts.save_contact(
        store, Contact(name=name, first_name=first, last_name=last, **more)
    )
    place = PostalAddress("1 High Street", postcode=postcode, town="Leeds", country=country,
                          kind="home")  # fmt: skip
    people.save_addresses(store, "contact", made, [place])
    return made


def prepared(store, ids, data=LETTER, **options):
    chosen = letters.options_for(store, "Spring.docx", RunOptions(**options))
    opened = letters.open_template(data, chosen.field_map)
    return letters.prepare(store, opened, ids, today=TODAY, options=chosen)


def make(store, to, found, data=LETTER, **more):
    return letters.make(
        store, template_name="Spring.docx", template_bytes=data, prepared=found, to=to, **more
    )


def text_of(content):
    file = io.BytesIO(content) if isinstance(content, bytes) else str(content)
    return "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)


def entries(store):
    return store.value("SELECT count(*) FROM activity WHERE kind = 'letter'")


def test_letters_stand_on_timelines_only_when_they_are_in_the_post(store, tmp_path):
    ids = [person(store, "Ann Lee"), person(store, "Bob May")]
    made = make(store, tmp_path / "A.docx", prepared(store, ids), confirm=False)
    assert (entries(store), queries.run(store, made.run_id)["state"]) == (0, "made")
    assert letters.confirm_run(store, made.run_id) == 2
    assert entries(store) == 2
    with pytest.raises(Refusal, match="already"):
        letters.confirm_run(store, made.run_id)
    undo.undo_last(store)
    assert (entries(store), queries.run(store, made.run_id)["state"]) == (0, "made")


def test_cancelling_a_run_takes_its_history_away_in_one_step(store, tmp_path):
    made = make(store, tmp_path / "A.docx", prepared(store, [person(store, "Ann Lee")]))
    steps = len(history.steps(store, limit=100))
    assert letters.cancel_run(store, made.run_id) == 1
    assert len(history.steps(store, limit=100)) == steps + 1
    assert (entries(store), queries.runs(store)) == (0, [])
    undo.undo_last(store)
    assert entries(store) == 1


def test_a_run_made_again_leaves_out_whom_it_reached(store, tmp_path):
    ann, bob = person(store, "Ann Lee"), person(store, "Bob May")
    first = make(store, tmp_path / "A.docx", prepared(store, [ann]))
    again = prepared(store, [ann, bob], done_in_run=first.run_id)
    assert [each.contact_id for each in again.letters] == [bob]
    assert [each.key for each in again.left_out] == ["done"]
    days = date.today() - TODAY
    recent = prepared(store, [ann, bob], not_within_days=1 + max(days, timedelta()).days)
    assert [each.key for each in recent.left_out] == ["recent"]
    letters.cancel_letter(store, store.value("SELECT id FROM letter"))
    assert prepared(store, [ann, bob], not_within_days=9).left_out == ()


def test_one_letter_is_changed_another_left_out_and_both_are_kept_so(store, tmp_path):
    ann, bob, cy = (person(store, name) for name in ("Ann Lee", "Bob May", "Cy Fox"))
    found = prepared(store, [ann, bob, cy])
    found = letters.edited(found, ann, {"greeting": "Dear old friend,"}, extra="See you on Monday.")
    found = letters.without(found, bob)
    made = make(store, tmp_path / "A.docx", found)
    said = text_of(made.files[0])
    assert "Dear old friend," in said
    assert said.count("See you on Monday.") == 1
    assert "Bob" not in said
    assert json.loads(queries.run(store, made.run_id)["left_out"])[0]["key"] == "skipped"
    name, content = letters.again(store, queries.letters_in(store, made.run_id)[0]["id"])
    assert name == "Spring Ann Lee.docx"
    assert text_of(content) in said
    assert "See you on Monday." in text_of(content)
    _, other = letters.again(store, queries.letters_in(store, made.run_id)[1]["id"])
    assert "Cy Fox" in text_of(other)


def test_letters_come_in_the_order_and_under_the_names_one_chose(store, tmp_path):
    ids = [person(store, "Cy Adams", "YO1 1AA"), person(store, "Ann Zed", "BD1 1AA")]
    assert [each.name for each in prepared(store, ids, order="name").letters] == [
        "Cy Adams", "Ann Zed"]  # fmt: skip
    found = prepared(store, ids, order="postcode", name_pattern="{last_name}, {first_name}")
    made = make(store, tmp_path / "each", found, separate=True)
    assert [path.name for path in made.files] == ["Zed, Ann.docx", "Adams, Cy.docx"]
    with pytest.raises(Refusal, match="means nothing"):
        make(store, tmp_path / "bad", replace(found, options=RunOptions(name_pattern="{shoe}")),
             separate=True)  # fmt: skip
    assert not (tmp_path / "bad").exists()


def test_the_test_run_holds_the_letters_most_likely_to_look_wrong(store):
    ids = [person(store, "Ann Lee"), *(person(store, f"Bob May{n}") for n in range(5))]
    long = person(store, "Maximiliane Featherstonehaugh-Cholmondeley")
    foreign = person(store, "Zoë Roux", "75001", country="FR")
    couple = [person(store, "Cy Fox"), person(store, "Di Fox")]
    households.make_household(store, couple)
    found = prepared(store, [*ids, long, foreign, *couple], together="household")
    chosen = {each.contact_id for each in letters.trial_run(store, found).letters}
    assert {ids[0], long, foreign, couple[0]} <= chosen
    assert len(chosen) <= 5


def test_a_template_remembers_its_purpose_and_what_its_names_mean(store, tmp_path):
    data = template("{{Vorname2}} {{greeting}}")
    ann = person(store, "Ann Lee")
    assert prepared(store, [ann], data).unknown_fields[0][0] == "Vorname2"
    letter_runs.save_template_details(
        store, "Spring.docx", data, purpose="advert", field_map={"Vorname2": "first_name"}
    )
    found = prepared(store, [ann], data)
    assert (found.unknown_fields, found.options.purpose) == ((), "advert")
    made = make(store, tmp_path / "A.docx", found, data)
    assert "Ann Dear Ann Lee," in text_of(made.files[0])
    letter_runs.save_template_details(store, "Spring.docx", data, purpose="service", field_map={})
    letter = queries.letters_in(store, made.run_id)[0]["id"]
    assert "Ann Dear Ann Lee," in text_of(letters.again(store, letter)[1])
    with pytest.raises(Refusal):
        letter_runs.save_template_details(store, "Spring.docx", data, purpose="fun")


def test_open_deals_stand_in_the_letter_and_in_the_letter_of_then(store, tmp_path):
    ann = person(store, "Ann Lee")
    with store.step("Stages"):
        deals.ensure_pipeline(store)
    stage = store.value("SELECT id FROM stage ORDER BY position LIMIT 1")
    made = deals.save_deal(
        store, Deal(title="Terrace", contact_id=ann, stage_id=stage, amount=480_000)
    )
    data = template("{{#open_deals}}", "{{title}}: {{amount}}", "{{/open_deals}}", "End")
    run = make(store, tmp_path / "A.docx", prepared(store, [ann], data), data)
    assert "Terrace: £4,800" in text_of(run.files[0])
    deals.close_deal(store, made, "won", on="2026-11-20")
    letter = queries.letters_in(store, run.run_id)[0]["id"]
    assert "Terrace: £4,800" in text_of(letters.again(store, letter)[1])


def test_an_informal_contact_is_greeted_so(store):
    from app.models.operations import consents

    ann = person(store, "Ann Lee")
    consents.set_marks(store, "contact", [ann], informal=1, postal_name="Dr Ann Lee MBE")
    (letter,) = prepared(store, [ann]).letters
    assert letter.values["greeting"] == "Dear Ann,"
    assert letter.values["address_block"].startswith("Dr Ann Lee MBE\n")


def test_a_letter_with_pictures_is_made_again_to_the_byte(store, tmp_path):
    drawn = io.BytesIO()
    segno.make("Logo").save(drawn, kind="png", scale=4)
    data = template("{{image logo}}", "{{#stock}}", "{{title}} {{image photo}}", "{{/stock}}")
    found = prepared(store, [person(store, "Ann Lee")], data)
    shown = {"logo": drawn.getvalue(), "stock": [{"title": "Rose", "photo": drawn.getvalue()}]}
    found = replace(
        found, letters=tuple(replace(a, values={**a.values, **shown}) for a in found.letters)
    )
    made = make(store, tmp_path / "a", found, data, separate=True)
    again = letters.again(store, queries.letters_in(store, made.run_id)[0]["id"])[1]
    assert again == made.files[0].read_bytes()
    assert len(docx.Document(io.BytesIO(again)).inline_shapes) == 2
