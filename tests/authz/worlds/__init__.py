"""Rows of each package in the small world, written by hand like the rest of it."""
