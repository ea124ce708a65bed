"""How much somebody carries: her own ceilings, her pauses, her weeks, across organisations."""

from django.apps import AppConfig


class LoadConfig(AppConfig):
    name = "reciproque.load"
    label = "load"
