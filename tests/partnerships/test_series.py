"""Regular exchanges: planned as a series, attended, noted for oneself; a quiet word, hers first, to who is missing."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from reciproque.foundation.parameters import PARAMETERS
from reciproque.foundation.policy import Refused, visible
from reciproque.foundation.verbs import Stale
from reciproque.partnerships.jobs import pass_on_words_without_answer
from reciproque.partnerships.kinds import InterventionKind, Side, Word
from reciproque.partnerships.models import Attendance, CheckIn, Expected, Intervention, PrivateNote, Series
from reciproque.partnerships.queries.engagement import accepted_in
from reciproque.partnerships.queries.series import attendance_of, own_note, people_to_reach, words_for_me
from reciproque.partnerships.rules.attendance import absences_in_a_row
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.partnerships.verbs import interventions as holding
from reciproque.partnerships.verbs import series as verbs
from tests import cast
from tests.builders import evaluations, interventions
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return build.begun()


@pytest.fixture
def lucie(partnership):
    """Someone of the side of patients who is not its referent."""
    return interventions.engaged(partnership, cast.lucie())


@pytest.fixture
def dates(partnership, lucie):
    """Every three weeks from tomorrow, four times, everyone expected."""
    planned(partnership)
    return list(Intervention.objects.filter(partnership=partnership).order_by("starts_at"))


def planned(partnership, **fields) -> Series:
    sheet = {
        "title": "Groupe de parole",
        "kind": InterventionKind.TALKING_GROUP,
        "day": TODAY + timedelta(days=1),
        "hour": time(17),
        "minutes": 90,
        "weeks": 3,
        "times": 4,
        "expected": list(accepted_in(partnership)),
    } | fields
    return verbs.plan_series(partnership, by=build.actor(partnership, Side.CARE), at=NOON, **sheet)


def evening(intervention):
    return intervention.starts_at + timedelta(hours=3)


def held(intervention, *absent):
    """It took place with everyone expected but those."""
    there = accepted_in(intervention.partnership).exclude(pk__in=[one.pk for one in absent])
    by = build.actor(intervention.partnership, Side.CARE)
    return holding.hold(intervention, by=by, at=evening(intervention), present=there, minutes=90)


def missed_twice(dates, *absent) -> CheckIn:
    for date in dates[:2]:
        held(date, *absent)
    return CheckIn.objects.get()


def answered(word, said, *, at):
    return verbs.answer(word, by=build.actor_for(word.engagement), at=at, word=said)


def mine(person) -> int:
    return len(cast.waiting(words_for_me, cast.actor_of(person), TODAY))


def to_reach(person) -> list[str]:
    return [str(one.title) for one in cast.waiting(people_to_reach, cast.actor_of(person), TODAY)]


# --- planning -------------------------------------------------------------------------------------
@pytest.mark.spec("B9", "S2-58", "S2-67")
def test_a_series_puts_every_date_in_the_agenda_every_so_many_weeks(partnership):
    planned(partnership)

    rows = Intervention.objects.filter(partnership=partnership).order_by("day")
    assert [row.day for row in rows] == [TODAY + timedelta(days=1 + 21 * n) for n in range(4)]
    assert {row.kind for row in rows} == {InterventionKind.TALKING_GROUP}
    assert Expected.objects.filter(intervention__in=rows).count() == 4 * accepted_in(partnership).count()


def test_only_exchanges_come_back_as_a_series(partnership):
    with pytest.raises(ValidationError) as refused:
        planned(partnership, kind=InterventionKind.SUPERVISION, weeks=0, times=1)

    assert (set(refused.value.message_dict), Series.objects.count()) == ({"kind", "weeks", "times"}, 0)


@pytest.mark.spec("B9")
def test_a_series_is_planned_from_its_page_and_what_is_wrong_is_said_beside_the_field(client, partnership):
    karim = cast.signed_in(client, cast.karim())
    address = reverse("partnerships:series", args=[partnership.code])
    sent = {
        "title": "Réunion des deux côtés",
        "kind": "meeting",
        "day": "2026-11-05",
        "hour": "17:00",
        "minutes": "1 h 30",
        "weeks": "4",
        "times": "1",
        "expected": [one.code for one in accepted_in(partnership)],
    }
    with time_machine.travel(NOON, tick=False):
        wrong = karim.post(address, sent | {"cle": cast.form_key()})
        right = karim.post(address, sent | {"times": "6", "cle": cast.form_key()})

    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["times"])
    assert wrong.context["form"]["title"].value() == "Réunion des deux côtés"
    assert right.status_code == 302
    assert Intervention.objects.filter(partnership=partnership).count() == 6


# --- who was there --------------------------------------------------------------------------------
@pytest.mark.spec("B9")
def test_who_was_there_is_kept_and_read(client, partnership, dates, lucie):
    held(dates[0], lucie)

    with time_machine.travel(evening(dates[0]), tick=False):
        page = cast.signed_in(client, cast.karim()).get(dates[0].get_absolute_url()).content.decode()

    assert {str(one) for one in attendance_of(dates[0])} == {"Karim Sow", "Solène Kervella"}
    assert "Qui était là" in page


# --- the quiet word -------------------------------------------------------------------------------
def test_absences_are_counted_back_to_the_last_presence_and_not_before_the_last_word():
    day = [NOON + timedelta(days=n) for n in range(4)]
    latest_first = [(day[3], False), (day[2], False), (day[1], True), (day[0], False)]

    assert absences_in_a_row(latest_first, since=None) == 2
    assert absences_in_a_row(latest_first, since=day[2]) == 1
    assert absences_in_a_row([(day[0], True)], since=None) == 0


def test_both_numbers_are_parameters_said_to_be_proposals():
    named = [PARAMETERS[f"partnerships.{name}"] for name in ("absences_before_a_word", "check_in_days")]

    assert [(one.default, one.status, bool(one.source), bool(one.since)) for one in named] == [
        (2, "proposal", True, True),
        (7, "proposal", True, True),
    ]


@pytest.mark.spec("B9")
def test_after_two_absences_in_a_row_a_word_is_said_to_the_person_and_to_nobody_else(dates, lucie):
    held(dates[0], lucie)
    after_one = mine(cast.lucie())
    held(dates[1], lucie)

    word = CheckIn.objects.get()
    assert (after_one, mine(cast.lucie())) == (0, 1)
    assert word.referent_on == dates[1].day + timedelta(days=7)
    for other in (cast.karim(), cast.nurse(), cast.nadia(), cast.charlie()):
        assert (mine(other), to_reach(other)) == (0, [])
        assert not visible(CheckIn, cast.actor_of(other)).exists()


def test_a_presence_between_two_absences_says_nothing(dates, lucie):
    held(dates[0], lucie)
    held(dates[1])
    held(dates[2], lucie)

    assert not CheckIn.objects.exists()


def test_who_was_not_expected_is_not_missed(partnership, lucie):
    planned(partnership, expected=[build.engagement(partnership, side) for side in Side])

    for date in Intervention.objects.order_by("starts_at")[:2]:
        held(date, lucie)

    assert not CheckIn.objects.exists()


@pytest.mark.spec("B9")
def test_an_answer_keeps_the_referent_out_of_it(dates, lucie):
    word = missed_twice(dates, lucie)

    answered(word, Word.WELL, at=evening(dates[1]))
    pass_on_words_without_answer(evening(dates[1]) + timedelta(days=30))

    assert (mine(cast.lucie()), to_reach(cast.karim())) == (0, [])


@pytest.mark.spec("B9")
def test_without_an_answer_it_waits_for_the_referent_of_her_side_after_the_days_that_are_hers(dates, lucie):
    word = missed_twice(dates, lucie)

    pass_on_words_without_answer(evening(dates[1]) + timedelta(days=6))
    before = to_reach(cast.karim())
    pass_on_words_without_answer(evening(dates[1]) + timedelta(days=7))

    assert (before, to_reach(cast.karim())) == ([], ["Prendre des nouvelles de Lucie Arnaud"])
    assert (to_reach(cast.nurse()), mine(cast.lucie())) == ([], 1)
    word.refresh_from_db()
    verbs.reach_out(word, by=build.actor(word.series.partnership, Side.LIVED), at=NOON)
    assert (to_reach(cast.karim()), mine(cast.lucie())) == ([], 0)


@pytest.mark.spec("B9")
def test_who_wishes_to_talk_is_told_to_the_referent_at_once(dates, lucie):
    answered(missed_twice(dates, lucie), Word.TALK, at=evening(dates[1]))

    assert to_reach(cast.karim()) == ["Lucie Arnaud aimerait vous parler"]


def test_a_referent_who_is_missing_is_asked_for_by_the_one_of_the_other_side(partnership, dates):
    answered(missed_twice(dates, build.engagement(partnership, Side.LIVED)), Word.TALK, at=evening(dates[1]))

    assert (to_reach(cast.nurse()), to_reach(cast.karim())) == (["Karim Sow aimerait vous parler"], [])


@pytest.mark.spec("B9")
def test_a_pause_is_respected_until_she_ends_it(dates, lucie):
    word = missed_twice(dates, lucie)

    answered(word, Word.PAUSE, at=evening(dates[1]))
    to_come = Expected.objects.filter(engagement=lucie, intervention__holding=None).count()
    held(dates[2], lucie)
    verbs.resume(word, by=build.actor_for(lucie), at=evening(dates[2]))

    assert (to_come, CheckIn.objects.count()) == (0, 1)
    assert list(
        Expected.objects.filter(engagement=lucie).values_list("intervention", flat=True).order_by("pk")
    )[-1:] == [dates[3].pk]


def test_two_absences_more_after_a_word_and_another_is_said(dates, lucie):
    answered(missed_twice(dates, lucie), Word.WELL, at=evening(dates[1]))
    held(dates[2], lucie)
    after_three = CheckIn.objects.count()
    held(dates[3], lucie)

    assert (after_three, CheckIn.objects.count()) == (1, 2)


@pytest.mark.spec("B9")
def test_coming_back_settles_it_without_a_word(dates, lucie):
    missed_twice(dates, lucie)
    pass_on_words_without_answer(evening(dates[1]) + timedelta(days=8))

    held(dates[2])

    assert (mine(cast.lucie()), to_reach(cast.karim())) == (0, [])


def test_nothing_waits_once_she_left(dates, lucie):
    word = missed_twice(dates, lucie)
    engaging.leave(lucie, by=build.actor_for(lucie), at=evening(dates[1]))
    pass_on_words_without_answer(evening(dates[1]) + timedelta(days=30))

    word.refresh_from_db()
    assert (word.passed_on_at, mine(cast.lucie()), to_reach(cast.karim())) == (None, 0, [])


def test_nothing_is_passed_on_once_it_ended(partnership, dates, lucie):
    word = missed_twice(dates, lucie)
    for date in dates[2:]:
        holding.cancel(date, by=build.actor(partnership, Side.CARE), at=evening(dates[1]), reason="Fini.")
    evaluations.ended(partnership, at=evening(dates[1]))
    pass_on_words_without_answer(evening(dates[1]) + timedelta(days=30))

    word.refresh_from_db()
    assert (word.passed_on_at, mine(cast.lucie())) == (None, 0)


@pytest.mark.spec("B9")
def test_nobody_answers_in_her_place_and_only_the_referent_reaches_out(partnership, dates, lucie):
    word = missed_twice(dates, lucie)
    others = [build.actor(partnership, side) for side in Side] + [cast.actor_of(cast.nadia())]

    for by in others:
        with pytest.raises(Refused):
            verbs.answer(word, by=by, at=NOON, word=Word.WELL)
        with pytest.raises(Refused):
            verbs.reach_out(word, by=by, at=NOON)


@pytest.mark.spec("B9")
def test_she_reads_the_word_on_her_home_and_answers_it(client, dates, lucie):
    word = missed_twice(dates, lucie)
    address = reverse("partnerships:check_in", args=[word.code])
    with time_machine.travel(evening(dates[1]), tick=False):
        own = cast.signed_in(client, cast.lucie())
        home = own.get("/").content.decode()
        silent = own.post(address, {"cle": cast.form_key()})
        own.post(address, {"word": "pause", "cle": cast.form_key()})
        calendar = own.get(reverse("partnerships:calendar", args=[word.series.partnership.code]))

    assert address in home
    assert "ces derniers temps" in home
    assert "2 " not in str(cast.waiting(words_for_me, cast.actor_of(cast.lucie()), TODAY))
    assert (silent.status_code, list(silent.context["form"].errors)) == (422, ["word"])
    assert "Je reprends" in calendar.content.decode()


@pytest.mark.spec("B9")
def test_the_referent_s_page_holds_no_count(client, dates, lucie):
    word = missed_twice(dates, lucie)
    pass_on_words_without_answer(evening(dates[1]) + timedelta(days=7))
    with time_machine.travel(evening(dates[1]), tick=False):
        karim = cast.signed_in(client, cast.karim())
        page = karim.get(reverse("partnerships:reaching_out", args=[word.code]))
        karim.post(reverse("partnerships:reaching_out", args=[word.code]), {"cle": cast.form_key()})

    main = page.content.decode().split("<main")[1].split("</main")[0]
    assert "absen" not in main.lower()
    assert " fois" not in main
    word.refresh_from_db()
    assert word.settled_by.person == cast.karim()


# --- a note for oneself ---------------------------------------------------------------------------
@pytest.mark.spec("B9")
def test_a_note_is_read_by_who_wrote_it_and_by_nobody_else(client, partnership, dates):
    note = "J’ai eu du mal à parler."
    with time_machine.travel(NOON, tick=False):
        karim = cast.signed_in(client, cast.karim())
        karim.post(
            reverse("partnerships:private_note", args=[dates[0].code]),
            {"text": note, "version": "0", "cle": cast.form_key()},
        )
        own = karim.get(dates[0].get_absolute_url()).content.decode()
        client.logout()
        nurse = cast.signed_in(client, cast.nurse()).get(dates[0].get_absolute_url()).content.decode()

    assert (note in own, note in nurse) == (True, False)
    for other in (cast.nurse(), cast.lucie(), cast.nadia(), cast.charlie()):
        assert not visible(PrivateNote, cast.actor_of(other)).exists()


def test_an_emptied_note_is_erased_and_two_windows_are_told(partnership, dates):
    by = build.engagement(partnership, Side.LIVED)

    def keep(text, version):
        verbs.keep_note(dates[0], by=build.actor_for(by), at=NOON, version=version, text=text)

    keep("Un.", 0)
    with pytest.raises(Stale):
        keep("Deux.", 0)
    kept = own_note(dates[0], build.actor_for(by)).text
    keep("  ", 1)

    assert (kept, PrivateNote.objects.count()) == ("Un.", 0)


def test_who_is_not_engaged_keeps_no_note(dates):
    for stranger in (cast.nadia(), cast.charlie()):
        with pytest.raises(Refused):
            verbs.keep_note(dates[0], by=cast.actor_of(stranger), at=NOON, version=0, text="Un.")


def test_presence_is_written_once_for_what_is_no_series_too(partnership):
    workshop = interventions.held(partnership)

    assert Attendance.objects.filter(intervention=workshop).count() == 2
    assert not CheckIn.objects.exists()
