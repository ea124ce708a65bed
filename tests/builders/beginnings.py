"""Builds calls, answers, drafts, requests for a sponsor and simple starts, through verbs.

call = build.opened()                        # the MSP calls, its coordinator is Nadia under another hat
answer = build.answered(call)                # Yvette may be met at the desk, on Tuesday mornings
draft = build.drafted()                      # Karim: « Un café des patients »
asked = build.asked(draft)                   # … and Dr Morvan is asked to sponsor it
partnership = build.started()                # Karim and the head nurse start simply, a meeting in eight days
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

from reciproque.beginnings.kinds import Means
from reciproque.beginnings.models import Answer, Call, Draft, Sponsorship
from reciproque.beginnings.verbs import calls, drafts, starts
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.partnerships.kinds import InterventionKind, Side
from reciproque.partnerships.models import Partnership
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person
from tests import cast

from . import partnerships, people

NOON, TODAY = people.NOON, people.TODAY
IDEA = {
    "kind": "partnership",
    "title": "Un café des patients",
    "for_whom": "Celles et ceux qui attendent, et leurs proches",
    "wish": "Une table, du café, deux après-midi par semaine.",
    "reason": "C’est en attendant que les choses se disent.",
    "aim": "soutenir",
}
SAID = {
    "need": "Que le livret d’accueil soit compris.",
    "wish": "Le relire à deux, page par page.",
    "reason": "Personne ne le lit aujourd’hui.",
}


def visitor() -> Actor:
    """Somebody without an account, a form of her own each time."""
    return replace(VISITOR, key=uuid4())


def coordinator() -> Person:
    """Nadia, who coordinates at the MSP too."""
    nadia = cast.nadia()
    if not nadia.memberships.filter(organisation=cast.msp()).exists():
        people.member(cast.msp(), nadia, Role.COORDINATOR, function="Appui à la coordination")
    return nadia


def opened(**fields: Any) -> Call:
    said = {
        "words": "Nous cherchons des patients pour relire nos affiches.",
        "welcome": "À l’accueil.",
    } | fields
    by = cast.actor_of(coordinator(), cast.msp())
    return calls.open_call(cast.msp(), by=by, at=NOON, **said)


def answered(call: Call | None = None, **fields: Any) -> Answer:
    left = {
        "first_name": "Yvette",
        "means": Means.PLACE,
        "contact": "À l’accueil, le mardi matin",
        "at": NOON,
    } | fields
    return calls.answer_call(call or opened(), by=visitor(), **left)


def drafted(who: Person | None = None, **fields: Any) -> Draft:
    who = who or cast.karim()
    return drafts.write_draft(who, by=cast.actor_of(who), at=NOON, **(IDEA | fields))


def asked(draft: Draft | None = None, sponsor: Person | None = None) -> Sponsorship:
    draft = draft or drafted()
    position = partnerships.position(sponsor or cast.morvan())
    return drafts.ask(draft, by=cast.actor_of(draft.drafted_by), at=NOON, sponsor=position)


def started(founder: Person | None = None, **fields: Any) -> Partnership:
    """Started by Karim with the head nurse, unless said otherwise."""
    founder = founder or cast.karim()
    given = {
        "title": "Relire le livret d’accueil",
        "lived": partnerships.position(cast.karim()),
        "care": partnerships.position(cast.nurse()),
        "idea_of": Side.LIVED,
        "aim": "ensemble",
        "mission": "Lire la première page",
        "mission_kind": InterventionKind.MEETING,
        "day": TODAY + timedelta(days=8),
        "hour": time(14),
        "place": "Salle du rez-de-chaussée",
    } | SAID
    by = cast.actor_of(founder)
    house = Organisation.objects.get(pk=by.organisation_id)
    return starts.begin_simply(house, by=by, at=NOON, **(given | fields))
