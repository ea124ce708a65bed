"""Pages of support, one file a subject."""
