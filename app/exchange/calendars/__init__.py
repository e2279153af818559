"""iCalendar and vCalendar, in and out."""
