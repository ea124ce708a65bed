"""`reciproque demo`: a complete demonstration on this machine, with invented people, begun by one command."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from reciproque.foundation import clock, terminal
from reciproque.foundation.crypto import keep_secret, known_secret
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Person
from reciproque.web.demonstration import furnish

FIRST_PORT, PORTS_TRIED = 8000, 50
PATIENCE = 60
"""Seconds given to the server to answer before its silence is told."""
REAL = ("RECIPROQUE_", "SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "ALLOWED_HOSTS")
"""What begins so belongs to a real installation."""


class Command(terminal.Command):
    help = "Prépare la démonstration si elle ne l’est pas, puis lance serveur, travaux et horloge."
    requires_system_checks = ()  # the first start has no secret yet; the server looks at everything

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=0, help="port voulu ; sinon le premier libre")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=terminal.language(),
            help="langue du monde inventé ; sinon celle du terminal",
        )
        parser.add_argument("--prepare", action="store_true", help="préparer les données, sans rien lancer")

    def handle(self, *, port: int, language: str, prepare: bool, **options):
        if not settings.DEMO:
            begin_again_apart()
        if not known_secret():
            keep_secret(settings.DATA)
            begin_again(os.environ)
        with override(language):
            self.make_ready(language)
            if not prepare:
                connections.close_all()
                sys.exit(run(port or free_port(), self.stdout))

    def make_ready(self, language: str) -> None:
        """Tables, cache and, the first time, the invented world in `language`, dated from today."""
        call_command("migrate", interactive=False, verbosity=0)
        if not Person.objects.exists():
            self.stdout.write(_("Préparation de la démonstration (quelques secondes)…"))
            with transaction.atomic():  # interrupted, it is begun again
                furnish(now=clock.now(), language=language)
        elif not Partnership.objects.filter(language=language).exists():
            self.stdout.write(
                _(
                    "La démonstration déjà prête est dans l’autre langue. Pour la refaire, effacez {data}."
                ).format(data=settings.DATA)
            )


def begin_again_apart() -> None:
    """Run the same command with settings of its own: a real installation of this folder is never reached."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(REAL)}
    begin_again(kept | {"RECIPROQUE_DEMO": "true", "RECIPROQUE_ENV_FILE": ""})


def begin_again(surroundings: Mapping[str, str]) -> None:
    """Run the same command once more: settings are read only when a process begins."""
    command = [sys.executable, "-m", "reciproque", *sys.argv[1:]]
    os.execve(sys.executable, command, surroundings)  # noqa: S606


def free_port() -> int:
    """The first port nobody listens on, from 8000."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(_("Aucun port libre entre 8000 et 8049. Donnez-en un avec --port."))


def run(port: int, out) -> int:
    """Server, worker and scheduler, until one stops or Ctrl-C; all are stopped together."""
    bound, address = f"127.0.0.1:{port}", f"localhost:{port}"  # a passkey needs a name, not a number
    surroundings = os.environ | {"RECIPROQUE_PUBLIC_URL": f"http://{address}", "LC_MESSAGES": get_language()}
    begin = [sys.executable, "-m", "reciproque"]
    children = [
        subprocess.Popen([*begin, *command, "--verbosity=0"], env=surroundings)  # noqa: S603
        for command in (["serve", "--bind", bound], ["worker"], ["scheduler"])
    ]
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.append(True))
    told = False
    began = time.monotonic()
    while not stopping and all(child.poll() is None for child in children):
        if not told and answers(port):
            told = True
            out.write(_("\nLa démonstration est ouverte :  http://{address}\n").format(address=address))
            out.write(_("Ctrl-C l’arrête ; ses données restent dans {data}.\n").format(data=settings.DATA))
            out.flush()
        elif not told and time.monotonic() - began > PATIENCE:
            told = True
            out.write(_("Le serveur ne répond pas encore ; ses messages sont au-dessus."))
        time.sleep(0.3)
    for child in children:
        child.terminate()
    for child in children:
        child.wait()
    return 0 if stopping else 1


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(("127.0.0.1", port)) == 0
