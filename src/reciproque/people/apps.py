"""The package of people and organisations."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "reciproque.people"
    label = "people"
