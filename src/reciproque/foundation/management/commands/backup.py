"""`reciproque backup`: everything an installation holds in one archive, and its keys in a file apart."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import backup, clock, terminal


class Command(terminal.Command):
    help = "Sauvegarde la base et les fichiers dans une archive, et les clés dans un fichier à part."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="l’archive à écrire (.tar.gz)")
        parser.add_argument("--keys", type=Path, help="où écrire les clés (à côté de l’archive, sinon)")
        parser.add_argument(
            "--keep-days",
            type=int,
            help="effacer, dans le même dossier, les sauvegardes plus vieilles que cela",
        )

    def handle(self, *, file: Path | None, keys: Path | None, keep_days: int | None, **options):
        at = clock.now()
        try:
            installation = backup.here()
            name = f"reciproque-{timezone.localtime(at):%Y-%m-%d-%H%M%S}.tar.gz"
            target = file or installation.data / "backups" / name
            keys = keys or backup.keys_beside(target)
            manifest = backup.make(installation, target, keys, at=at)
        except (backup.Unusable, OSError) as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(
            _("Sauvegarde faite et relue : %(path)s (%(rows)s lignes, %(files)s fichiers, %(size).1f Mo).")
            % {
                "path": target,
                "rows": rows,
                "files": len(manifest["members"]) - 1,
                "size": target.stat().st_size / 1e6,
            }
        )
        self.stdout.write(
            _("Clés : %(path)s. Rangez-les ailleurs que l’archive : qui a les deux lit tout.")
            % {"path": keys}
        )
        if keep_days is not None:
            for old in backup.old_archives(target.parent, at=at, days=keep_days):
                old.unlink()
                self.stdout.write(_("Effacée : %(path)s") % {"path": old})
