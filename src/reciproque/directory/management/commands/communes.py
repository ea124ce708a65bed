"""`reciproque communes`: the places of communes, from the open file, so that distances can be told."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from reciproque.directory import verbs
from reciproque.directory.rules.communes import communes_of
from reciproque.foundation import clock, terminal
from reciproque.foundation.actor import system
from reciproque.people import queries


class Command(terminal.Command):
    help = "Place les communes d’après un fichier ouvert (CSV), pour dire à quelle distance sont les adresses utiles."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="fichier CSV : code Insee, nom, latitude, longitude")

    def handle(self, *, file, **options):
        try:
            communes, left_out = communes_of(file.read_bytes())
            placed = verbs.place_communes(
                queries.installation(),
                by=system("communes"),
                at=clock.now(),
                communes=communes,
                file=file.name,
            )
        except OSError as problem:
            raise CommandError(_("Ce fichier ne s’ouvre pas : {file}").format(file=file)) from problem
        except ValidationError as problem:
            raise CommandError("\n".join(problem.messages)) from problem
        self.stdout.write(
            _("Communes placées : {placed}. Lignes laissées de côté : {left_out}.").format(
                placed=placed, left_out=left_out
            )
        )
