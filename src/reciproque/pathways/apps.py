"""The package of pathways: the steps of a pathway in plain words, written by both sides and read again by both."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "reciproque.pathways"
    label = "pathways"
