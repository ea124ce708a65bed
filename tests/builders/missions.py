"""Missions for tests, through verbs.

mission = build.written(partnership)            # by Karim, on the side of patients
mission = build.published(partnership)          # … complete, read over and published by the head nurse
taking = build.taken(mission)                   # … Karim takes it, as a volunteer
slot = build.dated(mission, places=1)           # … a date next week, opened by the head nurse
"""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from reciproque.missions.kinds import Audience, Unit
from reciproque.missions.models import Mission, Offer, Slot, Taking, Terms
from reciproque.missions.verbs import dates, offers, review, signing, takings, writing
from reciproque.partnerships.kinds import InterventionKind, Side, Status
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Person
from tests import cast

from . import partnerships
from .people import NOON, TODAY

IN_A_WEEK = TODAY + timedelta(days=7)
SHEET = {
    "title": "Accueil après consultation",
    "mode": "soutien_accompagnement",
    "tasks": ["soutien_vecu"],
    "purpose": "Que personne ne reparte seul.",
    "does": "Être là à la sortie, proposer un café, écouter.",
    "does_not": "Expliquer un résultat médical.",
    "gains": "Voir que son expérience sert.",
    "place": "Hall d’hépatologie",
    "starts_on": TODAY,
    "minutes": 180,
    "sessions": 10,
    "wanted": 2,
}
PAID = {
    "volunteer": (None, "", ""),
    "employee": (Decimal("30"), Unit.HOUR.value, "vacation"),
}


def written(partnership: Partnership, side: str = Side.LIVED, **fields: Any) -> Mission:
    """Begun by a referent: Karim unless the other side is named."""
    by = partnerships.actor(partnership, side)
    return writing.write(partnership, by=by, at=NOON, **(SHEET | fields))


def with_conditions(mission: Mission, **fields: Any) -> Mission:
    """… with what is paid, paid back, who supports, who answers."""
    mission.refresh_from_db()
    said = {
        "terms": PAID,
        "means": ["trajet"],
        "in_advance": ["trajet"],
        "expenses": "Trajets sur justificatif.",
        "supervision": "Un échange après chaque séance, une supervision par mois.",
        "access": "De plain-pied, pauses possibles.",
        "contact": partnerships.engagement(mission.partnership, Side.CARE).person,
    } | fields
    by = partnerships.actor(mission.partnership, Side.CARE)
    return writing.revise(mission, by=by, at=NOON, version=mission.version, part="conditions", **said)


def with_expectations(mission: Mission, **fields: Any) -> Mission:
    mission.refresh_from_db()
    said = {
        "languages": [],
        "territory": None,
        "titles": [],
        "verified": False,
        "beyond_law": "",
        "lived": "",
        "audience": Audience.HOUSES,
    } | fields
    by = partnerships.actor(mission.partnership, Side.CARE)
    return writing.revise(mission, by=by, at=NOON, version=mission.version, part="attentes", **said)


def published(
    partnership: Partnership, *, conditions: dict[str, Any] | None = None, **fields: Any
) -> Mission:
    mission = with_conditions(written(partnership, **fields), **(conditions or {}))
    review.submit(mission, by=partnerships.actor(partnership, Side.LIVED), at=NOON)
    return review.publish(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON)


def terms(mission: Mission, status: str = Status.VOLUNTEER) -> Terms:
    return Terms.objects.get(mission=mission, status=status, ended_at=None)


def taken(mission: Mission, person: Person | None = None, **fields: Any) -> Taking:
    """Karim, who is in the partnership, takes it."""
    said = {"terms": terms(mission), "by": cast.actor_of(person or cast.karim()), "at": NOON} | fields
    return takings.take(mission, **said)


def offered(mission: Mission, *people: Person, **fields: Any) -> list[Offer]:
    by = partnerships.actor(mission.partnership, Side.CARE)
    return offers.offer(mission, **({"by": by, "at": NOON, "people": people or (cast.lucie(),)} | fields))


def dated(mission: Mission, **fields: Any) -> Slot:
    """A working group of three hours, in a week, unless said otherwise."""
    return opened(mission, **fields)[0]


def opened(mission: Mission, **fields: Any) -> list[Slot]:
    said = {
        "day": IN_A_WEEK,
        "hour": time(14),
        "places": 1,
        "kind": InterventionKind.WORKING_GROUP,
        "by": partnerships.actor(mission.partnership, Side.CARE),
        "at": NOON,
    } | fields
    return dates.open_dates(mission, **said)


def signed(slot: Slot, person: Person | None = None, **fields: Any) -> Any:
    return signing.sign_up(slot, **({"by": cast.actor_of(person or cast.karim()), "at": NOON} | fields))
