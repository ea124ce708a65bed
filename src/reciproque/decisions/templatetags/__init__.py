"""The words that templates of decisions add."""
