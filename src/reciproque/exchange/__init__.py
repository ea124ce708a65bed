"""What comes in and goes out: tables, calendars, standards."""
