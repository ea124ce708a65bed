"""The words that templates of beginnings add."""
