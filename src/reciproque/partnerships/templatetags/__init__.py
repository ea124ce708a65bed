"""The words that templates of partnerships add."""
