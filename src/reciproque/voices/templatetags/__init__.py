"""The words that templates of voices add."""
