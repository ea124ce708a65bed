"""The package of encounters: two cards prepared apart, opened together, and what two people then decide."""

from django.apps import AppConfig


class EncountersConfig(AppConfig):
    name = "reciproque.encounters"
    label = "encounters"
