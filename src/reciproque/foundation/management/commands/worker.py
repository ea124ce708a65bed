"""`reciproque worker`: does what screens and the scheduler leave for later (imports, documents, letters)."""

import logging
import threading

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from reciproque.foundation import clock, schedule

SHOWS_LIFE_EVERY = 60
"""Seconds between two signs of life, while a task is under way too."""
log = logging.getLogger("reciproque.worker")


class Command(BaseCommand):
    help = "Exécute les travaux mis en attente. Ctrl-C termine le travail en cours, puis s’arrête."

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="exécuter ce qui attend, puis s’arrêter")

    def handle(self, *, batch: bool, verbosity: int, **options):
        if batch:
            show_life()
        else:
            threading.Thread(target=keep_showing_life, daemon=True).start()
        call_command(
            "db_worker",
            batch=batch,
            startup_delay=not batch,
            queue_name="*",
            reload=False,
            verbosity=verbosity,
        )


def keep_showing_life() -> None:
    """Until the process ends, on a connection of its own."""
    waits = threading.Event()
    while True:
        show_life()
        connection.close()
        waits.wait(SHOWS_LIFE_EVERY)


def show_life() -> None:
    """A database that is away for a moment is no reason to stop working."""
    try:
        schedule.show_life(schedule.WORKER, at=clock.now())
    except DatabaseError:
        log.exception("the worker could not show that it lives")
