"""Pages of partnerships, one file a chapter."""
