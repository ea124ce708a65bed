"""What the package of support holds in the small world."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

from reciproque.partnerships.models import Holding, Intervention
from reciproque.support.models import (
    Absence,
    Call,
    Confidant,
    Facilitation,
    Moment,
    Question,
    Relay,
    SupervisionDue,
    Tension,
)

from ..world import AT, TODAY, World, make

PROMISED = {"due_on": TODAY + timedelta(days=3), "triggered_on": TODAY}


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """Rows around one partnership, for the relation `where`."""
    it = world.objects[where]
    who = it.lived.person
    it.question = Question.objects.create(
        person=who, intervention=it.held, asked_at=AT, until=TODAY + timedelta(days=5)
    )
    _supervision(it, where)
    if where in ("begun", "other"):
        _listening(world, it, where)


def _supervision(it: SimpleNamespace, where: str) -> None:
    """A supervision that took place, the day of the next one, a relay."""
    day = TODAY - timedelta(days=4)
    by = it.care.person
    it.supervised = make(
        Intervention,
        f"{where}-supervised",
        partnership=it.partnership,
        kind="supervision",
        mode="",
        mission="",
        day=day,
        hour=time(14),
        zone="Europe/Paris",
        starts_at=datetime.combine(day, time(13), tzinfo=UTC),
        minutes=60,
        planned_by=by,
        planned_at=AT,
    )
    Holding.objects.create(intervention=it.supervised, recorded_at=AT, recorded_by=by)
    Facilitation.objects.create(intervention=it.supervised, facilitator="external", said_at=AT, said_by=by)
    SupervisionDue.objects.create(engagement=it.lived, due_on=TODAY + timedelta(days=40), triggered_on=TODAY)
    it.relay = Relay.objects.create(
        engagement=it.lived,
        referent=by,
        substitute=it.proposed.person,
        named_at=AT,
        named_by=by,
    )


def _listening(world: World, it: SimpleNamespace, where: str) -> None:
    """Whom she chose and what she said to her, whom somebody else asks, an absence to come, a tension."""
    who = it.lived.person
    chosen = world.actors["professional_out"].person if where == "begun" else it.proposed.person
    asking = world.actors["representative_in"].person if where == "begun" else it.care.person
    said = {"asked_at": AT - timedelta(days=9), "reads_since": AT - timedelta(days=9)}
    it.confidant = Confidant.objects.create(person=who, chosen=chosen, accepted_at=AT, **said)
    it.pending = Confidant.objects.create(person=asking, chosen=chosen, **said)
    it.moment = make(
        Moment,
        where,
        person=who,
        intervention=it.past,
        weight="heavy",
        wants_to_talk=True,
        said_at=AT,
    )
    Call.objects.create(confidant=it.confidant, reason="talk", called_at=AT, **PROMISED)
    it.absence = Absence.objects.create(
        person=who,
        starts_on=TODAY + timedelta(days=20),
        ends_on=TODAY + timedelta(days=25),
        said_at=AT,
    )
    it.tension = make(
        Tension,
        where,
        opened_by=who,
        turns_to=chosen,
        partnership=it.partnership,
        opened_at=AT,
        answered_at=AT,
        answered_by=chosen,
        **PROMISED,
    )
