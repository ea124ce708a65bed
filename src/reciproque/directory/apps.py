"""Useful addresses: where a mediator may send somebody, how near, at what cost, and since when it holds."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "reciproque.directory"
    label = "directory"
