"""Forms of support, one file a subject."""
