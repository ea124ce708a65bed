"""Hours come from contributions alone, once, never one total across two statuses."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.foundation import guard
from reciproque.foundation.actor import SELF
from reciproque.foundation.models import Event
from reciproque.foundation.policy import Refused, may
from reciproque.foundation.verbs import AlreadyDone, Stale
from reciproque.partnerships.forms.lengths import LengthField
from reciproque.partnerships.kinds import ContributionKind, Side, Status
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.modes import MODES
from reciproque.partnerships.queries import hours
from reciproque.partnerships.rules.calendar import Month
from reciproque.partnerships.rules.roles import undecided
from reciproque.partnerships.verbs import contributions as verbs
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people.verbs import set_parameter
from tests import cast
from tests.builders import interventions as build
from tests.builders import partnerships
from tests.builders.people import NOON, TODAY

database = pytest.mark.django_db


@pytest.fixture
def partnership():
    return partnerships.begun()


@pytest.fixture
def karim(partnership):
    return partnerships.engagement(partnership, Side.LIVED)


def lines(grouped) -> dict:
    return {
        under.status: {(line.name, line.detail): line.minutes for line in under.lines} for under in grouped
    }


# --- noting one's own time ------------------------------------------------------------------------
@database
@pytest.mark.spec("C4", "S1-41")
@pytest.mark.parametrize(
    "kind",
    [
        ContributionKind.PREPARATION,
        ContributionKind.TRAVEL,
        ContributionKind.TRAINING,
        ContributionKind.DEBRIEF,
    ],
)
def test_one_notes_preparation_travel_training_and_debrief_oneself(karim, kind):
    given = build.noted(karim, kind=kind, minutes=45)

    assert lines(hours.by_partnership_and_mode(hours.mine(cast.actor_of(cast.karim())))) == {
        Status.VOLUNTEER: {("Consultation prioritaire", ""): 45}
    }
    assert (given.entered_by, given.entered_late) == (cast.karim(), False)


@database
def test_nobody_notes_the_time_of_another(partnership, karim):
    for someone in (cast.nurse(), cast.nadia(), cast.lucie(), cast.charlie()):
        with pytest.raises(Refused, match="son propre temps"):
            build.noted(karim, by=cast.actor_of(someone))

    assert Contribution.objects.count() == 0


@database
def test_one_notes_it_under_any_hat(partnership):
    lucie = build.engaged(partnership, cast.lucie())

    build.noted(lucie, by=cast.actor_of(cast.lucie(), cast.passerelle()))
    build.noted(lucie, by=cast.actor_of(cast.lucie(), SELF))

    assert Contribution.objects.filter(engagement=lucie).count() == 2


@database
def test_the_same_form_sent_twice_counts_once(karim):
    by = partnerships.actor_for(karim)
    build.noted(karim, by=by)

    with pytest.raises(AlreadyDone):
        build.noted(karim, by=by)

    assert Contribution.objects.count() == 1


@database
def test_the_same_time_around_the_same_intervention_counts_once(partnership, karim):
    workshop = build.held(partnership)
    build.noted(karim, intervention=workshop, kind=ContributionKind.TRAVEL)

    for kind in (ContributionKind.TRAVEL, ContributionKind.SESSION):
        with pytest.raises(ValidationError, match="déjà noté"):
            build.noted(karim, intervention=workshop, kind=kind)
    with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("test"):
        Contribution.objects.create(
            engagement=karim,
            intervention=workshop,
            kind=ContributionKind.TRAVEL,
            status="volunteer",
            minutes=10,
            on=TODAY,
            entered_at=NOON,
            entered_by=cast.karim(),
        )


@database
def test_who_was_forgotten_adds_her_own_shared_time(partnership, karim):
    nurse = partnerships.engagement(partnership, Side.CARE)
    workshop = build.held(partnership, present=[nurse])

    build.noted(karim, intervention=workshop, kind=ContributionKind.SESSION, minutes=60)

    assert lines(hours.by_person(hours.of_intervention(cast.actor_of(cast.karim()), workshop))) == {
        Status.VOLUNTEER: {("Karim Sow", ""): 60},
        Status.ON_DUTY: {("Solène Kervella", ""): 60},
    }


@database
def test_shared_time_needs_an_intervention_that_was_held(partnership, karim):
    with pytest.raises(ValidationError, match="dans l’intervention"):
        build.noted(karim, kind=ContributionKind.SESSION)
    with pytest.raises(ValidationError, match="s’est tenue"):
        build.noted(karim, kind=ContributionKind.SESSION, intervention=build.planned(partnership))


@database
@pytest.mark.parametrize(
    ("on", "why"),
    [
        (TODAY + timedelta(days=1), "pas encore venu"),
        (TODAY - timedelta(days=1), "avant votre entrée"),
    ],
)
def test_time_is_given_on_a_day_of_the_engagement(karim, on, why):
    with pytest.raises(ValidationError, match=why):
        build.noted(karim, on=on)


@database
def test_who_left_still_notes_what_she_gave_before(karim):
    engaging.leave(karim, by=partnerships.actor_for(karim), at=NOON)

    build.noted(karim, at=NOON + timedelta(days=3))
    with pytest.raises(ValidationError, match="après votre départ"):
        build.noted(karim, on=TODAY + timedelta(days=2), at=NOON + timedelta(days=3))

    assert Contribution.objects.count() == 1


@database
def test_a_day_holds_24_hours_over_all_partnerships(karim):
    other = partnerships.met(title="Un autre")
    elsewhere = partnerships.engagement(other, Side.LIVED)
    build.noted(karim, minutes=23 * 60)

    with pytest.raises(ValidationError, match="plus de 24 heures"):
        build.noted(elsewhere, minutes=61)
    build.noted(elsewhere, minutes=60)
    for minutes in (0, 1441):
        with pytest.raises(ValidationError, match="1 minute à 24 heures"):
            build.noted(karim, minutes=minutes)


# --- after the fact -------------------------------------------------------------------------------
@database
@pytest.mark.spec("C4")
@pytest.mark.parametrize(("days", "late"), [(7, False), (8, True), (400, True)])
def test_what_is_noted_late_counts_and_says_so(karim, days, late):
    given = build.noted(karim, on=TODAY, at=NOON + timedelta(days=days))

    assert (given.entered_late, given.minutes) == (late, 30)


@database
def test_what_late_means_is_the_host_s_to_say(partnership, karim):
    set_parameter(
        partnership.host,
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="contributions.late_after_days",
        value="2",
        starts_on=TODAY,
        source="Décision de la coordination",
    )

    assert build.noted(karim, on=TODAY, at=NOON + timedelta(days=3)).entered_late


@database
def test_holding_late_says_so_too(partnership):
    build.held(partnership, day=TODAY - timedelta(days=9))

    assert set(Contribution.objects.values_list("entered_late", flat=True)) == {True}


# --- correcting -----------------------------------------------------------------------------------
@database
@pytest.mark.spec("C4")
def test_one_corrects_what_another_noted_of_one_s_time(partnership, karim):
    build.held(partnership, day=TODAY - timedelta(days=9))
    given = Contribution.objects.get(engagement=karim)
    assert given.entered_by == cast.nurse()

    verbs.correct(
        given,
        by=partnerships.actor_for(karim),
        at=NOON,
        version=given.version,
        minutes=75,
        on=given.on + timedelta(days=9),
    )

    given.refresh_from_db()
    assert (given.minutes, given.on, given.entered_late) == (75, TODAY, True)
    with pytest.raises(Stale):
        verbs.correct(given, by=partnerships.actor_for(karim), at=NOON, version=1, minutes=5, on=TODAY)
    with pytest.raises(Refused):
        verbs.correct(
            given, by=cast.actor_of(cast.nurse()), at=NOON, version=given.version, minutes=5, on=TODAY
        )


@database
def test_time_one_did_not_give_is_taken_back(partnership, karim):
    build.held(partnership, day=TODAY, at=NOON + timedelta(days=1))
    given = Contribution.objects.get(engagement=karim)

    verbs.remove(given, by=partnerships.actor_for(karim), at=NOON)

    assert lines(hours.by_person(hours.of_partnership(cast.actor_of(cast.karim()), partnership))) == {
        Status.ON_DUTY: {("Solène Kervella", ""): 60}
    }
    assert Event.objects.filter(verb="partnerships.Contribution.remove", refused=False).count() == 1


# --- who reads ------------------------------------------------------------------------------------
@database
def test_hours_are_read_by_the_engaged_and_the_coordination_and_mine_by_me_for_ever(partnership, karim):
    given = build.noted(karim)
    engaging.leave(karim, by=partnerships.actor_for(karim), at=NOON)

    seen = {
        who.name: may(cast.actor_of(who), "see", given)
        for who in (cast.karim(), cast.nurse(), cast.nadia(), cast.lucie(), cast.charlie())
    }
    assert seen == {
        "Karim Sow": True,
        "Solène Kervella": True,
        "Nadia Berthier": True,
        "Lucie Arnaud": False,
        "Charlie Maurel": False,
    }


# --- sums -----------------------------------------------------------------------------------------
@database
@pytest.mark.spec("C5", "S1-42", "S1-43")
def test_hours_of_two_statuses_are_never_one_total(partnership, karim):
    build.noted(karim, minutes=30)
    engaging.leave(karim, by=partnerships.actor_for(karim), at=NOON)
    again = build.engaged(partnership, cast.karim(), status=Status.INDEPENDENT)
    build.noted(again, minutes=50)

    grouped = hours.by_person(hours.of_partnership(cast.actor_of(cast.nurse()), partnership))

    assert [(under.status, under.total.minutes) for under in grouped] == [
        (Status.VOLUNTEER, 30),
        (Status.INDEPENDENT, 50),
    ]


KINDS = st.sampled_from([kind.value for kind in ContributionKind])
GIVEN = st.lists(
    st.tuples(
        st.integers(0, 3),
        KINDS,
        st.integers(1, 400),
        st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        st.integers(-1, 2),
    ),
    max_size=30,
)


@database
def test_every_total_equals_an_independent_recount():
    first, second = partnerships.begun(), partnerships.begun(title="Le second")
    people = [*first.engagements.all(), *second.engagements.all()]
    meetings = {
        partnership.pk: [build.planned(partnership, mode=mode) for mode in ("", "etp", "aide_parcours")]
        for partnership in (first, second)
    }

    @given(world=GIVEN)
    @settings(max_examples=40, deadline=None)
    def recounted(world):
        with transaction.atomic():
            facts = _write(world, people, meetings)
            nurse = cast.actor_of(cast.nurse())
            _compare_partnership(nurse, first, [fact for fact in facts if fact[0].partnership_id == first.pk])
            _compare_mine(nurse, [fact for fact in facts if fact[0].person_id == cast.nurse().pk])
            transaction.set_rollback(True)

    recounted()


def _write(world, people, meetings) -> list[tuple]:
    facts, seen = [], set()
    with guard.upkeep("test"):
        for who, kind, minutes, on, meeting in world:
            engagement = people[who]
            where = meetings[engagement.partnership_id][meeting] if meeting >= 0 else None
            if where and (where.pk, engagement.pk, kind) in seen:
                continue
            seen.add((where and where.pk, engagement.pk, kind))
            Contribution.objects.create(
                engagement=engagement,
                intervention=where,
                kind=kind,
                status=engagement.status,
                minutes=minutes,
                on=on,
                entered_at=NOON,
                entered_by=engagement.person,
            )
            facts.append((engagement, kind, minutes, on, where.mode if where else ""))
    return facts


def _compare_partnership(actor, partnership, facts) -> None:
    rows = hours.of_partnership(actor, partnership)
    people, modes = Counter(), Counter()
    for engagement, kind, minutes, _on, mode in facts:
        people[engagement.status, engagement.person.name, kind] += minutes
        modes[engagement.status, str(MODES[mode].label) if mode else "Hors des sept modes", kind] += minutes
    assert _flat(hours.by_person(rows)) == people
    assert _flat(hours.by_mode(rows)) == modes


def _compare_mine(actor, facts) -> None:
    rows = hours.mine(actor)
    month = Month(2026, 6)
    lines, months = Counter(), Counter()
    for engagement, kind, minutes, on, mode in facts:
        if (on.year, on.month) == (2026, 6):
            detail = str(MODES[mode].label) if mode else ""
            lines[engagement.status, engagement.partnership.title, detail, kind] += minutes
        if on.year == 2026:
            months[on.month, engagement.status] += minutes
    grouped = hours.by_partnership_and_mode(hours.of_month(rows, month))
    assert {
        (under.status.value, line.name, line.detail, kind): minutes
        for under in grouped
        for line in under.lines
        for kind, minutes in line.by_kind.items()
    } == lines
    assert {
        (one.month, status.value): minutes
        for one, sums in hours.months_of(rows, 2026)
        for status, minutes in sums
    } == months
    assert hours.years_of(rows) == sorted({on.year for _e, _k, _m, on, _mode in facts}, reverse=True)


def _flat(grouped) -> dict:
    return {
        (under.status.value, line.name, kind): minutes
        for under in grouped
        for line in under.lines
        for kind, minutes in line.by_kind.items()
    }


# --- words ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1 h 30", 90),
        ("1h30", 90),
        ("1 h", 60),
        ("2 heures", 120),
        ("1:30", 90),
        ("45 min", 45),
        ("45mn", 45),
        ("90 minutes", 90),
        ("1,5 h", 90),
        ("1 h 30 min", 90),
        ("1 h 05", 65),
    ],
)
def test_a_length_is_read_as_it_is_written(typed, minutes):
    assert LengthField().clean(typed) == minutes


def test_a_length_too_long_to_be_one_is_refused_in_words():
    assert LengthField(most=744 * 60).clean("151 h 40") == 9_100
    with pytest.raises(ValidationError, match="Cette durée est trop longue"):
        LengthField().clean("151 h 40")


@pytest.mark.parametrize("typed", ["90", "2", "une heure", "1 h 30 h", "-1 h", "1 h 300", "١ h"])
def test_a_length_that_may_mean_two_things_is_asked_again(typed):
    with pytest.raises(ValidationError, match="1 h 30"):
        LengthField().clean(typed)


@pytest.mark.spec("S1-07")
def test_two_people_who_decide_one_thing_must_say_how():
    sheets = [
        ("Karim", "Le programme.\n- L’heure du café"),
        ("Solène", "le  programme\nLe budget : ensemble, sans vote"),
        ("Lucie", "Le budget\nL’heure du CAFÉ"),
    ]

    found = undecided(sheets)

    assert [(shared.item, shared.people) for shared in found] == [
        ("Le programme.", ("Karim", "Solène")),
        ("L’heure du café", ("Karim", "Lucie")),
    ]
