"""`reciproque passwordcode`: a code on paper for who cannot sign in any more and whom no coordination may help."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import clock, terminal, words
from reciproque.foundation.actor import system
from reciproque.people import queries, verbs
from reciproque.people.models import Person


class Command(terminal.Command):
    help = "Donne un code pour choisir un nouveau mot de passe ; à remettre en main propre."

    def add_arguments(self, parser):
        parser.add_argument("username", help="nom d’utilisateur du compte")
        parser.add_argument(
            "--lift-second-factors",
            action="store_true",
            help="retire aussi ses seconds facteurs, si elle les a tous perdus",
        )

    def handle(self, *, username, lift_second_factors, **options):
        person = Person.objects.filter(account__username=username.lower()).first()
        if person is None:
            raise CommandError(_("Aucun compte ne porte ce nom."))
        try:
            given = verbs.issue(person, by=system("passwordcode"), at=clock.now(), lift=lift_second_factors)
        except ValidationError as problem:
            raise CommandError("\n".join(problem.messages)) from problem
        self.stdout.write(
            _("Code de {name}, valable jusqu’au {day} : {code}").format(
                name=person, day=words.day(given.expires_at), code=queries.secret_of(given)
            )
        )
        self.stdout.write(f"  {settings.PUBLIC_URL}{reverse('people:new_password')}")
