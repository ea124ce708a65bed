"""`reciproque restore`: an installation as it was when the backup was made; `--drill` only tries, and compares."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from reciproque.foundation import backup, clock, terminal


class Command(terminal.Command):
    help = "Restaure une sauvegarde (base, fichiers, clés). --drill l’essaie à part et compare chaque ligne."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="l’archive ; la dernière faite, avec --drill")
        parser.add_argument("--keys", type=Path, help="le fichier de clés (à côté de l’archive, sinon)")
        parser.add_argument(
            "--drill", action="store_true", help="essayer dans un dossier à part, sans rien changer"
        )
        parser.add_argument(
            "--replace", action="store_true", help="mettre de côté ce qui est là, puis restaurer"
        )

    def handle(self, *, file: Path | None, keys: Path | None, drill: bool, replace: bool, **options):
        at = clock.now()
        try:
            installation = backup.here(secret_known=drill)
            file = file or (self.last() if drill else None)
            if file is None:
                raise CommandError(_("Dites quelle archive restaurer : reciproque restore FICHIER"))
            keys = keys or backup.keys_beside(file)
            if drill:
                manifest = backup.drill(installation, file, keys)
                backup.note_drill(installation, file, at=at)
                said = _("Essai réussi : %(rows)s lignes et %(files)s fichiers identiques à l’original.")
            else:
                manifest = backup.restore(installation, file, keys, at=at, replaces=replace)
                said = _(
                    "Restauré : %(rows)s lignes et %(files)s fichiers. Relancez serveur, worker et planificateur."
                )
        except (backup.Unusable, OSError) as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(said % {"rows": rows, "files": len(manifest["members"]) - 1})

    def last(self) -> Path:
        known = backup.last_good()
        if known is None:
            raise CommandError(
                _("Aucune sauvegarde n’a encore été faite ici : lancez « reciproque backup ».")
            )
        return known[1]
