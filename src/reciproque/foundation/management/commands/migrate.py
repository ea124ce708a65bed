"""Migrations are upkeep of the house: they may write to the domain."""

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate

from reciproque.foundation import guard


class Command(Migrate):
    def handle(self, *args, **options):
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)  # a folder just named in the settings
        with guard.upkeep("migrate"):
            return super().handle(*args, **options)
