"""The lines of the weekly digest: counts and kinds, for whoever answers for others. Packages above add theirs.

    @digest_line(order=50)
    def lines_to_pay(person_id: int, today: date) -> list[DigestLine]:
        return [DigestLine(_("2 lignes à payer en attente"), reverse("pay:lines"), "warn")]

`text` leaves by e-mail: a count and a kind, no name. `names` are read on the page alone, by who may read them where
`url` leads. No line is about somebody tired, over a limit, away or silent: that is said to the person first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from reciproque.partnerships.kinds import InterventionKind
from reciproque.partnerships.models import Engagement, Hosting, Intervention
from reciproque.partnerships.policy import ACCEPTED, running
from reciproque.people.kinds import Role
from reciproque.people.models import Membership
from reciproque.people.queries.hats import in_force

from ..models import Relay
from .relays import answered_by_person
from .supervision import to_plan


@dataclass(frozen=True)
class DigestLine:
    """A line: a count and a kind in words, the page that shows it, its colour; names for the page alone.

    `coordinates`: the key of the house under whose coordination that page is read, when no other hat opens it.
    """

    text: Any
    url: str
    tone: str = "shared"
    names: tuple[str, ...] = ()
    coordinates: int | None = None


Read = Callable[[int, date], list[DigestLine]]
LINES: list[tuple[int, Read]] = []


def digest_line(*, order: int) -> Callable[[Read], Read]:
    """Add lines to the digest of each person."""

    def declare(read: Read) -> Read:
        LINES.append((order, read))
        LINES.sort(key=lambda line: line[0])
        return read

    return declare


def digest_of(person_id: int, today: date) -> list[DigestLine]:
    """All that her digest says on a day, in order; empty when there is nothing to say."""
    return [line for _order, read in LINES for line in read(person_id, today)]


def readers(today: date) -> set[int]:
    """Whom a digest is written to: referents, those named as relays, the coordination of what goes on."""
    going_on = running("partnership")[0]
    referents = Engagement.objects.filter(ACCEPTED, going_on, referent_since__isnull=False)
    relays = Relay.objects.filter(ended_at=None).values_list("referent", "substitute")
    coordinating = coordinators(today).values_list("person", flat=True)
    named = {key for pair in relays for key in pair}
    return {*referents.values_list("person", flat=True), *named, *coordinating}


def coordinators(today: date):
    """Those who coordinate a house that carries something under way."""
    carried = Hosting.objects.filter(running("partnership")[0]).values("organisation")
    return Membership.objects.filter(in_force(today), role=Role.COORDINATOR, organisation__in=carried)


@digest_line(order=10)
def supervisions_due(person_id: int, today: date) -> list[DigestLine]:
    """Supervisions to plan, of the partners for whom she answers today. One query."""
    mine = answered_by_person(person_id, on=today).values("pk")
    rows = list(
        to_plan(today)
        .filter(engagement__in=mine)
        .order_by("due_on", "pk")
        .values_list(
            "due_on",
            "engagement__person__name",
            "engagement__partnership__title",
            "engagement__partnership__code",
        )
    )
    if not rows:
        return []
    text = ngettext("{n} supervision à prévoir", "{n} supervisions à prévoir", len(rows)).format(n=len(rows))
    codes = {code for _due_on, _name, _title, code in rows}
    where = reverse("support:supervision", args=codes) if len(codes) == 1 else reverse("partnerships:list")
    tone = "late" if rows[0][0] < today else "warn"
    return [DigestLine(text, where, tone, tuple(f"{name} · {title}" for _due, name, title, _code in rows))]


@digest_line(order=20)
def facilitators_to_say(person_id: int, today: date) -> list[DigestLine]:
    """Supervisions that took place where she is a referent, and nobody said what kind of person led. One query."""
    led = Engagement.objects.filter(ACCEPTED, person=person_id, referent_since__isnull=False)
    rows = list(
        Intervention.objects.filter(
            Q(holding__isnull=False),
            running("partnership")[0],
            kind=InterventionKind.SUPERVISION,
            facilitation=None,
            partnership__in=led.values("partnership"),
        )
        .order_by("-starts_at", "-pk")
        .values_list("code", "title")
    )
    if not rows:
        return []
    text = ngettext(
        "{n} supervision tenue dont il reste à dire qui l’animait",
        "{n} supervisions tenues dont il reste à dire qui les animait",
        len(rows),
    )
    where = reverse("support:facilitation", args=[rows[0][0]])
    return [DigestLine(text.format(n=len(rows)), where, names=tuple(title for _code, title in rows))]
