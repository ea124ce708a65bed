"""Letters about titles: a verification ends, a case is due. No title, no person, no illness is named in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import clock, words
from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice

from .kinds import STANDING
from .models import Case, Credential
from .queries.outside import readers_outside
from .queries.standing import with_state


@notice("titles.ends", label=gettext_lazy("Une vérification de titre arrive à son terme"))
def a_verification_ends(message: Message) -> Letter | None:
    """Told while the claim stands and is still somebody's."""
    today = clock.today()
    rows = with_state(Credential.objects.filter(code=message.about, person=message.person_ref), on=today)
    claim: Any = rows.first()
    if claim is None or claim.state not in STANDING:
        return None
    return Letter(
        _("Une vérification arrive à son terme"),
        _(
            "Bonjour,\n\nUne vérification faite pour vous prend fin le {day}. Vous pouvez la faire renouveler.\n\n"
            "Pour le demander : {url}\n"
        ).format(
            day=words.day(claim.valid_until),
            url=settings.PUBLIC_URL + reverse("titles:credential", args=[claim.code]),
        ),
    )


@notice("titles.case", label=gettext_lazy("Un signalement attend une réponse"))
def a_case_is_due(message: Message) -> Letter | None:
    """Told to whoever owes the answer, while the case is open."""
    case = Case.objects.filter(closing=None, code=message.about).first()
    if case is None or message.person_ref not in (case.owner_id, case.substitute_id):
        return None
    return Letter(
        _("Une réponse est due"),
        _("Bonjour,\n\nUn signalement attend sa réponse pour le {due}.\n\nPour le lire : {url}\n").format(
            due=words.day(case.due_on), url=settings.PUBLIC_URL + case.get_absolute_url()
        ),
    )


@notice("titles.silence", label=gettext_lazy("Un signalement est resté sans réponse"))
def a_case_is_left_silent(message: Message) -> Letter | None:
    """Told to the outside referent of a house, while the case is open and the reader still there."""
    case = Case.objects.filter(closing=None, code=message.about).select_related("credential").first()
    if case is None:
        return None
    if not readers_outside(case, on=clock.today()).filter(person=message.person_ref).exists():
        return None
    return Letter(
        _("Un signalement est resté sans réponse"),
        _(
            "Bonjour,\n\nUne structure dont vous êtes le référent extérieur devait répondre à un signalement pour"
            " le {due}. Elle ne l’a pas fait.\n\nPour le lire : {url}\n"
        ).format(due=words.day(case.due_on), url=settings.PUBLIC_URL + case.get_absolute_url()),
    )
