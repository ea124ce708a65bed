"""The bare application, under its short name."""

from django.apps import AppConfig


class Bare(AppConfig):
    name = "benchmarks.bare"
    label = "bare"
