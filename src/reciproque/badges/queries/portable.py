"""What somebody may take with her: one of her titles as a portable credential, given already or not yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself
from reciproque.titles.kinds import Lasts
from reciproque.titles.models import Credential, Verification
from reciproque.titles.queries import with_state

from ..models import Issued, Key
from ..rules import why_not
from ..writer import Facts, facts_of


def verification_of(claim: Credential) -> Verification:
    """The verification that a claim that stands rests on, with all that a credential says of it."""
    rows = Verification.objects.filter(credential=claim)
    return rows.select_related("credential__person", "credential__title", "organisation").latest("pk")


@dataclass(frozen=True)
class Portable:
    """How far one of her titles can be taken away.

    `refused` says why not; `issued` is what was given and may still be believed, `facts` what would be given now,
    `says_otherwise` whether they differ; `while_held`, whether it stops before its date when somebody leaves.
    """

    refused: Any = None
    verification: Verification | None = None
    facts: Facts | None = None
    issued: Issued | None = None
    says_otherwise: bool = False
    while_held: str = ""


def portable(claim: Credential, *, on: date) -> Portable:
    """See Portable. Three queries at most."""
    state = with_state(Credential.objects.filter(pk=claim.pk), on=on).values_list("state", flat=True).get()
    refused = why_not(claim.nature, state)
    if refused:
        return Portable(refused=refused)
    vouched = verification_of(claim)
    facts = facts_of(vouched)
    rows = Issued.objects.filter(verification=vouched, forgotten_at=None, key__exposed=False)
    given, told = list(rows.order_by("-pk")), facts.digest()
    same = next((one for one in given if one.told == told), None)
    return Portable(
        verification=vouched,
        facts=facts,
        issued=same or next(iter(given), None),
        says_otherwise=bool(given) and same is None,
        while_held="" if vouched.lasts == Lasts.DATE else vouched.get_lasts_display(),
    )


def issued_joined() -> QuerySet[Issued]:
    """A credential given, with what its image and its page show."""
    return Issued.objects.filter(forgotten_at=None).select_related(
        "verification__credential__person", "verification__credential__title", "verification__organisation"
    )


@told_to_herself("portable_credentials")
def _given_to(person: Person) -> list[dict[str, Any]]:
    given = Issued.objects.filter(verification__credential__person=person, forgotten_at=None)
    return [
        {"issued_at": one.issued_at, "issuer": one.organisation.name, "signed": one.document}
        for one in given.select_related("organisation").order_by("pk")
    ]


@told_to_herself("signing_keys_left")
def _keys_left_by(person: Person) -> list[dict[str, Any]]:
    rows = Key.objects.filter(left_by=person)
    return told_lines(rows, organisation="organisation__name", left_at="left_at", exposed="exposed")
