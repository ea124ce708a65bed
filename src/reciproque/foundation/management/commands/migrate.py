"""Migrations are upkeep of the house: they may write to the domain. The shared cache is made with the tables."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate

from reciproque.foundation import guard

ONLY_LOOKING = ("plan", "check_unapplied")


class Command(Migrate):
    def execute(self, *args, **options):
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)  # a folder just named in the settings
        return super().execute(*args, **options)

    def handle(self, *args, **options):
        with guard.upkeep("migrate"):
            super().handle(*args, **options)
        if not any(options.get(name) for name in ONLY_LOOKING):
            call_command("createcachetable", verbosity=0)
