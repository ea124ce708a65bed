"""Readings of portable credentials."""
