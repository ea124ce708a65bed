"""Pages of beginnings, one file a chapter."""
