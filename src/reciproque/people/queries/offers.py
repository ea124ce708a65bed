"""Invitations and codes for a new password: how their secrets are made, and what a secret opens."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.crypto import keyed_digest
from reciproque.foundation.models import UNAMBIGUOUS
from reciproque.foundation.policy import visible

from ..models import Invitation, Organisation, Renewal

PAPER_CODE = 16
"""How many characters a code on paper has: 76 bits, read by groups of four."""
MISREAD = str.maketrans("2456", "ZASG")
"""Figures that no code holds, read as the letters they look like."""


def secret_of(offer: Invitation | Renewal, *, version: int | None = None) -> str:
    """The link or paper code of an offer, computed from the installation's secret: no table holds it.

    A link has 256 bits; a code 16 unambiguous characters in groups of four. Both change with the version.
    """
    name = f"{offer._meta.label}:{offer.code}:{version or offer.version}"
    token = keyed_digest("people.secret", name)
    if isinstance(offer, Invitation) and offer.means == Invitation.Means.LINK:
        return token
    number, letters = int(token, 16), []
    for _position in range(PAPER_CODE):
        number, letter = divmod(number, len(UNAMBIGUOUS))
        letters.append(UNAMBIGUOUS[letter])
    return "-".join("".join(letters[start : start + 4]) for start in range(0, PAPER_CODE, 4))


def digest_of(secret: str) -> str:
    """What the tables keep of a link or a code, however it was typed."""
    typed = re.sub(r"[\W_]", "", secret).upper()
    if len(typed) == PAPER_CODE:
        typed = typed.translate(MISREAD)
    return keyed_digest("people.offer", typed)


def invitation_for(secret: str) -> Invitation | None:
    """The invitation that a link or a code opens, whatever became of it since."""
    return _offers(Invitation, secret, "organisation", "acceptance", "revocation", "association")


def renewal_for(secret: str) -> Renewal | None:
    """The renewal of a password that a code opens, whatever became of it since."""
    return _offers(Renewal, secret, "person__account", "use")


def invitations_made() -> QuerySet[Invitation]:
    """Invitations with what their page shows."""
    return Invitation.objects.select_related(
        "organisation", "association", "acceptance__person", "revocation", "invited_by"
    )


def renewals_given() -> QuerySet[Renewal]:
    """Codes for a new password with what their page shows."""
    return Renewal.objects.select_related("person__account", "use")


def waiting_invitations(organisation: Organisation, actor: Actor) -> QuerySet[Invitation]:
    """Invitations of an organisation that have neither served nor been taken back, the latest first."""
    return (
        visible(Invitation, actor)
        .filter(organisation=organisation, acceptance=None, revocation=None)
        .select_related("invited_by")
        .order_by("-invited_at", "-pk")
    )


def _offers(model, secret: str, *joins: str):
    return model.objects.filter(digest=digest_of(secret)).select_related(*joins).first()
