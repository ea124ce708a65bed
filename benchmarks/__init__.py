"""Measures run by hand; none is part of the tests."""
