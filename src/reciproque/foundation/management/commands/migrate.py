"""Migrations are upkeep of the house: they may write to the domain."""

from django.core.management.commands.migrate import Command as Migrate

from reciproque.foundation import guard


class Command(Migrate):
    def handle(self, *args, **options):
        with guard.upkeep("migrate"):
            return super().handle(*args, **options)
