"""Emptying the tables (between tests) is upkeep of the house."""

from django.core.management.commands.flush import Command as Flush

from reciproque.foundation import guard


class Command(Flush):
    def handle(self, **options):
        with guard.upkeep("flush"):
            return super().handle(**options)
