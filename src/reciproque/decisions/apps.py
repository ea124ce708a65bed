"""The package of decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "reciproque.decisions"
    label = "decisions"
