"""The package of beginnings."""

from django.apps import AppConfig


class BeginningsConfig(AppConfig):
    name = "reciproque.beginnings"
    label = "beginnings"
