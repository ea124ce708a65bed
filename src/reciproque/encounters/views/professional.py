"""The professional's pages: his list, beginning, joining, his card, paper, and the same screens as the person's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock, pdf
from reciproque.foundation.paging import paged
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation
from reciproque.titles.views.public import too_many, tried_too_often

from ..forms import JoinForm, TypingForm
from ..models import Encounter
from ..queries import felt, papers
from ..queries.codes import given_code, of_professional
from ..queries.lists import his
from ..verbs import beginning
from ..verbs import cards as card_verbs
from . import shared
from .shared import PRO

FORM = require_http_methods(["GET", "HEAD", "POST"])
WORDS = sensitive_post_parameters()
"""What is typed there is told by no report of a fault."""


@require_safe
def encounters(request: HttpRequest) -> HttpResponse:
    """My encounters, by code and date: no name stands there."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = paged(request, his(actor, at=clock.now()), by=("-begun_at", "code"), size=30)
    house = _house(request)
    may_do = rights(actor, house, "begin_encounter", "count_encounters")
    return page(request, "encounters/encounters.html", {"page": rows, "may": may_do})


def _house(request: HttpRequest) -> Organisation:
    actor = request.actor  # type: ignore[attr-defined]
    return find(request, Organisation, to="count_encounters", pk=actor.organisation_id or 0)


@require_POST
def beginning_one(request: HttpRequest) -> HttpResponse:
    """Begin one: a code to hand over, and a card to prepare."""
    actor = request.actor  # type: ignore[attr-defined]
    house = find(request, Organisation, pk=actor.organisation_id or 0)
    begun = shared.act(request, beginning.begin, house)
    return done(request, begun, _("La rencontre est prête. Donnez son code à la personne."))


@WORDS
@FORM
def joining(request: HttpRequest) -> HttpResponse:
    """Take up the encounter that somebody began, with the code she gave."""
    actor = request.actor  # type: ignore[attr-defined]
    find(request, Organisation, to="begin_encounter", pk=actor.organisation_id or 0)
    form = JoinForm(request)
    if request.method == "POST" and form.is_valid():
        if tried_too_often(request, "encounter_code"):
            return too_many(request)
        asked = of_professional(form.cleaned_data["code"], at=clock.now())
        if asked is None:
            form.add_error("code", _("Ce code n’ouvre rien."))
        else:
            joined = shared.act(request, beginning.join, asked)
            return done(request, joined, _("Vous y êtes. Préparez votre carte de votre côté."))
    return page(request, "encounters/joining.html", {"form": form})


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """How encounters were felt in my organisation, quarter by quarter: counts, never an encounter."""
    house = _house(request)
    context = {"organisation": house, "quarters": felt.quarters(house.pk, on=clock.today())}
    return page(request, "encounters/counts.html", context)


# --- one encounter --------------------------------------------------------------------------------
@WORDS
@FORM
def encounter(request: HttpRequest, code: str) -> HttpResponse:
    """Its page before opening: the code to hand over, my card, « ouvrir ensemble »."""
    found = shared.found(request, code)
    acts = rights(request.actor, found, "hand_again", "cancel", "type_paper")  # type: ignore[attr-defined]
    return shared.card(request, found, PRO, may=acts, **_to_hand(found))


def _to_hand(found: Encounter) -> dict[str, str]:
    if found.given_digest is None:
        return {"given": ""}
    return {"given": given_code(found), "address": papers.address_of(found)}


@require_safe
def drawn(request: HttpRequest, code: str) -> HttpResponse:
    """The code to hand over, as a drawing."""
    found = find(request, Encounter, to="hand_again", code=code)
    return HttpResponse(papers.drawn(found), content_type="image/svg+xml")


@require_POST
def handing(request: HttpRequest, code: str) -> HttpResponse:
    """Another code: the one before opens nothing any more."""
    found = shared.found(request, code)
    shared.act(request, beginning.hand_again, found)
    return done(request, found, _("L’ancien code n’ouvre plus rien. Voici le nouveau."))


@require_POST
def cancelling(request: HttpRequest, code: str) -> HttpResponse:
    """Erase what I prepared, while the person has not come."""
    found = shared.found(request, code)
    shared.act(request, beginning.cancel, found)
    return done(request, reverse("encounters:encounters"), _("La rencontre est effacée."))


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The mirrored card, blank, to print."""
    found = find(request, Encounter, to="hand_again", code=code)
    return pdf.attachment(papers.card_on_paper(found, at=clock.now()), _("carte"))


@WORDS
@FORM
def typing(request: HttpRequest, code: str) -> HttpResponse:
    """Type what was written on paper, once it was opened together."""
    found = find(request, Encounter, to="type_paper", code=code)
    form = TypingForm(request)
    if form.carries_out(card_verbs.type_paper, found):
        return done(request, PRO.url(found, "together"), _("C’est tapé. Relisez ensemble."))
    return page(request, "encounters/typing.html", {"encounter": found, "form": form})


@require_POST
def withdrawal(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Take back a line of my card."""
    return shared.withdrawal(request, shared.found(request, code), PRO, which)


@require_POST
def opening(request: HttpRequest, code: str) -> HttpResponse:
    """Say « ouvrir ensemble »."""
    return shared.opening(request, shared.found(request, code), PRO)


@require_POST
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    """Not yet, after all."""
    return shared.waiting(request, shared.found(request, code), PRO)


@FORM
def together(request: HttpRequest, code: str) -> HttpResponse:
    """Both cards, open."""
    return shared.together(request, shared.found(request, code), PRO)


@WORDS
@FORM
def decision(request: HttpRequest, code: str) -> HttpResponse:
    """What we decide."""
    return shared.decision(request, shared.found(request, code), PRO)


@require_POST
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """« C’est bien cela »."""
    return shared.agreement(request, shared.found(request, code), PRO)


@FORM
def after(request: HttpRequest, code: str) -> HttpResponse:
    """What we decided, until it is erased or as long as she keeps it."""
    return shared.after(request, shared.found(request, code), PRO)


@require_safe
def copy(request: HttpRequest, code: str, shape: str) -> HttpResponse:
    """The person's copy, to print for her."""
    return shared.copy(request, shared.found(request, code), shape)
