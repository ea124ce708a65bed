"""The barometer: what a rule says and never says, the page, cross-training, and readiness in each one's words."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.foundation import parameters
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import AlreadyDone
from reciproque.partnerships.kinds import ClauseKind, Degree, InterventionKind, Observed, Phase, Side
from reciproque.partnerships.models import CrossTraining, Hesitation, Holding, Readiness
from reciproque.partnerships.queries.barometer import barometer_of, facts_of
from reciproque.partnerships.queries.partnerships import with_start
from reciproque.partnerships.rules.barometer import LIMITS, RULES, Facts, Moment, Someone, State
from reciproque.partnerships.rules.barometer import Place as Stage
from reciproque.partnerships.templatetags.barometer import MARKS
from reciproque.partnerships.verbs import degrees as degree_verbs
from reciproque.partnerships.verbs import framing, interventions
from reciproque.people.verbs import set_parameter
from tests import cast
from tests.builders import evaluations, voices
from tests.builders import interventions as meeting
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
database = pytest.mark.django_db
at_noon = time_machine.travel(NOON, tick=False)


@pytest.fixture
def partnership(db):
    return build.begun()


def read(partnership, code, *, today=TODAY, who=None):
    """What one point of the barometer says; None when it is not shown to her."""
    found = with_start().get(pk=partnership.pk)
    shown = barometer_of(found, cast.actor_of(who or cast.karim()), today=today)
    return next((point.reading for point in shown.points if point.rule.code == code), None)


def in_months(months):
    return TODAY + timedelta(days=31 * months)


def address(name, row):
    return reverse(f"partnerships:{name}", args=[row.code])


# --- the page -------------------------------------------------------------------------------------
@database
@at_noon
def test_whoever_reads_the_partnership_reads_its_barometer_from_its_page(client, partnership):
    cast.signed_in(client, cast.karim())

    summary = client.get(address("partnership", partnership)).content.decode()
    page = client.get(address("barometer", partnership)).content.decode()

    assert address("barometer", partnership) in summary
    assert [code for code in sorted(RULES) if f'id="{code.lower()}"' not in page] == []
    assert "On ne le sait pas encore" in page
    assert "Le rôle de chacun est clair, et relu" in page


@database
@at_noon
def test_a_stranger_does_not_read_it(client, partnership):
    cast.signed_in(client, cast.charlie())

    assert client.get(address("barometer", partnership)).status_code == 404


@database
@at_noon
def test_it_asks_as_much_of_the_database_for_one_moment_as_for_thirty(client, partnership):
    cast.signed_in(client, cast.karim())
    meeting.held(partnership)
    client.get(address("barometer", partnership))

    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address("barometer", partnership))
    for days in range(2, 31):
        meeting.held(partnership, day=TODAY - timedelta(days=days))
    with CaptureQueriesContext(connection) as thirty:
        client.get(address("barometer", partnership))

    assert len(one) == len(thirty) <= 10


@database
@at_noon
def test_what_has_ended_says_where_it_stopped_and_asks_for_nothing_more(client, partnership):
    evaluations.ended(partnership)
    cast.signed_in(client, cast.karim())

    page = client.get(address("barometer", partnership)).content.decode()

    assert "le baromètre dit où il en est resté" in page
    assert "Relire les rôles de chacun" not in page


# --- what a rule never says -----------------------------------------------------------------------
FULL = Facts(
    code="X",
    today=TODAY,
    begun_on=TODAY - timedelta(days=300),
    people=tuple(
        Someone(
            side.value,
            side.label,
            side,
            "volunteer",
            TODAY - timedelta(days=300),
            signed=True,
            written=True,
            confirmed=9,
            trained=600,
        )
        for side in Side
    ),
    charter=1,
    clauses=frozenset(ClauseKind.values),
    moments=tuple(
        Moment("M", "Un temps", kind, TODAY, held=True, remote=True, lived=2, care=2)
        for kind in InterventionKind.values
    ),
    limits={limit.name: limit.default for limit in LIMITS},
)


@pytest.mark.parametrize("code", ["S1-91", "S2-45", "S2-46", "S2-69"])
def test_what_cannot_be_known_yet_says_so_with_the_reason_and_is_never_green(code):
    reading = RULES[code].read(FULL)

    assert reading.state == State.UNKNOWN
    assert any(word in str(reading.words) for word in ("viendront", "viendra", "se saura"))


def test_no_state_is_told_by_colour_alone_and_what_people_said_has_none():
    assert {state for state in State if not state.label or not MARKS[state][1]} == set()
    assert len({drawing for _look, drawing in MARKS.values()}) == len(State)
    assert MARKS[State.SAID][0] == ""


def test_a_time_with_accompanied_people_is_no_exchange_between_the_two_sides():
    def told(**more):
        moment = Moment("M", "Atelier", "workshop", TODAY, held=True, lived=1, care=1, **more)
        return RULES["S2-67"].read(Facts(**{**FULL.__dict__, "moments": (moment,)})).state

    assert (told(), told(meets_people=True)) == (State.HOLDS, State.REVIEW)


@database
@pytest.mark.spec("S2-67")
def test_the_months_of_a_house_are_its_own(partnership):
    meeting.held(partnership, kind=InterventionKind.MEETING)
    before = read(partnership, "S2-67", today=in_months(4)).state
    set_parameter(
        partnership.host,
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="partnerships.months_between_exchanges",
        value="6",
        starts_on=TODAY,
        source="Décision de la structure",
    )

    assert (before, read(partnership, "S2-67", today=in_months(4)).state) == (State.REVIEW, State.HOLDS)
    names = [limit.name for limit in LIMITS]
    asked = {"on": TODAY, "organisation_id": partnership.host_id}
    assert parameters.values(*names, **asked) == {name: parameters.value(name, **asked) for name in names}


# --- what is sealed stays sealed ------------------------------------------------------------------
@database
@pytest.mark.spec("B6", "S1-06")
def test_nothing_of_an_evaluation_shows_before_both_sides_have_answered(partnership):
    round_ = evaluations.first_round(partnership)
    evaluations.answered(round_, Side.CARE, works=1)
    half = facts_of(with_start().get(pk=partnership.pk), today=TODAY).looks[0]
    evaluations.answered(round_, Side.LIVED, works=9)
    whole = facts_of(with_start().get(pk=partnership.pk), today=TODAY).looks[0]

    assert (half.gap, whole.gap) == (None, 8)
    assert "8 points d’écart" in str(read(partnership, "S2-72").evidence[0].text)


@database
@pytest.mark.spec("B7")
def test_what_one_side_sees_of_the_stages_waits_for_the_other(partnership):
    aim = degree_verbs.aim_degree(
        partnership,
        by=build.actor(partnership, Side.LIVED),
        at=NOON,
        phase=Phase.RUN,
        degree=Degree.CO_DECISION,
    )
    degree_verbs.agree_degree(aim, by=build.actor(partnership, Side.CARE), at=NOON)
    told = []
    for side in Side:
        degree_verbs.observe_degrees(
            evaluations.first_round(partnership),
            by=build.actor(partnership, side),
            at=NOON,
            version=0,
            **dict.fromkeys(Phase.values, Observed.CONSULTATION),
        )
        told.append(read(partnership, "S1-14").state)

    assert told == [State.EARLY, State.REVIEW]


def test_stages_that_have_not_taken_place_yet_hold_nothing():
    def told(seen):
        place = Stage(Phase.RUN, Degree.CO_DECISION, seen, seen)
        return RULES["S1-14"].read(Facts(**{**FULL.__dict__, "places": (place,)})).state

    assert (told(Observed.NOT_YET), told(Observed.CO_DECISION)) == (State.EARLY, State.HOLDS)


@database
def test_who_is_only_asked_to_join_is_told_nothing_of_what_was_said(partnership):
    voices.heard(partnership)
    meeting.proposed(partnership, cast.lucie())

    assert read(partnership, "S1-13", who=cast.lucie()) is None
    assert read(partnership, "S1-13").state == State.EARLY
    assert read(partnership, "S1-13", today=in_months(6)).state == State.REVIEW


# --- cross-training -------------------------------------------------------------------------------
def mark(partnership, intervention, side=Side.LIVED, **more):
    return interventions.mark_cross_training(intervention, by=build.actor(partnership, side), at=NOON, **more)


@database
@pytest.mark.spec("S2-68")
def test_what_both_sides_attended_can_be_marked_and_counts_until_it_is_taken_back(partnership):
    held = meeting.held(partnership)
    before = read(partnership, "S2-68", today=in_months(6))
    mark(partnership, held, about="Les rôles, les limites")
    marked = read(partnership, "S2-68", today=in_months(6))
    old = read(partnership, "S2-68", today=in_months(14))
    interventions.take_back_cross_training(
        CrossTraining.objects.get(), by=build.actor(partnership, Side.CARE), at=NOON
    )
    after = read(partnership, "S2-68", today=in_months(6))

    states = [reading.state for reading in (before, marked, old, after)]
    assert states == [State.REVIEW, State.HOLDS, State.REVIEW, State.REVIEW]
    assert marked.evidence[0].where == held.get_absolute_url()


@database
@pytest.mark.spec("S2-68")
@pytest.mark.parametrize("absent", list(Side))
def test_it_is_refused_with_a_sentence_when_a_side_was_absent(partnership, absent):
    there = [one for one in partnership.engagements.all() if one.side != absent]
    held = meeting.held(partnership, present=there)

    with pytest.raises(ValidationError, match=f"{absent.label}, personne n’était là"):
        mark(partnership, held)

    assert not CrossTraining.objects.exists()


@database
def test_it_is_marked_once_by_who_takes_part_after_it_was_held(partnership):
    planned = meeting.planned(partnership)
    with pytest.raises(Refused, match="s’était tenue"):
        mark(partnership, planned)
    held = meeting.held(partnership)
    with pytest.raises(Refused):
        interventions.mark_cross_training(held, by=cast.actor_of(cast.charlie()), at=NOON)
    mark(partnership, held)
    with pytest.raises(Refused, match="déjà dit"):
        mark(partnership, held)

    assert CrossTraining.objects.count() == 1


@database
def test_a_double_click_marks_it_once(partnership):
    held, by = meeting.held(partnership), build.actor(partnership, Side.LIVED)
    interventions.mark_cross_training(held, by=by, at=NOON)

    with pytest.raises(AlreadyDone):
        interventions.mark_cross_training(held, by=by, at=NOON)

    assert CrossTraining.objects.count() == 1


@database
@at_noon
@pytest.mark.spec("S2-68")
def test_the_form_of_holding_says_it_too_and_loses_nothing_when_a_side_was_absent(client, partnership):
    planned = meeting.planned(partnership, day=meeting.YESTERDAY, kind=InterventionKind.CROSS_TRAINING)
    karim = build.engagement(partnership, Side.LIVED)
    nurse = build.engagement(partnership, Side.CARE)
    cast.signed_in(client, cast.karim())
    said = {
        "minutes": "1:00",
        "words": "Chacun a dit son rôle.",
        "about": "Les rôles",
        "cross_training": "on",
    }

    def send(**more):
        return client.post(address("holding", planned), {**said, "cle": cast.form_key(), **more})

    form = client.get(address("holding", planned)).content.decode()
    alone = send(present=[karim.code])
    untold = send(present=[karim.code, nurse.code], cross_training="")

    assert "checked" in form[form.index('name="cross_training"') :][:120]
    assert (alone.status_code, untold.status_code) == (422, 422)
    assert "Côté professionnels, personne n’était là" in alone.content.decode()
    assert "Chacun a dit son rôle." in alone.content.decode()
    assert "Cochez-la aussi" in untold.content.decode()
    assert not Holding.objects.exists()
    send(present=[karim.code, nurse.code])
    training = CrossTraining.objects.get()
    assert (training.intervention, training.about, training.marked_by) == (planned, "Les rôles", cast.karim())


@database
@at_noon
def test_its_page_marks_it_says_so_and_takes_it_back(client, partnership):
    held = meeting.held(partnership)
    cast.signed_in(client, cast.nurse())

    asked = client.get(address("intervention", held)).content.decode()
    client.post(address("cross_training", held), {"about": "Les attentes", "cle": cast.form_key()})
    marked = client.get(address("intervention", held)).content.decode()
    client.post(address("cross_training_removal", held), {"cle": cast.form_key()})
    after = client.get(address("intervention", held)).content.decode()

    offered = address("cross_training", held) + '"'
    assert (offered in asked, offered in marked, offered in after) == (True, False, True)
    assert "Les attentes" in marked
    assert CrossTraining.objects.get().taken_back_by == cast.nurse()


# --- readiness ------------------------------------------------------------------------------------
@database
@pytest.mark.spec("S2-66", "B2")
def test_each_one_says_where_she_stands_in_her_words_and_may_change(partnership):
    lived = build.actor(partnership, Side.LIVED)
    nothing = read(partnership, "S2-66")
    framing.say_ready(partnership, by=lived, at=NOON, words=" On y va. ")
    framing.hesitate(
        partnership, by=build.actor(partnership, Side.CARE), at=NOON, words="Il nous manque du temps."
    )
    said = read(partnership, "S2-66")
    framing.hesitate(partnership, by=build.actor(partnership, Side.LIVED), at=NOON, words="Plus maintenant.")
    changed = read(partnership, "S2-66")
    assert not Readiness.objects.filter(withdrawn_at=None).exists()
    framing.say_ready(partnership, by=build.actor(partnership, Side.LIVED), at=NOON)
    again = read(partnership, "S2-66")

    def told(reading):
        return {one.name: (one.ready, one.words, one.on) for one in reading.said}

    assert (nothing.state, told(nothing)) == (State.SAID, {})
    assert told(said) == {
        "Karim Sow": (True, "On y va.", TODAY),
        "Solène Kervella": (False, "Il nous manque du temps.", TODAY),
    }
    assert told(changed)["Karim Sow"] == (False, "Plus maintenant.", TODAY)
    assert told(again)["Karim Sow"] == (True, "", TODAY)
    assert {reading.state for reading in (said, changed, again)} == {State.SAID}
    assert Readiness.objects.filter(withdrawn_at=None).count() == 1
    assert Hesitation.objects.filter(lifted_at=None).count() == 1


@database
@at_noon
@pytest.mark.spec("S2-66")
def test_the_page_shows_the_words_of_both_sides_as_they_were_said(client, partnership):
    cast.signed_in(client, cast.karim())
    client.post(address("readiness", partnership), {"words": "On y va <vraiment>.", "cle": cast.form_key()})
    framing.hesitate(
        partnership, by=build.actor(partnership, Side.CARE), at=NOON, words="Il nous manque du temps."
    )

    page = client.get(address("barometer", partnership)).content.decode()
    there = page[page.index('id="s2-66"') : page.index('id="s2-67"')]
    framed = client.get(address("framing", partnership)).content.decode()

    assert "On y va &lt;vraiment&gt;." in there
    assert "Il nous manque du temps." in there
    assert "«\u00a0pas encore prêt\u00a0»" in there
    assert not re.search(r"(mark|tag) (ok|warn|late)", there)
    assert "On y va &lt;vraiment&gt;." in framed


@database
def test_nobody_says_it_for_another_nor_once_it_has_ended(partnership):
    with pytest.raises(Refused):
        framing.say_ready(partnership, by=cast.actor_of(cast.nadia()), at=NOON)
    evaluations.ended(partnership)
    for verb, words in ((framing.say_ready, ""), (framing.hesitate, "Non")):
        with pytest.raises(Refused):
            verb(partnership, by=build.actor(partnership, Side.LIVED), at=NOON, words=words)

    assert (Readiness.objects.count(), Hesitation.objects.count()) == (0, 0)


@database
@pytest.mark.spec("S2-66", "B2")
def test_who_says_she_is_ready_after_all_no_longer_holds_back_the_beginning():
    partnership = build.met()
    framing.hesitate(partnership, by=build.actor(partnership, Side.LIVED), at=NOON, words="Plus tard.")
    framing.say_ready(partnership, by=build.actor(partnership, Side.LIVED), at=NOON, words="C’est bon.")

    assert not Hesitation.objects.filter(lifted_at=None).exists()
