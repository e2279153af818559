"""The calendar: days, weeks, months, and the editor of appointments."""
