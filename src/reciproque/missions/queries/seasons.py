"""A season: the best proposals for all the open missions of a house at once, each explained. It offers nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Engagement
from reciproque.partnerships.policy import ACCEPTED
from reciproque.people.models import Mandate, Membership, Person
from reciproque.people.queries.hats import in_force

from ..kinds import State
from ..models import Mission, Proposed, Season
from ..rules.fit import fit
from ..rules.partner import Partner
from ..rules.season import Plan, explain, plan
from ..rules.wanted import Wanted
from ..rules.words import Names, reasons, why
from .matching import ASKED_OF, Line, names_for
from .partners import partners_of
from .publication import with_state
from .wanteds import hosts_of, wanteds_of

LONGEST = 60.0
"""Seconds after which the best plan found is shown, with what is not proved."""
MOST_EXPLAINED = 12
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Asked:
    """All that a plan is made from, for one actor. `edges`: who could be asked for each mission, people by key."""

    missions: dict[int, Mission]
    people: dict[int, Person]
    partners: dict[int, Partner]
    wanteds: dict[int, Wanted]
    edges: dict[int, frozenset[int]]

    def plan(self) -> Plan:
        return plan(
            list(self.partners.values()), list(self.wanteds.values()), edges=self.edges, seconds=LONGEST
        )


def asked_by(actor: Actor, *, first: date, last: date) -> Asked:
    """The open missions that the actor may offer and that have dates then, and who could be asked for each.

    A mission that meets people is only for those opened by two in a house of it. A constant number of queries.
    """
    rows = with_state(visible(Mission, actor, "offer")).filter(state=State.OPEN, starts_on__lte=last)
    missions = {one.pk: one for one in rows.select_related("territory").order_by("pk")}
    wanteds = wanteds_of(missions.values(), today=first, last=last)
    hosts = hosts_of(missions.values())
    people, near = people_near({one.partnership_id for one in missions.values()}, hosts, actor, today=first)
    partners, opened = partners_of(people, actor, today=first, last=last)
    met = {
        partnership: frozenset(
            key for key in some if not opened.get(key, NOBODY).isdisjoint(hosts.get(partnership, NOBODY))
        )
        for partnership, some in near.items()
    }
    edges = {one.pk: (met if one.meets_people else near)[one.partnership_id] for one in missions.values()}
    seen = {key: replace(one, opened=bool(opened.get(key))) for key, one in partners.items()}
    return Asked(missions, people, seen, wanteds, edges)


def people_near(
    partnerships: Iterable[int], hosts: Mapping[int, frozenset[int]], actor: Actor, *, today: date
) -> tuple[dict[int, Person], dict[int, frozenset[int]]]:
    """The people of `candidates` for many partnerships at once: whom the actor sees, and who is near each of them.

    `hosts`: the houses that carry each. Four queries, however many.
    """
    asked = set(partnerships)
    houses = set().union(*(hosts.get(one, NOBODY) for one in asked))
    belong: dict[int, set[int]] = defaultdict(set)
    there: dict[int, set[int]] = defaultdict(set)
    held = Membership.objects.filter(in_force(today), organisation__in=houses, role__in=ASKED_OF)
    seated = Mandate.objects.filter(in_force(today), seat__in=houses)
    engaged = Engagement.objects.filter(ACCEPTED, partnership__in=asked, side=Side.LIVED)
    for house, person in held.values_list("organisation", "person"):
        belong[house].add(person)
    for house, person in seated.values_list("seat", "person"):
        belong[house].add(person)
    for partnership, person in engaged.values_list("partnership", "person"):
        there[partnership].add(person)
    keys = set().union(*belong.values(), *there.values())
    rows = visible(Person, actor).filter(pk__in=keys).exclude(pk=actor.person_id).order_by("name", "pk")
    people = {one.pk: one for one in rows}
    return people, {
        one: frozenset(
            key
            for key in there[one].union(*(belong[house] for house in hosts.get(one, NOBODY)))
            if key in people
        )
        for one in asked
    }


@dataclass
class OfMission:
    """What a season proposes for one mission: people, with the reasons in words."""

    mission: Mission
    lines: list[Line] = field(default_factory=list)
    wanted: int = 0


def told(season: Season, actor: Actor) -> list[OfMission]:
    """The proposals of a season by mission, with today's reasons; those already offered or taken say so."""
    rows = list(
        Proposed.objects.filter(season=season)
        .select_related("mission__partnership__host", "mission__territory", "person")
        .order_by("mission__title", "mission_id", "person__name", "pk")
    )
    missions = {one.mission_id: one.mission for one in rows}
    wanteds = wanteds_of(missions.values(), today=season.first_on, last=season.last_on)
    partners, opened = partners_of(
        {one.person_id for one in rows}, actor, today=season.first_on, last=season.last_on
    )
    hosts, names = hosts_of(missions.values()), names_for(wanteds.values())
    found: dict[int, OfMission] = {}
    for one in rows:
        here = found.setdefault(one.mission_id, OfMission(one.mission, wanted=wanteds[one.mission_id].left))
        houses = hosts.get(one.mission.partnership_id, frozenset())
        partner = partners[one.person_id]
        gone = one.mission_id in partner.takes
        there = replace(partner, opened=bool(opened.get(one.person_id, frozenset()) & houses))
        said = [] if gone else reasons(fit(there, wanteds[one.mission_id]), names=names, to_her=False)
        here.lines.append(
            Line(mission=one.mission, person=one.person, reasons=said, gone=gone, dates=one.dates)
        )
    return list(found.values())


def why_not_others(season: Season, mission: Mission, actor: Actor) -> list[Line]:
    """For those who could be asked and are not proposed a mission, what decided: asked of the model, never guessed."""
    asked = asked_by(actor, first=season.first_on, last=season.last_on)
    if mission.pk not in asked.wanteds:
        return []
    worked = asked.plan()
    proposed = {one.partner for one in worked.proposals if one.wanted == mission.pk}
    wanted = asked.wanteds[mission.pk]
    names = names_for([wanted])
    others = sorted(asked.edges[mission.pk] - proposed)
    return [_line(worked, asked, key, wanted, names) for key in others[:MOST_EXPLAINED]]


def _line(worked: Plan, asked: Asked, key: int, wanted: Wanted, names: Names) -> Line:
    because = explain(worked, asked.partners[key], wanted)
    return Line(person=asked.people[key], against=why(because, names=names, to_her=False))


def seasons_of(actor: Actor) -> QuerySet[Season]:
    """The seasons of the house, the latest first."""
    return visible(Season, actor).select_related("worked_out_by").order_by("-pk")


def proposed_in(season: Season) -> list[Proposed]:
    """The proposals of a season, with their mission and person."""
    rows = Proposed.objects.filter(season=season).select_related("mission__partnership", "person")
    return list(rows.order_by("pk"))
