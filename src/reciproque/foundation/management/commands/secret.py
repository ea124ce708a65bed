"""`reciproque secret`: makes the secret of a new installation, in a file its owner alone reads."""

from django.conf import settings
from django.utils.translation import gettext as _

from reciproque.foundation import crypto, terminal


class Command(terminal.Command):
    help = "Crée la clé secrète de l’installation, si elle n’en a pas, dans un fichier lisible par vous seul."
    requires_system_checks = ()

    def handle(self, **options):
        if crypto.known_secret():
            self.stdout.write(_("Cette installation a déjà sa clé secrète."))
        else:
            self.stdout.write(_("Clé secrète : %(path)s") % {"path": crypto.keep_secret(settings.DATA)})
