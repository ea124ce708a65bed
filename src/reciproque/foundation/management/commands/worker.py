"""`reciproque worker`: does what screens leave for later (imports, documents)."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Exécute les travaux mis en attente. Ctrl-C termine le travail en cours, puis s’arrête."

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="exécuter ce qui attend, puis s’arrêter")

    def handle(self, *, batch: bool, verbosity: int, **options):
        call_command(
            "db_worker",
            batch=batch,
            startup_delay=not batch,
            queue_name="*",
            reload=False,
            verbosity=verbosity,
        )
