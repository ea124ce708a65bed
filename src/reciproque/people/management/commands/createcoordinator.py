"""`reciproque createcoordinator`: the first coordination of an organisation, by an invitation; no default password."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import clock, terminal, words
from reciproque.foundation.actor import system
from reciproque.people import queries, verbs
from reciproque.people.kinds import OrganisationKind, Role
from reciproque.people.models import Invitation, Organisation


class Command(terminal.Command):
    help = "Crée la première structure, s’il le faut, et invite la personne qui la coordonne."

    def add_arguments(self, parser):
        parser.add_argument("name", help="nom de la personne à inviter")
        parser.add_argument("organisation", help="nom exact de la structure ; créée si elle n’existe pas")
        parser.add_argument(
            "--kind",
            default=OrganisationKind.HOSPITAL,
            choices=OrganisationKind.values,
            help="type de structure",
        )
        parser.add_argument("--finess", default="", help="numéro FINESS de la structure créée")
        parser.add_argument("--paper", action="store_true", help="un code à taper plutôt qu’un lien")
        parser.add_argument("--language", default="fr", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *, name, organisation, kind, finess, paper, language, **options):
        by, at = system("createcoordinator"), clock.now()
        means = Invitation.Means.PAPER if paper else Invitation.Means.LINK
        try:
            host = self.find_or_add(organisation, kind, finess, by, at)
            offer = verbs.invite(
                host, by=by, at=at, name=name, role=Role.COORDINATOR, means=means, language=language
            )
        except ValidationError as problem:
            raise CommandError("\n".join(problem.messages)) from problem
        self.tell(offer, paper)

    def find_or_add(self, name, kind, finess, by, at) -> Organisation:
        found = list(Organisation.objects.filter(name=name)[:2])
        if len(found) > 1:
            raise CommandError(_("Plusieurs structures portent ce nom : renommez-en une d’abord."))
        if found:
            return found[0]
        return verbs.add_organisation(
            queries.installation(), by=by, at=at, name=name, kind=kind, finess=finess or None
        )

    def tell(self, offer: Invitation, paper: bool) -> None:
        secret = queries.secret_of(offer)
        where = reverse("people:offer_code") if paper else reverse("people:offer", args=[secret])
        self.stdout.write(
            _("Invitation de {name} à coordonner {organisation}, valable jusqu’au {day} :").format(
                name=offer.name, organisation=offer.organisation, day=words.day(offer.expires_at)
            )
        )
        self.stdout.write(f"  {settings.PUBLIC_URL}{where}")
        if paper:
            self.stdout.write(_("  Code : {code}").format(code=secret))
        self.stdout.write(_("Elle ne sert qu’une fois. Un second facteur sera demandé ensuite."))
