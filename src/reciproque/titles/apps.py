"""The package of titles and training."""

from django.apps import AppConfig


class TitlesConfig(AppConfig):
    name = "reciproque.titles"
    label = "titles"
