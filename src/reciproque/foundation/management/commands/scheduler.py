"""`reciproque scheduler`: the clock that starts periodic jobs; several may run, each job starts once."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from reciproque.foundation import clock, schedule

log = logging.getLogger("reciproque.scheduler")


class Command(BaseCommand):
    help = "Lance les travaux périodiques à leur heure. Ctrl-C termine celui qui est en cours, puis s’arrête."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="lancer ce qui est dû, puis s’arrêter")
        parser.add_argument("--interval", type=float, default=15, help="secondes entre deux regards (15)")

    def handle(self, *, once: bool, interval: float, **options):
        if once:
            self.stdout.write("\n".join(schedule.run_due(at=clock.now())))
            return
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            self.look()
            stopped.wait(interval)

    def look(self) -> None:
        """One look at the clock. A job that fails is written down; it neither stops the others nor the scheduler."""
        close_old_connections()
        try:
            schedule.run_due(at=clock.now())
        except Exception:
            log.exception("a periodic job failed")
        finally:
            close_old_connections()
