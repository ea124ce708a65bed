"""What takes place: planned once the partnership has begun, held once, cancelled for good, on the right clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.foundation.policy import Refused, may
from reciproque.foundation.verbs import AlreadyDone, Stale
from reciproque.partnerships.kinds import ContributionKind, InterventionKind, Side
from reciproque.partnerships.models import Cancellation, Contribution, Expected, Holding, Intervention
from reciproque.partnerships.queries.engagement import accepted_in
from reciproque.partnerships.queries.interventions import SHOWN_IN_WEEK, unsettled, week_for, when
from reciproque.partnerships.rules.calendar import Month, Repeat, agreed, days_of, month_in, seen_from
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.partnerships.verbs import interventions as verbs
from reciproque.people.kinds import Role
from reciproque.people.verbs import revise_organisation
from tests import cast
from tests.builders import interventions as build
from tests.builders import partnerships
from tests.builders.people import NOON, TODAY

FIFTEEN_ZONES = [
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Zurich",
    "Europe/Luxembourg",
    "America/Toronto",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Marquesas",
    "Pacific/Wallis",
]

database = pytest.mark.django_db


# --- planning -------------------------------------------------------------------------------------
@database
def test_nothing_is_planned_before_the_partnership_has_begun_and_the_refusal_says_so():
    partnership = partnerships.aimed()

    with pytest.raises(Refused, match="pas encore commencé"):
        build.planned(partnership)

    assert Intervention.objects.count() == 0


@database
def test_nothing_is_planned_by_who_is_not_engaged():
    partnership = partnerships.begun()

    for someone in (cast.nadia(), cast.lucie(), cast.charlie()):
        with pytest.raises(Refused):
            build.planned(partnership, by=cast.actor_of(someone))

    assert Intervention.objects.count() == 0


@database
@pytest.mark.spec("S2-76")
@pytest.mark.parametrize(
    "kind", [InterventionKind.WORKSHOP, InterventionKind.MEETING, InterventionKind.WORKING_GROUP]
)
def test_a_workshop_a_meeting_a_working_group_are_planned_with_who_is_expected(kind):
    partnership = partnerships.begun()
    karim = partnerships.engagement(partnership, Side.LIVED)

    planned = build.planned(
        partnership, kind=kind, mode="aide_parcours", mission="expliquer_etapes", expected=[karim]
    )

    planned.refresh_from_db()
    assert (planned.kind, planned.mode, planned.mission) == (kind, "aide_parcours", "expliquer_etapes")
    assert (planned.day, planned.hour, planned.zone) == (date(2026, 11, 3), time(14), "Europe/Paris")
    assert planned.starts_at == datetime(2026, 11, 3, 13, tzinfo=UTC)
    assert [one.engagement for one in planned.expected.all()] == [karim]


@database
def test_a_mission_must_be_of_its_mode():
    partnership = partnerships.begun()

    with pytest.raises(ValidationError, match="mission"):
        build.planned(partnership, mode="etp", mission="expliquer_etapes")
    with pytest.raises(ValidationError):
        build.planned(partnership, mode="no_such_mode")
    with pytest.raises(ValidationError, match="année"):
        build.planned(partnership, day=date(26, 11, 3))

    assert Intervention.objects.count() == 0


@database
def test_who_left_is_not_expected():
    partnership = partnerships.begun()
    lucie = build.engaged(partnership, cast.lucie())
    engaging.leave(lucie, by=partnerships.actor_for(lucie), at=NOON)

    with pytest.raises(ValidationError, match="engagée"):
        build.planned(partnership, expected=[lucie])


@database
@pytest.mark.spec("B9")
def test_a_series_keeps_its_hour_when_the_clocks_change():
    partnership = partnerships.begun()

    build.planned(partnership, day=date(2027, 3, 25), repeat=Repeat.WEEK, times=3)

    series = Intervention.objects.order_by("starts_at")
    assert [(one.day, one.hour, one.starts_at.hour) for one in series] == [
        (date(2027, 3, 25), time(14), 13),
        (date(2027, 4, 1), time(14), 12),
        (date(2027, 4, 8), time(14), 12),
    ]


@pytest.mark.parametrize(
    ("first", "repeat", "days"),
    [
        (date(2026, 11, 5), "", ["2026-11-05"]),
        (date(2026, 11, 5), Repeat.FORTNIGHT, ["2026-11-05", "2026-11-19", "2026-12-03"]),
        (date(2026, 11, 5), Repeat.MONTH, ["2026-11-05", "2026-12-03", "2027-01-07"]),
        (date(2026, 10, 29), Repeat.MONTH, ["2026-10-29", "2026-11-26", "2026-12-31"]),
    ],
)
def test_every_month_means_the_same_thursday(first, repeat, days):
    assert [day.isoformat() for day in days_of(first, repeat, 3 if repeat else 1)] == days


# --- clocks ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("zone", FIFTEEN_ZONES)
def test_an_hour_that_exists_is_kept_on_every_day_of_ten_years(zone):
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(3653)]

    for hour in (time(0, 30), time(9), time(14, 30), time(23, 59)):
        for day in days:
            at, wall = agreed(day, hour, zone)
            assert (wall.day, wall.hour) == (day, hour), (day, hour)
            assert seen_from(at, zone) == wall


@pytest.mark.parametrize(
    ("zone", "day", "asked", "shown", "instant"),
    [
        ("Europe/Paris", date(2027, 3, 28), time(2, 30), time(3, 30), "2027-03-28T01:30+00:00"),
        ("America/Toronto", date(2027, 3, 14), time(2, 30), time(3, 30), "2027-03-14T07:30+00:00"),
        ("America/Miquelon", date(2027, 3, 14), time(2, 30), time(3, 30), "2027-03-14T05:30+00:00"),
        ("Europe/Paris", date(2027, 10, 31), time(2, 30), time(2, 30), "2027-10-31T00:30+00:00"),
        ("America/Miquelon", date(2027, 11, 7), time(1, 30), time(1, 30), "2027-11-07T03:30+00:00"),
        ("Pacific/Marquesas", date(2027, 3, 28), time(2, 30), time(2, 30), "2027-03-28T12:00+00:00"),
    ],
)
def test_an_hour_skipped_moves_forward_and_an_hour_that_comes_twice_is_its_first(
    zone, day, asked, shown, instant
):
    at, wall = agreed(day, asked, zone)

    assert (at, wall.day, wall.hour) == (datetime.fromisoformat(instant), day, shown)


@given(
    zone=st.sampled_from(FIFTEEN_ZONES),
    day=st.dates(date(2026, 1, 1), date(2036, 12, 31)),
    hour=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
@settings(max_examples=300, deadline=None)
def test_what_the_clock_shows_is_what_was_agreed_or_later_by_the_gap(zone, day, hour):
    at, wall = agreed(day, hour, zone)

    assert at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(wall.day, wall.hour)
    moved = datetime.combine(wall.day, wall.hour) - datetime.combine(day, hour)
    assert timedelta(0) <= moved <= timedelta(hours=1)


@database
def test_the_clock_is_that_of_the_host_and_a_reader_elsewhere_is_told_hers():
    partnership = partnerships.begun()
    host = partnership.host
    fields = {name: getattr(host, name) for name in ("name", "kind")}
    revise_organisation(
        host, by=cast.actor_of(cast.nadia()), at=NOON, version=host.version, zone="America/Miquelon", **fields
    )
    planned = build.planned(type(partnership).objects.get(pk=partnership.pk), hour=time(22))

    assert planned.starts_at == datetime(2026, 11, 4, 1, tzinfo=UTC)
    assert when(planned, "America/Miquelon").here is None
    here = when(planned, "Europe/Paris").here
    assert (here.day, here.hour) == (date(2026, 11, 4), time(2))


@pytest.mark.parametrize(
    "typed", ["", "2026", "2026-13", "2026-1", "²026-01", "9999-01", "abcd-ef", "2026-01-01"]
)
def test_an_address_that_names_no_month_shows_the_current_one(typed):
    assert month_in(typed, otherwise=TODAY) == Month(2026, 11)


# --- changing -------------------------------------------------------------------------------------
def sheet_of(planned: Intervention, **fields):
    names = ("title", "kind", "mode", "mission", "day", "hour", "minutes", "place", "remote", "version")
    return {name: getattr(planned, name) for name in names} | fields


@database
def test_what_is_planned_can_be_changed_with_its_hour_and_people():
    partnership = partnerships.begun()
    both = list(accepted_in(partnership))
    planned = build.planned(partnership, expected=both[:1])

    verbs.revise_intervention(
        planned,
        by=partnerships.actor(partnership, Side.LIVED),
        at=NOON,
        **sheet_of(planned, day=date(2027, 7, 1), hour=time(10), expected=both[1:]),
    )

    planned.refresh_from_db()
    assert planned.starts_at == datetime(2027, 7, 1, 8, tzinfo=UTC)
    assert [one.engagement for one in planned.expected.all()] == both[1:]


@database
def test_the_second_of_two_who_change_it_is_told():
    partnership = partnerships.begun()
    planned = build.planned(partnership)
    first = sheet_of(planned, title="Le premier")
    verbs.revise_intervention(planned, by=partnerships.actor(partnership, Side.CARE), at=NOON, **first)

    with pytest.raises(Stale):
        verbs.revise_intervention(
            planned,
            by=partnerships.actor(partnership, Side.LIVED),
            at=NOON,
            **sheet_of(planned, title="Le second", version=1),
        )

    planned.refresh_from_db()
    assert planned.title == "Le premier"


# --- holding and cancelling -----------------------------------------------------------------------
@database
@pytest.mark.spec("C4")
def test_holding_counts_the_time_of_those_who_were_there_and_of_no_one_else():
    partnership = partnerships.begun()
    build.engaged(partnership, cast.lucie())
    karim = partnerships.engagement(partnership, Side.LIVED)

    held = build.held(partnership, minutes=90, present=[karim])

    given = Contribution.objects.get()
    assert (given.engagement, given.intervention, given.kind) == (karim, held, ContributionKind.SESSION)
    assert (given.minutes, given.on, given.entered_late) == (90, build.YESTERDAY, False)
    assert Holding.objects.get().intervention == held


@database
def test_what_has_not_begun_is_not_held():
    partnership = partnerships.begun()

    with pytest.raises(ValidationError, match="pas encore commencé"):
        build.held(partnership, day=build.TOMORROW)

    assert (Holding.objects.count(), Contribution.objects.count()) == (0, 0)


@database
def test_nobody_there_is_not_held():
    with pytest.raises(ValidationError, match="qui était là"):
        build.held(partnerships.begun(), present=[])


@database
def test_who_was_not_engaged_that_day_was_not_there():
    partnership = partnerships.begun()
    lucie = build.engaged(partnership, cast.lucie())
    engaging.leave(lucie, by=partnerships.actor_for(lucie), at=NOON - timedelta(days=5))

    with pytest.raises(ValidationError, match="n’était pas engagé"):
        build.held(partnership, present=[lucie])

    assert Contribution.objects.count() == 0


@database
def test_a_double_click_on_held_counts_once():
    partnership = partnerships.begun()
    workshop = build.planned(partnership, day=build.YESTERDAY)
    by = partnerships.actor(partnership, Side.CARE)
    present = list(accepted_in(partnership))
    verbs.hold(workshop, by=by, at=NOON, present=present, minutes=60)

    with pytest.raises(AlreadyDone) as again:
        verbs.hold(workshop, by=by, at=NOON, present=present, minutes=60)

    assert again.value.location == workshop.get_absolute_url()
    assert (Holding.objects.count(), Contribution.objects.count()) == (1, 2)


@database
def test_the_second_of_two_people_who_hold_it_is_refused_and_nothing_is_counted_twice():
    partnership = partnerships.begun()
    workshop = build.planned(partnership, day=build.YESTERDAY)
    present = list(accepted_in(partnership))
    verbs.hold(workshop, by=partnerships.actor(partnership, Side.CARE), at=NOON, present=present, minutes=60)

    with pytest.raises(Refused, match="déjà dit qu’elle s’est tenue"):
        verbs.hold(
            workshop, by=partnerships.actor(partnership, Side.LIVED), at=NOON, present=present, minutes=90
        )

    assert sorted(Contribution.objects.values_list("minutes", flat=True)) == [60, 60]


@database
def test_what_was_cancelled_stays_cancelled():
    partnership = partnerships.begun()
    workshop = build.planned(partnership, day=build.YESTERDAY)
    by = partnerships.actor(partnership, Side.CARE)
    verbs.cancel(workshop, by=by, at=NOON, reason="La salle est prise")

    for act, how in (
        (verbs.hold, {"present": list(accepted_in(partnership)), "minutes": 60}),
        (verbs.cancel, {"reason": "Encore"}),
        (verbs.revise_intervention, sheet_of(workshop)),
    ):
        with pytest.raises(Refused, match="déjà dit qu’elle s’est tenue"):
            act(workshop, by=partnerships.actor(partnership, Side.CARE), at=NOON, **how)

    assert (Cancellation.objects.get().reason, Holding.objects.count()) == ("La salle est prise", 0)
    assert not may(by, "hold", workshop)


@database
def test_cancelling_says_why():
    partnership = partnerships.begun()

    with pytest.raises(ValidationError, match="pourquoi"):
        verbs.cancel(
            build.planned(partnership), by=partnerships.actor(partnership, Side.CARE), at=NOON, reason="  "
        )


# --- what waits, and the week ---------------------------------------------------------------------
@database
def test_what_is_past_and_unsettled_is_asked_to_who_planned_it_and_to_the_referents():
    partnership = partnerships.begun()
    lucie = build.engaged(partnership, cast.lucie())
    paul = build.engaged(partnership, cast.paul())
    past = build.planned(partnership, day=build.YESTERDAY, title="Hier", by=partnerships.actor_for(lucie))
    build.planned(partnership, day=TODAY, title="Aujourd’hui")
    build.held(partnership, title="Tenue")

    def asked(person):
        return [item.title for item in cast.waiting(unsettled, cast.actor_of(person), TODAY)]

    question = "Hier\u00a0: a-t-elle eu lieu\u00a0?"
    assert {who.name: asked(who) for who in (cast.karim(), cast.nurse(), cast.lucie())} == {
        "Karim Sow": [question],
        "Solène Kervella": [question],
        "Lucie Arnaud": [question],
    }
    assert (asked(paul.person), asked(cast.nadia()), asked(cast.charlie())) == ([], [], [])

    verbs.cancel(past, by=partnerships.actor_for(lucie), at=NOON, reason="Personne n’est venu")
    assert asked(cast.karim()) == []


@database
def test_my_week_holds_what_takes_place_where_i_am_engaged(django_assert_num_queries):
    partnership = partnerships.begun()
    karim = partnerships.engagement(partnership, Side.LIVED)
    both = list(accepted_in(partnership))
    monday, sunday = TODAY, TODAY + timedelta(days=6)
    build.planned(partnership, day=monday, title="Lundi", expected=both)
    build.planned(partnership, day=sunday, hour=time(23, 30), title="Dimanche")
    build.planned(partnership, day=monday - timedelta(days=1), title="Avant")
    build.planned(partnership, day=sunday + timedelta(days=1), hour=time(0, 15), title="Après")
    cancelled = build.planned(partnership, day=monday, title="Annulée")
    verbs.cancel(cancelled, by=partnerships.actor_for(karim), at=NOON, reason="Plus personne")

    by = cast.actor_of(cast.karim())
    with django_assert_num_queries(2):
        week = [
            (one.title, one.expects_me, [e.engagement.person.name for e in one.expected.all()])
            for one in week_for(by, TODAY + timedelta(days=3))
        ]

    assert week == [
        ("Lundi", True, ["Karim Sow", "Solène Kervella"]),
        ("Dimanche", False, []),
    ]
    assert week_for(cast.actor_of(cast.nadia()), TODAY) == []
    assert week_for(cast.actor_of(cast.charlie()), TODAY) == []


@database
def test_a_week_too_full_for_the_home_keeps_what_is_still_to_come():
    partnership = partnerships.begun()
    by = cast.actor_of(cast.karim())
    build.planned(partnership, day=TODAY, title="Déjà passée")
    for hour in range(8, 8 + SHOWN_IN_WEEK):
        build.planned(partnership, day=TODAY + timedelta(days=2), hour=time(hour), title=f"À {hour} h")

    week = [one.title for one in week_for(by, TODAY + timedelta(days=1))]

    assert week == [f"À {hour} h" for hour in range(8, 8 + SHOWN_IN_WEEK)]


@database
def test_my_calendar_is_mine_under_any_hat():
    partnership = partnerships.begun()
    build.engaged(partnership, cast.lucie(), Role.PARTNER)
    build.planned(partnership, day=TODAY)

    as_professional = week_for(cast.actor_of(cast.lucie(), Role.PROFESSIONAL), TODAY)

    assert [one.title for one in as_professional] == ["Café d’accueil"]
    assert Expected.objects.count() == 0
