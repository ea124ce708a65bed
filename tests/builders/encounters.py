"""Builds encounters through verbs, from both sides.

encounter = build.prepared()                 # Dr Morvan begins, the person has come; a line on each card
encounter = build.opened()                   # … and both said « ouvrir ensemble »
encounter = build.closed()                   # … and both said what was decided
by = build.by_code(encounter)                # the person, a form of her own each time
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from reciproque.encounters import rules
from reciproque.encounters.models import Encounter
from reciproque.encounters.queries import holding
from reciproque.encounters.verbs import beginning, cards, deciding
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.people.queries import installation
from tests import cast

from . import people

NOON, TODAY = people.NOON, people.TODAY
HERS = {
    "matters": "Dormir la nuit\nRevoir ma sœur",
    "fears": "Dépendre des comprimés",
    "unsaid": "J’ai arrêté seule",
}
HIS = {"understand": "Ce qui la réveille", "offer": "Baisser par paliers", "limits": "Vingt minutes"}
WORDS = tuple(line for text in (*HERS.values(), *HIS.values()) for line in text.split("\n"))
DRAFT = rules.Draft(
    rows=[
        ("Baisser par paliers", "je dors mieux", "c’est long"),
        ("Essayer la kinésithérapie", "", "loin de chez moi"),
        ("Ne rien changer", "", ""),
    ],
    chosen=0,
    words="Un comprimé de moins chaque lundi.",
    understood="Je peux appeler si ça ne va pas.",
)


def by_code(encounter: Encounter) -> Actor:
    """The person, who holds the code of that encounter."""
    return holding(encounter, replace(VISITOR, key=uuid4()))


def by_doctor() -> Actor:
    return cast.actor_of(cast.morvan())


def begun(at: datetime = NOON) -> Encounter:
    """Dr Morvan begins: the code is to be handed over."""
    return beginning.begin(cast.msp(), by=by_doctor(), at=at)


def begun_alone(at: datetime = NOON) -> Encounter:
    """The person begins, without any account."""
    return beginning.begin_alone(installation(), by=replace(VISITOR, key=uuid4()), at=at)


def prepared(at: datetime = NOON) -> Encounter:
    encounter = begun(at)
    beginning.come(encounter, by=by_code(encounter), at=at)
    cards.write(encounter, by=by_code(encounter), at=at, words=HERS)
    cards.write(encounter, by=by_doctor(), at=at, words=HIS)
    return fresh(encounter)


def opened(at: datetime = NOON) -> Encounter:
    encounter = prepared(at)
    cards.say_ready(encounter, by=by_code(encounter), at=at)
    cards.say_ready(encounter, by=by_doctor(), at=at)
    return fresh(encounter)


def decided(encounter: Encounter | None = None, at: datetime = NOON, **changed: Any) -> Encounter:
    """The doctor writes what they decide; the person has not said that this is it."""
    encounter = encounter or opened(at)
    said = {"version": 0, "draft": DRAFT, "review_on": at.date() + timedelta(days=30)} | changed
    deciding.decide(encounter, by=by_doctor(), at=at, **said)
    return fresh(encounter)


def closed(encounter: Encounter | None = None, at: datetime = NOON, **changed: Any) -> Encounter:
    encounter = decided(encounter or opened(at), at=at, **changed)
    deciding.agree(encounter, by=by_code(encounter), at=at, version=encounter.decision.version)
    return fresh(encounter)


def kept(at: datetime = NOON, **changed: Any) -> Encounter:
    encounter = closed(at=at, **changed)
    deciding.keep(encounter, by=by_code(encounter), at=at)
    return fresh(encounter)


def fresh(encounter: Encounter) -> Encounter:
    """As it stands now."""
    return Encounter.objects.get(pk=encounter.pk)
