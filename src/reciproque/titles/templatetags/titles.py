"""How far a title is vouched for, said the same way on every page: the title, its state, by whom, until when."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reciproque.foundation import clock, words
from reciproque.foundation.templatetags.house import icon
from reciproque.people.models import Organisation, Person
from reciproque.titles.kinds import State
from reciproque.titles.models import Credential
from reciproque.titles.queries.outside import outside_referent_of
from reciproque.titles.queries.standing import titles_of

register = template.Library()
LOOKS = {
    State.DECLARED: ("plain", "sprout"),
    State.ATTESTED: ("ok", "handshake"),
    State.VERIFIED: ("ok", "badge-check"),
    State.EXPIRED: ("warn", "hourglass"),
    State.SUSPENDED: ("late", "circle-pause"),
    State.WITHDRAWN: ("late", "circle-x"),
}
"""The class and the drawing of each state; « déclaré » is a beginning, in no colour of doubt."""


@register.simple_tag
def claim_state(claim: Credential) -> SafeString:
    """The state of a claim, as a tag: « vérifié », « déclaré », « expiré »."""
    look, drawing = LOOKS[State(claim.state)]  # type: ignore[attr-defined]
    said = State(claim.state).label  # type: ignore[attr-defined]
    return format_html('<span class="tag {}">{}{}</span>', look, icon(drawing, 14), said)


@register.filter
def vouched(claim: Credential) -> str:
    """Who vouches, and until when: « par l’UTEP, jusqu’au 3 mai 2029 »; for a claim of nobody, what comes next."""
    state = State(claim.state)  # type: ignore[attr-defined]
    if state == State.DECLARED:
        return (
            _("vérification demandée à {organisation}").format(organisation=claim.asked_of)
            if claim.asked_of
            else _("déclaré par la personne, pas encore vérifié")
        )
    by, until = claim.vouched_by, claim.valid_until  # type: ignore[attr-defined]
    if state in (State.VERIFIED, State.ATTESTED):
        return _("par {organisation}, jusqu’au {day}").format(
            organisation=by, day=words.day(until, short=True)
        )
    if state == State.EXPIRED:
        return _("par {organisation} : à revoir").format(organisation=by)
    return _("à revoir")


@register.simple_tag
def titles_of_person(person: Person) -> list[Credential]:
    """The titles of somebody, each with its state, for whoever may see her page. One query."""
    return titles_of(person.pk, on=clock.today())


@register.simple_tag
def outside_referent(organisation: Organisation) -> Organisation | None:
    """Who reads the cases of a house from outside. One query."""
    return outside_referent_of(organisation.pk)
