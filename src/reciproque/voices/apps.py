"""The package of voices."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "reciproque.voices"
    label = "voices"
