"""The package of portable credentials."""

from django.apps import AppConfig


class BadgesConfig(AppConfig):
    name = "reciproque.badges"
    label = "badges"
