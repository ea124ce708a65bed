"""Forms of partnerships, one file a chapter."""
