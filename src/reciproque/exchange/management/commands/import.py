# ruff: noqa: N999  (the command is called so)
"""`reciproque import`: the same engine as on screen, for who holds the machine."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.exchange.importers import IMPORTERS, Importer
from reciproque.exchange.importers.tally import Tally, rehearse
from reciproque.exchange.sentences import Remark, Unreadable
from reciproque.exchange.tables import Table, opened
from reciproque.exchange.verbs import BATCHES, Faulty
from reciproque.foundation import clock, terminal
from reciproque.foundation.actor import system
from reciproque.foundation.sheets import Sheet, csv_lines
from reciproque.people.queries import installation

SHOWN = 50


class Command(terminal.Command):
    help = "Importe des structures ou des communes depuis un tableau (CSV, XLSX, XLS, ODS)."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=sorted(IMPORTERS), help="ce que contient le fichier")
        parser.add_argument("file", type=Path, help="le fichier")
        parser.add_argument(
            "--dry-run", action="store_true", help="dire ce qui changerait, sans rien enregistrer"
        )
        parser.add_argument(
            "--partial", action="store_true", help="importer les autres lignes quand il en est de fautives"
        )
        parser.add_argument(
            "--mapping",
            nargs="+",
            default=[],
            metavar="CHAMP=TITRE",
            help="quel titre donne quel champ, là où les titres ne suffisent pas (CHAMP= pour ne pas le lire)",
        )
        parser.add_argument("--faults", type=Path, help="écrire les lignes fautives dans ce fichier (CSV)")

    def handle(self, *, what, file, dry_run, partial, mapping, faults, **options):
        kind = IMPORTERS[what]
        try:
            with file.open("rb") as stream, opened(stream) as table:
                chosen = self.mapping(kind, table, mapping)
                importer = kind(table, chosen, on=clock.today(), person_id=None)
                tally, refused = self.carry_out(importer, file, dry_run=dry_run, partial=partial)
                titles = table.titles
        except OSError as problem:
            raise CommandError(
                _("{file} ne peut pas être lu : {why}").format(file=file, why=problem.strerror)
            ) from problem
        except Unreadable as problem:
            raise CommandError(str(problem)) from problem
        except (ValidationError, IntegrityError) as problem:
            raise CommandError(str(Remark("overtaken"))) from problem
        self.tell(kind, tally, dry_run=dry_run, refused=refused)
        if faults and tally.lines:
            write_faults(faults, kind, titles, tally)
        if refused or (dry_run and tally.lines):
            sys.exit(1)

    def carry_out(
        self, importer: Importer, file: Path, *, dry_run: bool, partial: bool
    ) -> tuple[Tally, bool]:
        """What the file came to, and whether nothing of it was kept because of its faulty lines."""
        if dry_run:
            return rehearse(importer), False
        try:
            tally = BATCHES[importer.verb](
                installation(),
                by=system("import"),
                at=clock.now(),
                importer=importer,
                partial=partial,
                file=file.name,
                digest=hashlib.sha256(file.read_bytes()).hexdigest(),
            )
        except Faulty as problem:
            return problem.tally, True
        return tally, False

    def mapping(self, kind: type[Importer], table: Table, given: list[str]) -> dict[str, str]:
        """The columns guessed, corrected by those given. Raises CommandError for what does not exist."""
        chosen = kind.guess(table.titles)
        names = {column.name for column in kind.columns}
        for pair in given:
            name, equals, title = pair.partition("=")
            if not equals or name not in names or (title and title not in table.titles):
                raise CommandError(
                    _("« {pair} » : il faut un champ parmi {names}, et un titre parmi {titles}.").format(
                        pair=pair,
                        names=", ".join(sorted(names)),
                        titles=", ".join(filter(None, table.titles)),
                    )
                )
            chosen[name] = title
        chosen = {name: title for name, title in chosen.items() if title}
        if missing := kind.missing(chosen):
            raise CommandError(
                _(
                    "Aucune colonne ne donne {labels}. Titres du fichier : {titles}. Précisez par --mapping."
                ).format(
                    labels=", ".join(f"« {column.label} » ({column.name})" for column in missing),
                    titles=", ".join(filter(None, table.titles)),
                )
            )
        return chosen

    def tell(self, kind: type[Importer], tally: Tally, *, dry_run: bool, refused: bool) -> None:
        for remark in tally.remarks:
            self.stdout.write(kind.say(remark))
        for fault in (*tally.lines[:SHOWN], *tally.held[:SHOWN]):
            why = " ".join(kind.say(remark) for remark in fault.remarks)
            self.stdout.write(_("ligne {line} : {why}").format(line=fault.line, why=why))
        for more in (tally.lines[SHOWN:], tally.held[SHOWN:]):
            if more:
                self.stdout.write(
                    ngettext("… et {n} autre ligne.", "… et {n} autres lignes.", len(more)).format(
                        n=len(more)
                    )
                )
        counts = tally.counts()
        said = (
            _(
                "à créer {created}, à modifier {changed}, inchangées {unchanged}, fautives {faulty}, tenues {held}"
            )
            if dry_run or refused
            else _(
                "créées {created}, modifiées {changed}, inchangées {unchanged}, fautives {faulty}, tenues {held}"
            )
        )
        self.stdout.write(f"{kind.label} : {said.format(**counts)}")
        if refused:
            self.stderr.write(
                _("Rien n’a été enregistré : corrigez ces lignes, ou passez-les par --partial.")
            )


def write_faults(path: Path, kind: type[Importer], titles: tuple[str, ...], tally: Tally) -> None:
    """The faulty lines as they came, and what is wrong with each."""
    rows = ([*fault.cells, " ".join(kind.say(remark) for remark in fault.remarks)] for fault in tally.lines)
    with path.open("wb") as out:
        out.writelines(csv_lines(Sheet("", [*titles, _("Ce qui ne va pas")], rows)))
