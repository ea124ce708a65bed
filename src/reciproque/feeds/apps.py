"""One’s own calendar, read by one’s own telephone under a secret address that says nothing."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "reciproque.feeds"
    label = "feeds"
