"""Her own ceiling decides what she can be promised to; she alone goes beyond it, in words to herself."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reciproque.foundation import guard
from reciproque.foundation.policy import Refused
from reciproque.load import verbs
from reciproque.load.kinds import Code, Measure
from reciproque.load.models import Override, Pause, PersonLoad
from reciproque.people.verbs import set_parameter
from tests import cast
from tests.builders import load as build

pytestmark = pytest.mark.django_db
MONDAY, TODAY, NOON = cast.TODAY, cast.TODAY, cast.NOON
NEXT, FIRST = MONDAY + timedelta(days=7), TODAY.replace(day=1)
HERS = (
    "4\u00a0h\u00a030 déjà notées + 4\u00a0h = 8\u00a0h\u00a030 cette semaine\u00a0:"
    " plus que les 6\u00a0h que vous vous êtes fixées."
)
WHY = "C’est pour la journée des aidants, je me repose après."


@pytest.fixture
def karim():
    """He set his ceiling to 6 h a week, and gave 4 h 30 in this one."""
    who = cast.karim()
    build.set(who, week_minutes=6 * 60)
    build.given(who, minutes=270)
    return who


def numbers(who, measure=Measure.WEEK, starts_on=MONDAY) -> tuple:
    row = build.row(who, measure, starts_on)
    return row.promised, row.given, row.ceiling, row.allowed


# --- the ceiling ----------------------------------------------------------------------------------
@pytest.mark.spec("C9", "S1-90", "J3.AC3")
def test_what_goes_over_his_own_ceiling_is_refused_and_says_by_how_much(karim):
    with pytest.raises(verbs.OverCeiling) as refused:
        build.promised(karim, minutes=4 * 60)

    assert refused.value.messages == [HERS]
    assert numbers(karim) == (0, 270, 360, 360)


@pytest.mark.spec("C9")
def test_what_fits_is_held_to_the_minute_and_the_next_minute_is_not(karim):
    build.promised(karim, minutes=90)

    assert numbers(karim) == (90, 270, 360, 360)
    with pytest.raises(verbs.OverCeiling):
        build.promised(karim, minutes=1)
    build.promised(karim, day=NEXT, minutes=360)
    assert numbers(karim, starts_on=NEXT) == (360, 0, 360, 360)


@pytest.mark.spec("C9")
def test_nobody_has_a_ceiling_she_did_not_set():
    lucie = cast.lucie()

    build.promised(lucie, minutes=20 * 60, hour=time(20))

    assert numbers(lucie) == (1200, 0, None, None)
    assert numbers(lucie, Measure.EVENINGS) == (1, 0, None, None)


@pytest.mark.spec("C9")
def test_a_month_and_evenings_have_their_own_ceilings_and_each_is_told():
    lucie = cast.lucie()
    build.set(lucie, month_minutes=5 * 60, evenings=1)
    build.promised(lucie, hour=time(18), minutes=120)

    with pytest.raises(verbs.OverCeiling) as refused:
        build.promised(lucie, day=TODAY + timedelta(days=1), hour=time(19, 30), minutes=240)

    assert [one.code for one in refused.value.refusals] == [Code.MONTH, Code.EVENINGS]
    assert refused.value.messages == [
        "2\u00a0h déjà notées + 4\u00a0h = 6\u00a0h ce mois-ci\u00a0: plus que les 5\u00a0h que vous vous êtes fixées.",
        "Cette semaine, 1 soirée déjà prise + 1 = 2\u00a0: plus que le plafond de 1 que vous vous êtes fixé.",
    ]
    assert numbers(lucie) == (120, 0, None, None)
    assert numbers(lucie, Measure.MONTH, FIRST) == (120, 0, 300, 300)
    build.promised(lucie, day=TODAY + timedelta(days=1), hour=time(17, 30), minutes=180)
    assert numbers(lucie, Measure.EVENINGS) == (1, 0, 1, 1)


def test_an_evening_begins_at_the_hour_of_the_parameter():
    lucie, nadia = cast.lucie(), cast.nadia()
    build.set(lucie, evenings=0)
    set_parameter(
        cast.chu(),
        by=cast.actor_of(nadia),
        at=NOON,
        name="load.evening_hour",
        value="20",
        starts_on=TODAY,
        source="Essai",
    )
    with pytest.raises(verbs.OverCeiling):
        build.promised(lucie, hour=time(18))  # a house does not change it for somebody it shares with others


def test_a_session_is_of_the_week_and_of_the_month_of_the_day_it_begins():
    lucie = cast.lucie()
    sunday = date(2026, 11, 29)

    build.promised(lucie, day=sunday, hour=time(23), minutes=180)
    build.promised(lucie, day=date(2026, 12, 1), minutes=30)

    held = {(row.measure, row.starts_on): row.promised for row in PersonLoad.objects.filter(person=lucie)}
    assert held == {
        ("week", date(2026, 11, 23)): 180,
        ("month", date(2026, 11, 1)): 180,
        ("evenings", date(2026, 11, 23)): 1,
        ("week", date(2026, 11, 30)): 30,
        ("month", date(2026, 12, 1)): 30,
        ("evenings", date(2026, 11, 30)): 0,
    }


# --- going beyond ---------------------------------------------------------------------------------
@pytest.mark.spec("C9", "J3.AC3")
def test_he_alone_goes_beyond_in_words_to_himself(karim):
    build.promised(karim, minutes=4 * 60, override=WHY)

    assert numbers(karim) == (240, 270, 360, 510)
    (his,) = Override.objects.all()
    assert (his.person, his.measure, his.starts_on, his.quantity, his.words) == (
        karim,
        Measure.WEEK,
        MONDAY,
        510,
        WHY,
    )


@pytest.mark.spec("C9", "J3.AC3")
def test_nobody_goes_beyond_for_him(karim):
    for someone in (cast.nadia(), cast.nurse(), cast.charlie()):
        with pytest.raises(Refused, match="chacun règle son propre rythme"):
            build.promised(karim, by=cast.actor_of(someone), minutes=240, override=WHY)

    assert numbers(karim)[0] == 0
    assert not Override.objects.exists()


def test_blank_words_are_no_words(karim):
    with pytest.raises(verbs.OverCeiling):
        build.promised(karim, minutes=240, override="  ")


def test_words_of_a_page_are_too_many(karim):
    with pytest.raises(ValidationError, match="600 caractères"):
        build.promised(karim, minutes=240, override="x" * 601)


def test_nothing_is_written_when_nothing_had_to_be_gone_beyond(karim):
    build.promised(karim, minutes=90, override=WHY)

    assert not Override.objects.exists()
    assert numbers(karim) == (90, 270, 360, 360)


@pytest.mark.spec("C9")
def test_an_exception_holds_for_what_it_was_made_for(karim):
    build.promised(karim, minutes=240, override=WHY)

    with pytest.raises(verbs.OverCeiling):
        build.promised(karim, minutes=1)
    build.released(karim, minutes=240)

    assert numbers(karim) == (0, 270, 360, 360)
    with pytest.raises(verbs.OverCeiling):
        build.promised(karim, minutes=120)


# --- what others learn ----------------------------------------------------------------------------
@pytest.mark.spec("C10", "J3.AC3")
def test_whoever_else_asks_learns_that_he_is_not_available_and_nothing_else(karim):
    with pytest.raises(verbs.OverCeiling) as full:
        build.promised(karim, by=cast.actor_of(cast.charlie()), minutes=240)
    build.paused(karim)
    with pytest.raises(verbs.Paused) as paused:
        build.promised(karim, by=cast.actor_of(cast.charlie()), minutes=5)

    assert full.value.messages == paused.value.messages == ["Indisponible à ce moment-là."]


# --- pauses ---------------------------------------------------------------------------------------
@pytest.mark.spec("C9", "S2-78")
def test_nothing_is_promised_during_a_pause_whatever_one_writes(karim):
    build.paused(karim, ends_on=TODAY + timedelta(days=10))

    for words in ("", WHY):
        with pytest.raises(verbs.Paused, match=r"jusqu’au jeudi 12.*novembre 2026"):
            build.promised(karim, day=TODAY + timedelta(days=10), override=words)
    build.promised(karim, day=TODAY + timedelta(days=11))


def test_once_he_takes_up_again_the_pause_binds_no_day(karim):
    pause = build.paused(karim)
    with pytest.raises(verbs.Paused, match="reprenez"):
        build.promised(karim, day=NEXT)

    verbs.resume(pause, by=cast.actor_of(karim), at=NOON)

    build.promised(karim, day=NEXT)
    assert Pause.objects.get().ended_at == NOON


# --- giving back ----------------------------------------------------------------------------------
def test_what_is_released_is_free_again_and_never_below_nothing(karim):
    build.promised(karim, minutes=90)

    build.released(karim, minutes=90)
    assert numbers(karim) == (0, 270, 360, 360)
    build.released(karim, minutes=90)
    build.released(cast.lucie(), minutes=90)

    assert numbers(karim) == (0, 270, 360, 360)
    assert not PersonLoad.objects.filter(person=cast.lucie()).exists()


def test_a_session_that_lasts_less_than_nothing_is_a_mistake_of_ours(karim):
    with pytest.raises(ValueError, match="less than nothing"):
        build.promised(karim, minutes=-1)


def test_the_database_refuses_more_than_she_allows(karim):
    for wrong in ({"promised": 361}, {"allowed": 100}, {"allowed": None}):
        with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("test"):
            PersonLoad.objects.filter(person=karim, measure=Measure.WEEK).update(**wrong)
