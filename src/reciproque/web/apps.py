"""The package of web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "reciproque.web"
    label = "web"
