"""The package of partnerships."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "reciproque.partnerships"
    label = "partnerships"
