"""Tests of people, organisations and accounts."""
