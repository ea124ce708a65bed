"""What the package of missions holds in the small world: one shown, two being written, who takes, who asks, dates."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

from reciproque.missions.models import (
    Choice,
    Mentoring,
    Mission,
    MissionTask,
    Offer,
    Proposed,
    Publication,
    Season,
    SignUp,
    Slot,
    Submission,
    Taking,
    Terms,
    Waiting,
)
from reciproque.partnerships.models import Expected, Intervention

from ..world import AT, TODAY, World, make

GATE = datetime(2026, 1, 1, tzinfo=UTC).date()


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """The partner of the partnership takes the mission shown; a colleague asks for it; somebody else is offered it."""
    it = world.objects[where]
    it.mission = _mission(it, f"{where}-shown", it.care.person)
    Publication.objects.create(
        mission=it.mission, published_at=AT, published_by=it.lived.person, gate_version=GATE
    )
    it.mission_draft = _mission(it, f"{where}-draft", it.lived.person)
    Submission.objects.create(mission=it.mission_draft, asked_at=AT, asked_by=it.lived.person)
    it.fresh = _mission(it, f"{where}-fresh", it.lived.person)
    it.terms = Terms.objects.get(mission=it.mission)
    it.taking = make(Taking, where, mission=it.mission, engagement=it.lived, taken_at=AT)
    Choice.objects.create(taking=it.taking, terms=it.terms, chosen_at=AT)
    newcomer = getattr(it, "third", it.proposed)
    beside = make(Taking, f"{where}-new", mission=it.fresh, engagement=newcomer, taken_at=AT)
    it.mentoring = Mentoring.objects.create(taking=beside, mentor=it.lived.person, asked_at=AT)
    _dates(it, where)
    _offers(world, it, where)
    if where in ("begun", "other"):
        house = it.partnership.host
        it.season = Season.objects.create(
            organisation=house,
            first_on=TODAY,
            last_on=TODAY + timedelta(days=90),
            worked_out_by=it.care.person,
            worked_out_at=AT,
            points=1,
            gap=0,
            milliseconds=1,
        )
        Proposed.objects.create(season=it.season, mission=it.mission, person=it.proposed.person, dates=1)


def _mission(it: SimpleNamespace, where: str, by) -> Mission:
    mission = make(
        Mission,
        where,
        partnership=it.partnership,
        mode="soutien_accompagnement",
        starts_on=TODAY,
        minutes=60,
        contact=it.care.person,
        written_by=by,
        written_at=AT,
    )
    MissionTask.objects.create(mission=mission, task="soutien_vecu")
    Terms.objects.create(mission=mission, status="volunteer")
    return mission


def _dates(it: SimpleNamespace, where: str) -> None:
    slots = {}
    for name, days in (("signed", 10), ("open_slot", 12), ("moved", 14), ("full", 16)):
        day = TODAY + timedelta(days=days)
        date = make(
            Intervention,
            f"{where}-slot-{name}",
            partnership=it.partnership,
            kind="working_group",
            mode="soutien_accompagnement",
            mission="",
            day=day,
            hour=time(14),
            zone="Europe/Paris",
            starts_at=datetime.combine(day, time(13), tzinfo=UTC),
            minutes=60,
            planned_by=it.care.person,
            planned_at=AT,
        )
        slots[name] = Slot.objects.create(intervention=date, mission=it.mission, places=1)
    it.open_slot = slots["open_slot"].intervention
    for name, moved in (("signed", None), ("moved", AT)):
        slot = slots[name]
        signed = SignUp.objects.create(
            slot=slot,
            taking=it.taking,
            day=slot.intervention.day,
            hour=time(14),
            minutes=60,
            signed_at=AT,
            moved_at=moved,
        )
        setattr(it, f"sign_up_{name}", signed)
        Slot.objects.filter(pk=slot.pk).update(taken=1)
        Expected.objects.create(intervention=slot.intervention, engagement=it.lived)
    Slot.objects.filter(pk=slots["full"].pk).update(taken=1)
    it.waiting = Waiting.objects.create(slot=slots["full"], taking=it.taking, asked_at=AT)


def _offers(world: World, it: SimpleNamespace, where: str) -> None:
    until = {"made_at": AT, "expires_on": TODAY + timedelta(days=14), "rhythm": "", "reply": ""}
    asker = world.actors["partner_out"].person if where != "other" else it.proposed.person
    third = it.third.person if where != "other" else it.proposed.person
    it.offer = make(
        Offer, f"{where}-offer", mission=it.mission, person=third, made_by=it.care.person, **until
    )
    it.asked_for = make(
        Offer,
        f"{where}-asked",
        mission=it.mission,
        person=asker,
        made_by=asker,
        terms=it.terms,
        **until,
    )
