"""The codes of an encounter: how they are made, and which encounter one opens. Of a code, tables hold a digest.

The code that is handed over has six letters and is used once; the one she keeps has eight, and nobody gave it to
her: whoever handed the first cannot read her card with it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from reciproque.foundation.actor import Actor, Hat, Kind
from reciproque.foundation.crypto import keyed_digest
from reciproque.foundation.models import UNAMBIGUOUS
from reciproque.people.queries.offers import MISREAD

from ..kinds import BY_CODE, Side
from ..models import Encounter

GIVEN, OWN = 6, 8
LONGEST_TYPED = 40


def given_code(encounter: Encounter) -> str:
    """The code to hand over, as long as it was not used: « ABC-DEF ». It changes with its turn."""
    return _made("given", encounter, GIVEN)


def own_code(encounter: Encounter) -> str:
    """The code that she alone holds: « ABCD-EFGH »."""
    return _made("own", encounter, OWN)


def digest_of(code: str) -> str:
    """What tables keep of a code, however it was typed."""
    letters = re.sub(r"[\W_]", "", code[:LONGEST_TYPED]).upper().translate(MISREAD)
    return keyed_digest("encounters.code", letters)


def of_her(code: str, *, at: datetime) -> Encounter | None:
    """The encounter that a code opens for the person: hers, or one handed to her that nobody used."""
    handed = Q(given_digest=digest_of(code), own_digest=None)
    return standing(at).filter(Q(own_digest=digest_of(code)) | handed).first()


def of_professional(code: str, *, at: datetime) -> Encounter | None:
    """The encounter that the person begun, and whose code she gave to a professional."""
    return standing(at).filter(given_digest=digest_of(code), begun_by=Side.PERSON, professional=None).first()


def holding(encounter: Encounter, asking: Actor) -> Actor:
    """Who acts with the code of an encounter, whoever asks: nobody known, and this encounter alone.

    Only for whoever gave that code, or was let in by it.
    """
    hat = Hat(code=encounter.code, role=BY_CODE)
    return replace(
        asking, kind=Kind.LINK, person_id=None, account_id=None, link_id=None, hat=hat, strong=False
    )


def standing(at: datetime) -> QuerySet[Encounter]:
    """Encounters that are not past their term, erased or about to be."""
    rows = Encounter.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at))
    return rows.select_related("decision", "professional", "organisation")


def shown_in_demonstration(at: datetime) -> str:
    """In the demonstration alone, the code of an invented person who waits to open; empty when there is none left."""
    ready = standing(at).filter(opened_at=None, person_ready_at__isnull=False).order_by("pk").first()
    return own_code(ready) if ready else ""


def past_their_term(at: datetime) -> QuerySet[Encounter]:
    """Encounters whose term has come: nothing of them is to stay."""
    return Encounter.objects.filter(expires_at__lte=at).order_by("pk")


def _made(which: str, encounter: Encounter, length: int) -> str:
    """Computed from the installation's secret: no table holds it."""
    number = int(keyed_digest(f"encounters.{which}", f"{encounter.code}:{encounter.turn}"), 16)
    letters = ""
    for _position in range(length):
        number, letter = divmod(number, len(UNAMBIGUOUS))
        letters += UNAMBIGUOUS[letter]
    return f"{letters[: length // 2]}-{letters[length // 2 :]}"
