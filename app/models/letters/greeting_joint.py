"""Several people greeted and named in one letter: couples, three, same and different surnames.

The order is the caller's. The rules and their sources stand in ``greeting_rules``.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.models.letters.greeting_rules import MIXED, NAMELESS, conjoined, rule_for
from app.models.letters.salutation import (
    Addressee,
    capital_particle,
    formal_greeting,
    gender_of,
    informal_greeting,
    spoken_title,
    titles_of,
)


def joint_formal(people: Sequence[Addressee], language: str) -> str:
    """How a business letter to several people begins; the surname they share stands once."""
    named = [person for person in people if _words(person.first_name, person.last_name)]
    rule = rule_for(language)
    if len(named) < 2:
        return _alone(named, language, informal=False)
    genders = [gender_of(person) for person in named]
    if language[:2].lower() in NAMELESS:
        return _without_names(genders, language)
    surname = _shared_surname(named)
    if surname and len(named) == 2:
        found = _couple(named, genders, surname, language)
        if found:
            return found
    if any(not _words(person.last_name) for person in named):
        return rule.names.format(N=names_together(named, language))
    speaks_gender = rule.man != rule.woman
    known = all(genders) or not speaks_gender or bool(rule.lead)
    if not known or not speaks_gender:
        return rule.names.format(N=names_together(named, language))
    if rule.lead and surname and not all(_word(each, language) for each in named):
        return rule.names.format(N=names_together(named, language))
    return _one_by_one([formal_greeting(_bare(person, language)) for person in named], language)


def joint_informal(people: Sequence[Addressee], language: str) -> str:
    """How a letter to several people we know begins; formal when a first name is missing."""
    named = [person for person in people if _words(person.first_name, person.last_name)]
    if len(named) < 2:
        return _alone(named, language, informal=True)
    if any(not _words(person.first_name) for person in named):
        return joint_formal(named, language)
    rule = rule_for(language)
    genders = [gender_of(person) for person in named]
    firsts = conjoined([_words(person.first_name) for person in named], language)
    if rule.first_names_apart and all(genders):
        each = [informal_greeting(_bare(person, language)) for person in named]
        return _one_by_one(each, language)
    if all(genders) and rule.first_men:
        form = rule.first_women if set(genders) == {"f"} else rule.first_men
        return form.format(F=firsts)
    return rule.first_unknown.format(F=firsts)


def names_together(people: Sequence[Addressee], language: str, *, titles: bool = False) -> str:
    """Names in a row for the envelope: "Ann and Ben Lee", "Ann Webb and Ben Lee"."""

    def before(person: Addressee) -> str:
        return titles_of(person.title)[1] if titles else ""

    surname = _shared_surname(people)
    if surname and all(_words(person.first_name) for person in people):
        firsts = [_words(before(person), person.first_name) for person in people]
        return f"{conjoined(firsts, language)} {surname}"
    whole = [_words(before(person), person.first_name, person.last_name) for person in people]
    return conjoined([name for name in whole if name], language)


def _alone(named: Sequence[Addressee], language: str, *, informal: bool) -> str:
    if not named:
        return rule_for(language).nobody
    return informal_greeting(named[0]) if informal else formal_greeting(named[0])


def _couple(named: Sequence[Addressee], genders: Sequence[str], surname: str, language: str) -> str:
    rule = rule_for(language)
    words = [_word(person, language) for person in named]
    academic = [spoken_title(titles_of(person.title)[1], language) for person in named]
    if all(academic) and academic[0] == academic[1] and rule.titles:
        return rule.titles.format(T=academic[0].rstrip("."), L=surname)
    if not rule.couple or not all(words) or words[0] == words[1]:
        return ""
    plain_couple = set(genders) == {"m", "f"} and not any(academic)
    if plain_couple:
        usual = {"m": rule.couple_words[0], "f": rule.couple_words[1]}
        chosen = [usual[gender] for gender in genders]
        said = [titles_of(person.title)[0] for person in named]
        # Somebody who calls herself Ms is not made Mrs by her husband's name.
        words = [words[at] if said[at] == "ms" else chosen[at] for at in (0, 1)]
    elif rule.titled == "":
        return ""
    return rule.couple.format(A=words[0], B=words[1], L=capital_particle(surname, language))


def _word(person: Addressee, language: str) -> str:
    """The word before the surname when this person is greeted: "Mr", "Dr", "Sig.ra"; or ""."""
    rule = rule_for(language)
    academic = spoken_title(titles_of(person.title)[1], language)
    if academic and rule.titled:
        return academic
    gender = gender_of(person)
    courtesy = titles_of(person.title)[0]
    usual = {"m": rule.couple_words[0], "f": rule.couple_words[1]}.get(gender, "")
    if rule.lead and gender == "f" and courtesy not in ("mrs", "missus"):
        return "Ms." if rule.end == ":" else "Ms"
    return usual


def _without_names(genders: Sequence[str], language: str) -> str:
    rule, tongue = rule_for(language), language[:2].lower()
    if not all(genders):
        return rule.names
    if tongue in MIXED and len(set(genders)) == 2:
        return MIXED[tongue]
    forms = []
    for gender in dict.fromkeys(genders):
        many = genders.count(gender) > 1
        plural, single = (rule.women, rule.woman) if gender == "f" else (rule.men, rule.man)
        forms.append(f"{plural}," if many else single)
    return " ".join(
        form if at == 0 or tongue == "fr" else _small(form) for at, form in enumerate(forms)
    )


def _one_by_one(greetings: Sequence[str], language: str) -> str:
    rule = rule_for(language)
    ends = (",", ":")
    bodies = []
    for at, greeting in enumerate(greetings):
        body = greeting.rstrip("".join(ends))
        if at:
            body = body.removeprefix(rule.lead) if rule.lead else body
            body = _small(body) if rule.small else body
        bodies.append(body)
    mark = greetings[0][-1:] if greetings[0][-1:] in ends else ""
    head = rule.between.join(bodies[:-1])
    return f"{head}{rule.before_last}{bodies[-1]}{mark}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _shared_surname(people: Sequence[Addressee]) -> str:
    surnames = {_words(person.last_name).casefold() for person in people}
    return _words(people[0].last_name) if len(surnames) == 1 else ""


def _bare(person: Addressee, language: str) -> Addressee:
    return Addressee(person.first_name, person.last_name, person.title, person.gender, language)


def _words(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
