"""`reciproque serve`: the web server, which starts only when the doctor refuses nothing."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

from reciproque.foundation import clock, doctor, terminal


class Server(BaseApplication):
    """Gunicorn, configured from our settings alone: it reads no file and no command line of its own."""

    def __init__(self, **options):
        self.options = options
        super().__init__()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


class Command(terminal.Command):
    help = "Lance le serveur. Il refuse de démarrer si quelque chose met les données en danger (voir doctor)."

    def add_arguments(self, parser):
        parser.add_argument("--bind", default=settings.BIND, help="adresse et port (RECIPROQUE_BIND)")

    def handle(self, *, bind: str, verbosity: int, **options):
        call_command("collectstatic", interactive=False, verbosity=0)
        findings = doctor.examine(at=clock.now())
        for finding in findings:
            if finding.level is not doctor.Level.FINE:
                self.stdout.write(str(finding))
        if doctor.refuses(findings):
            raise CommandError(_("Le serveur ne démarre pas tant que ce qui est refusé n’est pas corrigé."))
        connections.close_all()
        if verbosity:
            self.stdout.write(_("Réciproque répond sur %(address)s") % {"address": f"http://{bind}"})
            self.stdout.flush()
        Server(
            bind=bind,
            workers=settings.WORKERS,
            threads=settings.THREADS,
            worker_class="gthread",
            timeout=60,
            graceful_timeout=30,
            control_socket_disable=True,
            loglevel="warning",
            proc_name="reciproque",
        ).run()
