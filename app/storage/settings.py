"""Options of the business that live in the book: key, type, default, label, help."""

from __future__ import annotations

from dataclasses import dataclass

from app.storage.store import Store


@dataclass(frozen=True, slots=True)
class Option:
    """One setting; ``kind`` is text, choice, country, currency or lines."""

    key: str
    kind: str
    default: str
    label: str
    help: str = ""
    choices: tuple[str, ...] = ()


OPTIONS: tuple[Option, ...] = (
    Option("business_name", "text", "", "Business name", "Stands on letters and in the window."),
    Option("business_address", "lines", "", "Address", "One line a line, as on your letterhead."),
    Option("business_phone", "text", "", "Phone"),
    Option("business_email", "text", "", "Email"),
    Option("business_website", "text", "", "Website"),
    Option("logo_document", "text", "", "Logo", "A picture that letters can show."),
    Option("sender_name", "text", "", "Who signs letters"),
    Option("country", "country", "GB", "Country", "For phone numbers and addresses without one."),
    Option("locale", "text", "en_GB", "Language and formats"),
    Option("zone", "text", "Europe/London", "Time zone"),
    Option("currency", "currency", "GBP", "Currency of new deals"),
    Option("holiday_country", "country", "", "Country of public holidays"),
    Option("holiday_region", "text", "", "Region of public holidays", "Such as SCT or BY."),
    Option("reminder_minutes", "text", "15", "Minutes before an appointment that it is announced"),
    Option("mail_host", "text", "", "Mail server", "Such as smtp.example.com; for emails to many."),
    Option("mail_port", "text", "587", "Port of the mail server"),
    Option(
        "mail_security",
        "choice",
        "starttls",
        "Safety of the connection",
        "starttls, tls or none.",
        ("starttls", "tls", "none"),
    ),
    Option("mail_user", "text", "", "User of the mail server", "The password is asked for once."),
    Option("mail_per_minute", "text", "60", "Emails a minute", "Most servers take no more."),
    Option("file_limit_mb", "text", "25", "Largest file in MB", "Larger ones are asked about."),
    Option("booking_rules", "text", "{}", "Booking rules", "What of a clash is hard, soft or off."),
    Option("min_notice_minutes", "text", "0", "Shortest notice", "Minutes before an appointment."),
    Option("max_per_day", "text", "0", "Most appointments a day", "For one person; 0: any number."),
    Option("lunch", "text", "", "Lunch break", "Such as 12:30-13:00; nothing is offered then."),
    Option("travel_speed", "text", "50", "Speed between addresses", "Kilometres an hour."),
    Option("no_show_rate", "text", "30", "Advise from so many missed", "Of 100 appointments."),
    Option("no_show_count", "text", "2", "Advise from so many missed at least"),
    Option("example_data", "text", "", "Example data", "Set in the book of the made-up business."),
)
BY_KEY = {option.key: option for option in OPTIONS}


def all_settings(store: Store) -> dict[str, str]:
    """Every setting of the book, defaults filled in."""
    kept = dict(store.select("SELECT key, value FROM business"))
    return {option.key: option.default for option in OPTIONS} | kept


def setting(store: Store, key: str) -> str:
    """One setting of the book, or its default."""
    value = store.value("SELECT value FROM business WHERE key = ?", (key,))
    return str(value) if value is not None else BY_KEY[key].default


def save_settings(store: Store, values: dict[str, str]) -> None:
    """Keep settings; only known keys are taken."""
    with store.step("Change settings"):
        for key, value in values.items():
            if key in BY_KEY:
                store.set_business(key, value)
