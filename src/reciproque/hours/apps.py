"""Time given, confirmed or discussed; the statement one takes away; thanks."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "reciproque.hours"
    label = "hours"
