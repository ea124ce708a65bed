"""Readings about regular exchanges: who was there, one's own note and pause, the quiet words that wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible

from ..kinds import Word
from ..models import (
    Attendance,
    CheckIn,
    Engagement,
    Intervention,
    Partnership,
    PrivateNote,
    Series,
    SeriesDate,
)
from ..policy import ACCEPTED, FOR_THE_REFERENT, as_referent, running

OPEN = Q(answered_at=None, settled_at=None)
STILL_THERE = (
    Q(engagement__left_at=None, engagement__declined_at=None, engagement__accepted_at__isnull=False)
    & running("engagement__partnership")[0]
)


def attendance_of(intervention: Intervention) -> list[Engagement]:
    """Who was there, by name. One query."""
    there = Attendance.objects.filter(intervention=intervention).values("engagement")
    return list(
        Engagement.objects.filter(pk__in=there)
        .select_related("person", "on_behalf_of")
        .order_by("person__name", "pk")
    )


def own_note(intervention: Intervention, actor: Actor) -> PrivateNote:
    """What the actor wrote for herself about an intervention; a blank note at version 0 when she has not."""
    found = visible(PrivateNote, actor).filter(intervention=intervention).first()
    return found or PrivateNote(intervention=intervention, version=0)


def last_held(series: Series, engagement: Engagement, *, most: int) -> list[tuple[datetime, bool]]:
    """Of the exchanges that took place and where she was expected, the latest: when, and was she there."""
    there = Attendance.objects.filter(intervention=OuterRef("intervention"), engagement=engagement)
    dates = SeriesDate.objects.filter(
        series=series,
        intervention__holding__isnull=False,
        intervention__expected__engagement=engagement,
    ).annotate(was_there=Exists(there))
    latest = dates.order_by("-intervention__starts_at", "-pk")
    return list(latest.values_list("intervention__starts_at", "was_there")[:most])


def check_ins_with_page() -> QuerySet[CheckIn]:
    """Where `find` starts from for a quiet word."""
    return CheckIn.objects.select_related("engagement__partnership", "engagement__person", "series")


def own_pauses(partnership: Partnership, actor: Actor) -> list[CheckIn]:
    """The exchanges from which the actor takes a pause here. One query."""
    paused = Q(word=Word.PAUSE, resumed_at=None, engagement__person=actor.person_id)
    found = visible(CheckIn, actor).filter(paused, STILL_THERE, engagement__partnership=partnership)
    return list(found.select_related("series"))


def unanswered(*, by: date) -> QuerySet[CheckIn]:
    """Quiet words that stayed without an answer for the days they were hers alone, on a day."""
    return CheckIn.objects.filter(OPEN, STILL_THERE, passed_on_at=None, referent_on__lte=by)


# --- what waits -----------------------------------------------------------------------------------
def _word_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("« {series} » : comment allez-vous ?").format(series=facts["series"]),
        detail=_("Vous n’avez pas pu venir ces derniers temps. Rien n’est demandé ; un mot suffit."),
        url=reverse("partnerships:check_in", args=[facts["code"]]),
        action=_("Dire un mot"),
        icon="hand-heart",
        tone="lived",
    )


@waits(_word_told)
def words_for_me(actor: Actor, today: date) -> QuerySet:
    """Quiet words said to the actor, which she has not answered."""
    mine = CheckIn.objects.filter(OPEN, STILL_THERE, engagement__person=actor.person_id)
    return facts_of(mine, code="code", series="series__title")


def _news_told(facts: Facts, today: date) -> Iterator[Waiting]:
    asked = facts["word"] == Word.TALK
    said = _("{name} aimerait vous parler") if asked else _("Prendre des nouvelles de {name}")
    yield Waiting(
        title=said.format(name=facts["name"]),
        detail=facts["title"],
        url=reverse("partnerships:reaching_out", args=[facts["code"]]),
        action=_("Voir"),
        icon="message-circle",
    )


@waits(_news_told)
def people_to_reach(actor: Actor, today: date) -> QuerySet:
    """Whom the actor, as a referent, is to ask for news of, or who wishes to talk to her."""
    me = ACCEPTED & Q(person=actor.person_id)
    led = Engagement.objects.filter(me, referent_since__isnull=False).values("partnership")
    rows = CheckIn.objects.filter(
        as_referent(me), FOR_THE_REFERENT, STILL_THERE, engagement__partnership__in=led
    )
    return facts_of(
        rows.annotate(name=F("engagement__person__name")),
        code="code",
        name="name",
        word="word",
        title="engagement__partnership__title",
    )
