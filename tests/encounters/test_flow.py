"""J7 lived through its pages: two cards apart, opened together, a decision, a copy, on screen and on paper."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from reciproque.encounters import rules
from reciproque.encounters.kinds import Gap
from reciproque.encounters.models import Encounter
from reciproque.encounters.queries.codes import given_code
from tests import cast
from tests.builders import encounters as build

from .pages import DECIDED, comes, doctor, get, post, text

pytestmark = pytest.mark.django_db


@pytest.mark.spec("D20", "D21", "J7.AC2", "S1-18", "S1-32", "S2-53", "S2-54")
def test_two_people_prepare_open_decide_and_take_away_in_three_screens():
    his = doctor()
    post(his, "new")
    encounter = Encounter.objects.get()
    hers = comes(encounter)
    post(hers, "my_encounter", **build.HERS)
    post(his, "encounter", encounter.code, **build.HIS)
    post(hers, "my_opening")
    post(his, "opening", encounter.code)

    read = text(hers, "my_together")
    marks = dict.fromkeys(re.findall(r'name="(mark_\w+)"', read), "discuss")
    marked = post(hers, "my_together", next="1", **marks)
    post(his, "decision", encounter.code, version="0", **DECIDED)
    agreed = post(hers, "my_agreement", version="1")

    assert all(words in read for words in build.WORDS)
    assert (marked.url, agreed.url) == (reverse("encounters:my_decision"), reverse("encounters:my_after"))
    after = text(hers, "my_after")
    assert "Nous avons décidé\u00a0: Baisser par paliers." in after
    assert "Nous n’avons pas choisi\u00a0: Essayer la kinésithérapie" in after


@pytest.mark.spec("D21", "S1-32")
def test_the_person_begins_at_home_and_the_professional_joins_with_the_code_she_gives():
    hers = Client()
    post(hers, "my_new")
    encounter = Encounter.objects.get()
    post(hers, "my_encounter", matters="Dormir la nuit")
    shown = text(hers, "my_encounter")

    joined = post(doctor(), "joining", code=given_code(encounter).lower().replace("-", " "))

    assert given_code(encounter) in shown
    assert joined.url == encounter.get_absolute_url()
    assert "Dormir la nuit" not in text(doctor(), "encounter", encounter.code)
    again = post(doctor(), "joining", code=given_code(encounter))
    assert (again.status_code, "Ce code n’ouvre rien." in again.content.decode()) == (422, True)


@pytest.mark.spec("J7.AC2")
def test_an_encounter_held_on_paper_is_printed_then_typed_after_with_her_agreement():
    encounter, his = build.begun(), doctor()
    printed = get(his, "paper", encounter.code)
    typed = build.HERS | build.HIS | {"presence": "there"}

    without = post(his, "typing", encounter.code, **typed)
    with_it = post(his, "typing", encounter.code, **typed, agreed="on")
    read_again = post(his, "decision", encounter.code, version="0", together="on", **DECIDED)

    assert printed.content.startswith(b"%PDF")
    assert (without.status_code, "le papier suffit" in without.content.decode()) == (422, True)
    assert "Dormir la nuit" in without.content.decode()  # nothing typed is lost
    assert with_it.url == reverse("encounters:together", args=[encounter.code])
    assert read_again.url == reverse("encounters:after", args=[encounter.code])
    assert "quelqu’un pour la médiation" in text(his, "after", encounter.code)
    assert "Nous avons décidé" in text(
        comes(build.fresh(encounter)), "my_after"
    )  # her code, printed on the sheet


@pytest.mark.parametrize(
    ("mark", "talked", "stands"),
    [
        ("", False, Gap.UNREAD),
        ("", True, Gap.UNREAD),
        ("agree", False, Gap.AGREED),
        ("agree", True, Gap.AGREED),
        ("discuss", False, Gap.DISCUSS),
        ("unsaid", False, Gap.ONE_SIDE),
        ("discuss", True, Gap.TALKED),
        ("unsaid", True, Gap.TALKED),
    ],
)
def test_where_a_line_stands_comes_from_what_both_said_and_from_nothing_else(mark, talked, stands):
    assert rules.gap(mark, talked=talked) == stands


@pytest.mark.spec("D21")
def test_the_gap_is_said_in_words_on_both_screens():
    encounter = build.opened()
    hers, his = comes(encounter), doctor()
    line = encounter.lines.get(question="limits")

    post(hers, "my_together", **{f"mark_{line.code}": "unsaid"})

    assert "L’autre en parle, moi non" in text(hers, "my_together")
    assert "J’en parle, l’autre non" in text(his, "together", encounter.code)
    post(his, "together", encounter.code, **{f"talked_{line.code}": "on"})
    assert "L’autre en parle, moi non" not in text(hers, "my_together")
    assert "Nous en avons parlé" in text(hers, "my_together")


def test_nobody_marks_her_own_lines_nor_those_of_another_encounter():
    encounter, other = build.opened(), build.opened()
    own = encounter.lines.get(question="fears")
    strange = other.lines.get(question="limits")

    post(comes(encounter), "my_together", **{f"mark_{own.code}": "agree", f"mark_{strange.code}": "agree"})

    assert {line.mark for line in (*encounter.lines.all(), *other.lines.all())} == {""}


@pytest.mark.spec("J7.AC6")
def test_somebody_else_is_there_only_because_the_person_said_so_this_time():
    first, his = build.prepared(), doctor()
    before = text(his, "encounter", first.code)
    post(comes(first), "my_presence", presence="writes")
    second = build.prepared()

    assert "personne d’autre n’est là sans son accord" in before
    assert "écrit pour moi" in text(his, "encounter", first.code)
    assert build.fresh(first).presence_said_at == build.NOON
    assert "personne d’autre n’est là sans son accord" in text(his, "encounter", second.code)
    post(his, "my_presence", presence="there")
    assert build.fresh(second).presence == ""


def test_a_card_keeps_what_was_typed_when_a_line_is_too_long(client):
    encounter = build.begun()
    hers = comes(encounter)

    answer = post(hers, "my_encounter", matters="Dormir", fears="x" * 301)

    assert answer.status_code == 422
    assert "300 lettres au plus" in answer.content.decode()
    assert "Dormir" in answer.content.decode()
    assert not encounter.lines.exists()


def test_a_card_has_room_for_eight_lines_a_question():
    encounter = build.begun()
    hers = comes(encounter)
    post(hers, "my_encounter", matters="\n".join(map(str, range(8))))

    answer = post(hers, "my_encounter", matters="une de trop")

    assert (answer.status_code, encounter.lines.count()) == (422, 8)


def test_what_was_being_written_when_the_page_closed_is_shown_to_be_copied():
    answer = post(Client(), "my_encounter", matters="Dormir la nuit")

    assert answer.status_code == 403
    assert "Dormir la nuit" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_a_professional_costs_the_same_however_long(count, django_assert_max_num_queries):
    for _n in range(count):
        build.kept()
    his = doctor()
    get(his, "encounters")

    with django_assert_max_num_queries(7):
        shown = text(his, "encounters")

    assert shown.count("gardée par la personne") == count
    assert cast.morvan().name not in shown.partition("<main")[2]
