"""Tests of beginnings."""
