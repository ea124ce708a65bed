"""An explained shortlist, on both sides: missions for me, people for this mission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Engagement, Hosting
from reciproque.partnerships.policy import ACCEPTED
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership, Person, Territory
from reciproque.people.queries.hats import in_force
from reciproque.titles.models import Title

from ..models import Mission
from ..rules.fit import Against, Fit, fit, weight
from ..rules.wanted import Wanted
from ..rules.words import Names, obstacles, reasons
from .partners import partners_of
from .wanteds import hosts_of, wanteds_of

AHEAD = timedelta(days=180)
MOST_PEOPLE = 60
"""How many people one page weighs and names: to choose among, not to read a list of members."""
ASKED_OF = (Role.PARTNER, Role.USER)


@dataclass(frozen=True)
class Line:
    """A mission or a person, with the reasons in words, and what is missing; on how many `dates`, if it is planned.

    `gone`: offered or taken meanwhile. `askable`: nothing that is hers to know, nor a full mission, stands against it.
    """

    mission: Mission | None = None
    person: Person | None = None
    reasons: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    dates: int = 0
    gone: bool = False
    askable: bool = True


@dataclass(frozen=True)
class Shortlist:
    """Those that fit, the nearest first, then the others with what stands against them."""

    near: list[Line]
    others: list[Line]

    @property
    def people(self) -> list[Person]:
        """Who may be offered it."""
        return [
            line.person for line in (*self.near, *self.others) if line.person is not None and line.askable
        ]


def missions_for(actor: Actor, missions: Iterable[Mission], *, today: date) -> Shortlist:
    """Missions in the order of how near they are to the actor, with the reasons told to herself."""
    asked = list(missions)
    if not actor.is_someone or not asked:
        return Shortlist([], [])
    last = today + AHEAD
    partners, opened = partners_of([actor.person_id], actor, today=today, last=last)
    mine, houses = partners[actor.person_id], opened.get(actor.person_id, frozenset())
    wanteds, hosts = wanteds_of(asked, today=today, last=last), hosts_of(asked)
    named = names_for(wanteds.values())
    fits = []
    for mission in asked:
        wanted = wanteds[mission.pk]
        if mission.pk in mine.takes:
            continue
        here = replace(mine, opened=bool(houses & hosts.get(mission.partnership_id, frozenset())))
        fits.append((fit(here, wanted), mission))
    return _sorted(
        (found, mission.pk, Line(mission=mission, **_words(found, named, to_herself=True)))
        for found, mission in fits
    )


def why_near(actor: Actor, mission: Mission, *, today: date) -> list[str]:
    """The reasons why a mission is near to the actor, told to herself, whether it was offered to her or not."""
    last = today + AHEAD
    partners, opened = partners_of([actor.person_id], actor, today=today, last=last)
    wanted = wanteds_of([mission], today=today, last=last)[mission.pk]
    hosts = hosts_of([mission]).get(mission.partnership_id, frozenset())
    houses = opened.get(actor.person_id, frozenset())
    here = replace(partners[actor.person_id], opened=bool(houses & hosts), takes=frozenset())
    return reasons(fit(here, wanted), names=names_for([wanted]), to_her=True)


def people_for(mission: Mission, actor: Actor, *, today: date) -> Shortlist:
    """People in the order of how near they are to a mission, with the reasons told to who leads it."""
    people = list(candidates(mission, actor, today=today)[:MOST_PEOPLE])
    last = today + AHEAD
    partners, opened = partners_of([one.pk for one in people], actor, today=today, last=last)
    wanted = wanteds_of([mission], today=today, last=last)[mission.pk]
    hosts = hosts_of([mission]).get(mission.partnership_id, frozenset())
    named = names_for([wanted])
    found = []
    for person in people:
        partner = partners[person.pk]
        if mission.pk in partner.takes:
            continue
        here = replace(partner, opened=bool(opened.get(person.pk, frozenset()) & hosts))
        told = fit(here, wanted)
        found.append((told, person.pk, Line(person=person, **_words(told, named, to_herself=False))))
    return _sorted(found)


def candidates(mission: Mission, actor: Actor, *, today: date) -> Any:
    """Who may be asked, among those the actor sees: partners, users and representatives of the houses that carry it,
    and whoever is engaged there on the side of patients and carers."""
    houses = Hosting.objects.filter(partnership=mission.partnership_id).values("organisation")
    held = Membership.objects.filter(
        in_force(today), person=OuterRef("pk"), organisation__in=houses, role__in=ASKED_OF
    )
    seated = Mandate.objects.filter(in_force(today), person=OuterRef("pk"), seat__in=houses)
    there = Engagement.objects.filter(
        ACCEPTED, person=OuterRef("pk"), partnership=mission.partnership_id, side=Side.LIVED
    )
    near = Q(Exists(held)) | Q(Exists(seated)) | Q(Exists(there))
    return visible(Person, actor).filter(near).exclude(pk=actor.person_id).order_by("name", "pk")


def names_for(wanteds: Iterable[Wanted]) -> Names:
    """The names of the titles and territories that reasons may speak of. Two queries."""
    asked = list(wanteds)
    titles = Title.objects.filter(pk__in={key for one in asked for key in one.titles})
    places = Territory.objects.filter(pk__in={one.territory for one in asked} - {None})
    return Names(
        titles={one.pk: str(one) for one in titles}, territories={one.pk: one.name for one in places}
    )


NOT_TO_BE_ASKED = {Against.UNAVAILABLE, Against.FULL, Against.ALREADY_TAKEN}
"""A language, a place or a title may be talked about: people choose missions. The rest may not be insisted upon."""


def _words(found: Fit, named: Names, *, to_herself: bool) -> dict[str, Any]:
    return {
        "askable": not NOT_TO_BE_ASKED & {one.code for one in found.against},
        "reasons": reasons(found, names=named, to_her=to_herself),
        "against": obstacles(found, names=named, to_her=to_herself),
    }


def _sorted(found: Iterable[tuple[Fit, int, Line]]) -> Shortlist:
    ordered = sorted(found, key=lambda one: (-weight(one[0]), one[1]))
    return Shortlist(
        near=[line for told, _key, line in ordered if told.possible],
        others=[line for told, _key, line in ordered if not told.possible],
    )
