"""Where a column goes whose heading says one thing, as data: meaning to key of a target."""

from typing import Final

PLAIN: Final = {
    "full": "full_name",
    "shown": "full_name",
    "first": "first_name",
    "last": "last_name",
    "last_two": "last_name",
    "middle": "middle_name",
    "particle": "particle",
    "prefix": "prefix",
    "suffix": "suffix",
    "nick": "nickname",
    "gender": "gender",
    "language": "language",
    "job": "job_title",
    "dept": "department",
    "birthday": "birthday",
    "birth_year": "birth_year",
    "birth_month": "birth_month",
    "birth_day": "birth_day",
    "company": "account.name",
    "company_kind": "account.kind",
    "parent_company": "account.parent",
    "code": "customer_code",
    "note": "note",
    "tag": "tag",
    "source": "source",
    "kind": "kind",
    "owner": "owner",
    "no_email": "no_email",
    "no_phone": "no_phone",
    "no_post": "no_post",
    "no_contact": "no_contact",
    "no_trade": "no_trade",
    "deceased": "deceased",
    "deceased_on": "deceased_on",
}
ADDRESS: Final = {
    "street": "street",
    "house": "house_number",
    "street_two": "street2",
    "postcode": "postcode",
    "town": "town",
    "postcode_town": "postcode_town",
    "region": "region",
    "country": "country",
}
BY_VALUES: Final = {
    "email": "email.other",
    "phone": "phone.other",
    "postcode_town": "address.other.postcode_town",
}
# One of these, and only one of it, can be in a row; a second column of the kind is an own field.
SINGLE: Final = frozenset(
    {"full_name", "first_name", "last_name", "middle_name", "particle", "gender", "language"}
    | {"birthday", "department", "job_title", "account.name", "customer_code", "account.code"}
    | {
        "deceased_on",
        "nickname",
        "account.website",
        "account.kind",
        "account.parent",
        "owner",
        "kind",
        "source",
    }
)
