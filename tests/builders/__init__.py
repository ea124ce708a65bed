"""Builders: each makes one thing by calling verbs, with what a test does not care about filled in."""
