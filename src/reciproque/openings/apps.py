"""The package of openings: who may be among accompanied people, once two people have said so."""

from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    name = "reciproque.openings"
    label = "openings"
