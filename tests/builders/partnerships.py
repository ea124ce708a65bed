"""Builds partnerships through verbs, as far along as a test needs: founded, met, framed, aimed, ready, begun.

partnership = build.found()                 # the head nurse founds; Karim is proposed for the other side
partnership = build.met()                   # … Karim has accepted
partnership = build.framed()                # … both sides answered, every question compared
partnership = build.aimed()                 # … a need, an objective, a first evaluation date
partnership = build.begun()                 # … the charter is signed, and it has begun
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from reciproque.foundation.actor import SELF, Actor
from reciproque.partnerships.kinds import ClauseKind, Domain, Level, Question, Side, Status
from reciproque.partnerships.models import Charter, Engagement, Framing, Need, Objective, Partnership
from reciproque.partnerships.queries.charter import digest_of
from reciproque.partnerships.queries.positions import Position, positions_of
from reciproque.partnerships.verbs import activation, founding, framing, objectives
from reciproque.partnerships.verbs import charter as charters
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people.models import Organisation, Person
from tests import cast

from .people import NOON, TODAY

SHEET = {
    "title": "Consultation prioritaire",
    "purpose": "Que personne ne se perde entre l’annonce et le soin.",
    "level": Level.MESO,
    "domain": Domain.PATHWAY,
    "modes": ["soutien_accompagnement", "aide_parcours", "pouvoir_agir"],
    "side": Side.CARE,
    "status": Status.ON_DUTY,
    "other_status": Status.VOLUNTEER,
}
ANSWERS = {
    Side.LIVED: {
        "need": "Que quelqu’un soit là après l’annonce.",
        "wish": "Accueillir autour d’un café, puis reprendre le parcours.",
        "reason": "Parce que nous savons ce que c’est de repartir seul.",
    },
    Side.CARE: {
        "need": "Que les rendez-vous soient honorés.",
        "wish": "Un rendez-vous en quinze jours au plus.",
        "reason": "Parce que nous perdons une personne sur trois.",
    },
}


def found(
    founder: Person | None = None,
    other: Person | Position | None = None,
    *,
    alone: bool = False,
    **fields: Any,
) -> Partnership:
    """Founded by the head nurse of the CHU, with Karim proposed on the side of patients and carers.

    `alone` names nobody for the other side.
    """
    by = cast.actor_of(founder or cast.nurse(), fields.pop("hat", None))
    other = other or cast.karim()
    asked = None if alone else other if isinstance(other, Position) else position(other)
    sheet = SHEET | {"other": asked, "at": NOON} | fields
    return founding.found_partnership(Organisation.objects.get(pk=by.organisation_id), by=by, **sheet)


def position(of: Person) -> Position:
    """What somebody would engage as: her first position, or in her own name."""
    return positions_of(of, on=TODAY)[0]


def engagement(partnership: Partnership, side: str) -> Engagement:
    """The engagement of a side's referent."""
    return Engagement.objects.get(partnership=partnership, side=side, referent_since__isnull=False)


def actor(partnership: Partnership, side: str) -> Actor:
    """What a verb receives from a side's referent, under the hat she engaged with."""
    return actor_for(engagement(partnership, side))


def actor_for(held: Engagement) -> Actor:
    """What a verb receives from somebody engaged, under the hat she engaged with, a new form each time."""
    if held.on_behalf_of is None:
        return cast.actor_of(held.person, SELF)
    return cast.actor_of(held.person, held.seat or held.on_behalf_of)


def accepted(held: Engagement) -> Engagement:
    """Somebody says yes, under the hat she was asked under."""
    return engaging.accept(held, by=actor_for(held), at=NOON)


def met(founder: Person | None = None, other: Person | None = None, **fields: Any) -> Partnership:
    """… and the person named on the other side has accepted."""
    partnership = found(founder, other, **fields)
    for held in partnership.engagements.filter(accepted_at=None):
        accepted(held)
    return partnership


def answered(partnership: Partnership, side: str, **answers: Any) -> Framing:
    """One side answers the three questions."""
    return framing.frame(partnership, by=actor(partnership, side), at=NOON, **(ANSWERS[side] | answers))


def framed(founder: Person | None = None, other: Person | None = None, **fields: Any) -> Partnership:
    """… and both sides have answered, and found that they say the same thing."""
    partnership = met(founder, other, **fields)
    for side in Side:
        answered(partnership, side)
    for question in Question:
        framing.note_concord(partnership, by=actor(partnership, Side.CARE), at=NOON, question=question)
    return partnership


def need(partnership: Partnership, side: str = Side.LIVED, **fields: Any) -> Need:
    said = {
        "text": "Personne n’attend les gens à la sortie de la consultation.",
        "knowledge": Need.Knowledge.EXPERIENTIAL,
        "evidence": "Trois personnes du café du jeudi, en octobre.",
    } | fields
    return objectives.note_need(partnership, by=actor(partnership, side), at=NOON, **said)


def objective(partnership: Partnership, side: str = Side.CARE, **fields: Any) -> Objective:
    aimed = {
        "text": "Personne ne se perd entre l’annonce et le premier rendez-vous.",
        "indicator": "Part des personnes vues en quinze jours",
        "baseline": "6 sur 10",
        "target": "9 sur 10",
        "due_on": TODAY + timedelta(days=180),
        "owner_lived": engagement(partnership, Side.LIVED),
        "owner_care": engagement(partnership, Side.CARE),
    } | fields
    return objectives.set_objective(partnership, by=actor(partnership, side), at=NOON, **aimed)


def aimed(founder: Person | None = None, other: Person | None = None, **fields: Any) -> Partnership:
    """… and a need, an objective, the date of the first evaluation: only the charter is missing."""
    partnership = framed(founder, other, **fields)
    objective(partnership, need=need(partnership))
    activation.plan_first_evaluation(
        partnership, by=actor(partnership, Side.CARE), at=NOON, due_on=TODAY + timedelta(days=92)
    )
    return partnership


def clauses() -> list[tuple[str, str]]:
    """A clause under every heading, each saying something."""
    return [(kind.value, f"Ce que nous disons : {kind.label}.") for kind in ClauseKind]


def signed(partnership: Partnership) -> Charter:
    """A charter drafted with every heading written, and signed by both sides' referents."""
    first = charters.draft_charter(
        partnership,
        by=actor(partnership, Side.CARE),
        at=NOON,
        clauses=clauses(),
    )
    for side in Side:
        digest = digest_of(first, first.clauses.standing())
        charters.sign(first, by=actor(partnership, side), at=NOON, digest=digest, read_in_full=True)
    return first


def begun(founder: Person | None = None, other: Person | None = None, **fields: Any) -> Partnership:
    """… and it has begun."""
    partnership = aimed(founder, other, **fields)
    signed(partnership)
    activation.activate(partnership, by=actor(partnership, Side.CARE), at=NOON)
    return partnership
