"""Signing up for a date, waiting for a place, giving one's place back: the database counts the places."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import outbox, words
from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import lock
from reciproque.foundation.verbs import rewrite, verb
from reciproque.load.verbs.promises import promise, release
from reciproque.partnerships.models import Engagement, Expected
from reciproque.partnerships.queries.activation import meeting_people_verdict
from reciproque.partnerships.queries.taught import lacking

from ..models import SignUp, Slot, Taking
from ..models import Waiting as WaitingRow
from ..queries.dates import first_waiting, spans_of
from ..queries.takings import taking_of
from ..rules.conflicts import Span, overlapping, rest_between, too_close
from ..rules.periods import REST_HOURS

LONGEST_WAY = 12 * 60


class Full(ValidationError):
    """No place is left: one may wait for it."""


@verb(Slot, "sign_up", keeps=("travel",))
def sign_up(slot: Slot, *, by: Actor, at: datetime, travel: int = 0, override: str = "") -> SignUp:
    """Say that one will be there. `travel`: minutes there and back; `override`: her words to herself.

    Raises Full when no place is left; ValidationError for a date gone by, another one at the same hours, too little
    rest, her own ceiling; Unmet when meeting people asks for something, in words.
    """
    taking = taking_of(slot.mission, by.person_id)
    assert taking is not None  # noqa: S101  (the rule said so)
    lock(taking.engagement.person)  # her hours are one, whatever the organisations
    _demand_it_can_be(slot, taking, travel=travel, at=at)
    kept = WaitingRow.objects.filter(slot=slot, taking=taking, left_at=None).first()
    if kept is None or kept.offered_at is None:
        _take_a_place(slot)
    if kept is not None:
        rewrite(kept, left_at=at)
    held = _hold(slot, taking, travel=travel, by=by, at=at, override=override)
    signed = SignUp.objects.create(
        slot=slot,
        taking=taking,
        travel=travel,
        signed_at=at,
        **held,
    )
    Expected.objects.get_or_create(intervention=slot.intervention, engagement=taking.engagement)
    return signed


def _take_a_place(slot: Slot) -> None:
    """One conditional update, backed by a constraint: never a count and then a write. Raises Full."""
    if not Slot.objects.filter(pk=slot.pk, taken__lt=F("places")).update(taken=F("taken") + 1):
        raise Full(_("Cette date est complète. Vous pouvez vous mettre sur la liste d’attente."))


def _demand_it_can_be(slot: Slot, taking: Taking, *, travel: int, at: datetime) -> None:
    intervention = slot.intervention
    if intervention.starts_at <= at:
        raise ValidationError(_("Cette date a déjà commencé."))
    if not 0 <= travel <= LONGEST_WAY:
        raise ValidationError({"travel": _("De 0 à 12 heures de trajet, aller et retour.")})
    _demand_a_session_left(taking)
    _demand_free(slot, taking.engagement, travel=travel, at=at)
    demand_ready(slot, taking.engagement, at=at)


def _demand_a_session_left(taking: Taking) -> None:
    if taking.sessions is None:
        return
    chosen = SignUp.objects.filter(taking=taking, cancelled_at=None).count()
    if chosen >= taking.sessions:
        said = _("Vous avez souhaité {n} séances : changez votre rythme pour en ajouter.")
        raise ValidationError(said.format(n=taking.sessions))


def _demand_free(slot: Slot, engagement: Engagement, *, travel: int, at: datetime) -> None:
    """Raises ValidationError when she is expected elsewhere then, or would not have had time to rest."""
    intervention, mission = slot.intervention, slot.mission
    wanted = Span(
        intervention.title,
        intervention.day,
        intervention.starts_at,
        intervention.minutes,
        travel,
        mission.rest_hours or 0,
    )
    others = spans_of(engagement.person_id, around=intervention.starts_at, but=slot)
    there = overlapping(wanted, others)
    if there is not None:
        said = _("On vous attend déjà ailleurs : {title}, {when}, trajet compris.")
        raise ValidationError(said.format(title=there.title, when=words.moment(there.starts_at)))
    host, today = mission.partnership.host_id, timezone.localdate(at)
    overnight = int(value(REST_HOURS.name, on=today, organisation_id=host))
    near = too_close(wanted, others, overnight=overnight)
    if near is not None:
        hours = rest_between(wanted, near, overnight=overnight)
        said = _("Trop peu de repos avec {title}, {when} : {n} h entre les deux sont prévues.")
        raise ValidationError(said.format(title=near.title, when=words.moment(near.starts_at), n=hours))


def demand_ready(slot: Slot, engagement: Engagement, *, at: datetime) -> None:
    """All that being there asks of her: forty hours to teach, the pledge and an opening by two to meet people."""
    intervention, today = slot.intervention, timezone.localdate(at)
    missing = lacking(
        [engagement], kind=intervention.kind, mode=intervention.mode, on=intervention.day, today=today
    )
    if missing:
        raise ValidationError([str(reason.text) for reason in missing])
    if intervention.meets_people:
        meeting_people_verdict(
            slot.mission.partnership, [engagement], day=intervention.day, on=today
        ).demand()


@verb(Slot, "wait")
def wait(slot: Slot, *, by: Actor, at: datetime) -> WaitingRow:
    """Wait for a place, in the order of asking. Raises ValidationError while a place is free."""
    taking = taking_of(slot.mission, by.person_id)
    if slot.taken < slot.places:
        raise ValidationError(_("Une place est libre : inscrivez-vous."))
    return WaitingRow.objects.create(slot=slot, taking=taking, asked_at=at)


@verb(WaitingRow, "leave")
def leave(waiting: WaitingRow, *, by: Actor, at: datetime) -> WaitingRow:
    """Wait no more; a place that was kept goes to the next one."""
    return _leave(waiting, at=at)


@verb(WaitingRow, "pass_on")
def pass_on(waiting: WaitingRow, *, by: Actor, at: datetime) -> WaitingRow:
    """A place kept long enough goes to the next one (by the house, never by a person)."""
    return _leave(waiting, at=at)


def _leave(waiting: WaitingRow, *, at: datetime) -> WaitingRow:
    rewrite(waiting, left_at=at)
    if waiting.offered_at is not None:
        free_a_place(waiting.slot, at=at)
    return waiting


@verb(SignUp, "cancel")
def cancel(signed: SignUp, *, by: Actor, at: datetime) -> SignUp:
    """Not come after all, without a reason: the place goes to who waits, the load is given back."""
    return give_up(signed, at=at)


@verb(SignUp, "confirm")
def confirm(signed: SignUp, *, by: Actor, at: datetime, override: str = "") -> SignUp:
    """Say that one still comes, though the date moved. Raises what signing up would."""
    slot, taking = signed.slot, signed.taking
    lock(taking.engagement.person)
    _demand_free(slot, taking.engagement, travel=signed.travel, at=at)
    held = _hold(slot, taking, travel=signed.travel, by=by, at=at, override=override)
    return rewrite(signed, moved_at=None, over_at=None, **held)


def _hold(
    slot: Slot, taking: Taking, *, travel: int, by: Actor, at: datetime, override: str
) -> dict[str, Any]:
    """Hold her hours for a date, the way there included; returns what is held."""
    intervention = slot.intervention
    held = {
        "day": intervention.day,
        "hour": intervention.hour,
        "minutes": intervention.minutes + travel,
    }
    promise(taking.engagement.person, by=by, at=at, override=override, **held)
    return held


def give_up(signed: SignUp, *, at: datetime) -> SignUp:
    """Give a place back, inside a verb."""
    let_go(signed, at=at)
    rewrite(signed, cancelled_at=at)
    Expected.objects.filter(
        intervention=signed.slot.intervention_id, engagement=signed.taking.engagement_id
    ).delete()
    free_a_place(signed.slot, at=at)
    return signed


def let_go(signed: SignUp, *, at: datetime) -> None:
    """What was promised no longer weighs on her: it was held, moved or called off. Once."""
    if signed.over_at is None:
        release(signed.taking.engagement.person, day=signed.day, hour=signed.hour, minutes=signed.minutes)
        rewrite(signed, over_at=at)


def free_a_place(slot: Slot, *, at: datetime) -> None:
    """A place came free: it is kept for who waited longest, or open to all."""
    if not call_the_next(slot, at=at, takes=False):
        Slot.objects.filter(pk=slot.pk, taken__gt=0).update(taken=F("taken") - 1)


def call_the_next(slot: Slot, *, at: datetime, takes: bool = True) -> bool:
    """Keep a place for who has waited longest and tell her. `takes`: the place is still to be counted as taken."""
    following = first_waiting(slot)
    if following is None:
        return False
    if takes:
        _take_a_place(slot)
    rewrite(following, offered_at=at)
    outbox.tell(
        following.taking.engagement.person_id,
        "missions.place",
        about=following.code,
        once=f"place:{following.code}",
        due_at=at,
    )
    return True


def give_up_dates(taking: Taking, *, at: datetime) -> None:
    """All the dates to come of a taking are given back, and what it waited for."""
    rows = SignUp.objects.filter(
        taking=taking,
        cancelled_at=None,
        slot__intervention__holding=None,
        slot__intervention__cancellation=None,
        slot__intervention__starts_at__gt=at,
    )
    for signed in rows.select_related("slot__intervention", "taking__engagement__person"):
        give_up(signed, at=at)
    waiting = WaitingRow.objects.filter(taking=taking, left_at=None).select_related("slot__intervention")
    for one in waiting:
        _leave(one, at=at)
