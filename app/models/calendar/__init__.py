"""Appointments, hours, clashes, free times."""
