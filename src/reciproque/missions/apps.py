"""Missions: written, reviewed, offered for reasons one can read, scheduled, taken."""

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "reciproque.missions"
    label = "missions"
