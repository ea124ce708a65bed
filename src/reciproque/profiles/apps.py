"""The package of profiles."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "reciproque.profiles"
    label = "profiles"
