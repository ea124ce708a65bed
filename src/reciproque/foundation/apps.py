"""Puts the wall on every database connection and gathers what the packages declare."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

from . import guard


class FoundationConfig(AppConfig):
    name = "reciproque.foundation"
    label = "foundation"

    def ready(self):
        connection_created.connect(guard.stand, dispatch_uid="reciproque.guard")
        autodiscover_modules(
            "policy", "rules", "notices", "verbs", "reactions", "queries", "navigation", "jobs"
        )
        from . import checks, statistics  # noqa: F401, PLC0415  (the checks need the rules gathered just above)
