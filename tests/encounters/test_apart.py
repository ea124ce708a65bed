"""AC1: neither side reads the other's card before both have said « ouvrir ensemble »; a line is taken back before."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from reciproque.encounters.models import Encounter, Line
from reciproque.encounters.queries.cards import both_cards
from reciproque.encounters.queries.codes import given_code, own_code
from reciproque.encounters.verbs import beginning, cards, deciding
from reciproque.foundation import guard
from reciproque.foundation.policy import Refused, visible
from tests import cast
from tests.builders import encounters as build
from tests.builders import people
from tests.builders.beginnings import coordinator

from .pages import DECIDED, comes, doctor, post, text

pytestmark = pytest.mark.django_db
HERS = [line for words in build.HERS.values() for line in words.split("\n")]
HIS = list(build.HIS.values())
HER_PAGES = ("my_encounter", "my_together", "my_decision", "my_after")
HIS_PAGES = ("encounter", "together", "decision", "after")


def read_by_both(encounter: Encounter) -> tuple[str, str]:
    """All that each side is shown, page after page, led wherever it is led."""
    hers, his = comes(encounter), doctor()
    shown = [hers.get(reverse(f"encounters:{name}"), follow=True) for name in HER_PAGES]
    seen = [his.get(reverse(f"encounters:{name}", args=[encounter.code]), follow=True) for name in HIS_PAGES]
    return tuple("".join(one.content.decode() for one in pages) for pages in (shown, seen))  # type: ignore[return-value]


@pytest.mark.spec("J7.AC1", "D21")
@pytest.mark.parametrize("ready", ["nobody", "the person", "the professional"])
def test_neither_reads_the_other_before_both_have_said_to_open(ready):
    encounter = build.prepared()
    if ready != "nobody":
        by = build.by_code(encounter) if ready == "the person" else build.by_doctor()
        cards.say_ready(encounter, by=by, at=build.NOON)

    hers, his = read_by_both(encounter)

    assert [line for line in HIS if line in hers] == []
    assert [line for line in HERS if line in his] == []
    assert all(line in hers for line in HERS)
    assert all(line in his for line in HIS)


@pytest.mark.spec("J7.AC1")
def test_both_read_both_once_both_have_said_it():
    hers, his = read_by_both(build.opened())

    assert all(line in hers and line in his for line in (*HERS, *HIS))


@pytest.mark.spec("J7.AC1")
def test_the_rule_gives_closed_lines_to_their_own_side_alone():
    encounter = build.prepared()

    hers = both_cards(encounter, build.by_code(encounter))
    his = both_cards(encounter, build.by_doctor())

    assert [card.empty for card in (*hers, *his)] == [False, True, True, False]
    assert not visible(Line, cast.actor_of(cast.nurse())).exists()
    assert not visible(Line, cast.actor_of(cast.nadia())).exists()


@pytest.mark.spec("J7.AC1")
def test_asking_directly_for_what_comes_after_opens_nothing():
    encounter = build.prepared()
    hers, his = comes(encounter), doctor()
    line = encounter.lines.get(question="limits")

    mark = {f"mark_{line.code}": "agree"}
    led = post(hers, "my_together", **mark)
    typed = post(hers, "my_decision", version="0", **DECIDED)
    refusals = [
        post(his, "together", encounter.code),
        post(his, "decision", encounter.code, version="0", **DECIDED),
        post(his, "agreement", encounter.code, version="1"),
    ]

    assert led.url == reverse("encounters:my_encounter")
    assert [one.status_code for one in (typed, *refusals)] == [403, 403, 403, 403]
    assert build.HIS["limits"] not in typed.content.decode()
    assert (build.fresh(encounter).opened_at, Line.objects.get(pk=line.pk).mark) == (None, "")
    for by in (build.by_code(encounter), build.by_doctor()):
        with pytest.raises(Refused, match="ouvrir les cartes ensemble"):
            cards.look(encounter, by=by, at=build.NOON, marks={}, talked=())
        with pytest.raises(Refused, match="ouvrir les cartes ensemble"):
            deciding.decide(encounter, by=by, at=build.NOON, version=0, draft=build.DRAFT)


@pytest.mark.spec("J7.AC1")
def test_the_database_refuses_cards_opened_by_one_alone():
    encounter = build.prepared()

    with guard.upkeep("test"), pytest.raises(IntegrityError), transaction.atomic():
        Encounter.objects.filter(pk=encounter.pk).update(opened_at=build.NOON, person_ready_at=build.NOON)


@pytest.mark.spec("J7.AC1")
def test_each_takes_a_line_back_before_opening_and_not_after():
    encounter = build.prepared()
    hers, his = comes(encounter), doctor()
    unsaid, limits = (encounter.lines.get(question=question) for question in ("unsaid", "limits"))

    post(hers, "my_withdrawal", unsaid.code)
    post(his, "withdrawal", encounter.code, limits.code)
    post(hers, "my_opening")
    post(his, "opening", encounter.code)
    fears = encounter.lines.get(question="fears")
    post(hers, "my_withdrawal", fears.code)

    shown = text(his, "together", encounter.code)
    assert [build.HERS["unsaid"] in shown, build.HIS["limits"] in shown] == [False, False]
    assert Line.objects.filter(pk=fears.pk).exists()


def test_nobody_takes_back_the_other_s_line():
    encounter = build.prepared()
    matters, limits = (encounter.lines.filter(question=one).first() for one in ("matters", "limits"))

    answers = [
        post(comes(encounter), "my_withdrawal", limits.code).status_code,
        post(doctor(), "withdrawal", encounter.code, matters.code).status_code,
    ]

    assert answers == [404, 404]
    assert encounter.lines.count() == len(build.WORDS)


def test_one_waits_again_before_the_other_has_said_it():
    encounter = build.prepared()
    hers = comes(encounter)
    post(hers, "my_opening")
    post(hers, "my_waiting")
    post(doctor(), "opening", encounter.code)

    assert build.fresh(encounter).opened_at is None


@pytest.mark.spec("J7.AC1")
def test_whoever_handed_the_code_cannot_come_in_with_it_once_she_has():
    encounter = build.begun()
    handed = given_code(encounter)
    comes(encounter)

    again = post(Client(), "door", code=handed)

    assert again.status_code == 422
    assert build.fresh(encounter).given_digest is None
    assert own_code(encounter) not in text(doctor(), "encounter", encounter.code)
    assert handed not in text(doctor(), "encounter", encounter.code)


def test_cards_do_not_change_once_open():
    encounter = build.opened()

    for by in (build.by_code(encounter), build.by_doctor()):
        with pytest.raises(Refused, match="elles ne changent plus"):
            cards.write(encounter, by=by, at=build.NOON, words={"matters": "x", "offer": "x"})


def test_another_professional_and_the_coordination_see_no_encounter():
    encounter = build.opened()
    people.member(cast.msp(), cast.nurse())
    others = [cast.signed_in(Client(), who) for who in (cast.nurse(), coordinator(), cast.charlie())]
    others += [
        cast.signed_in(Client(), cast.nurse(), cast.msp()),
        cast.signed_in(Client(), coordinator(), cast.msp()),
    ]

    answers = {
        client.get(reverse(f"encounters:{name}", args=[encounter.code])).status_code
        for client in others
        for name in HIS_PAGES
    }

    assert answers == {404}


def test_leaving_the_organisation_closes_the_encounters_held_there():
    encounter, morvan = build.opened(), cast.morvan()
    people.member(cast.chu(), morvan)

    elsewhere = cast.signed_in(Client(), morvan, cast.chu())

    assert elsewhere.get(reverse("encounters:together", args=[encounter.code])).status_code == 404


@pytest.mark.spec("J7.AC1")
def test_the_domain_itself_refuses_what_no_screen_offers():
    encounter, at = build.prepared(), build.NOON
    nurse = cast.actor_of(cast.nurse())
    limits, fears = (encounter.lines.get(question=one) for one in ("limits", "fears"))

    with pytest.raises(Refused):
        cards.withdraw(limits, by=build.by_code(encounter), at=at)
    with pytest.raises(Refused):
        cards.withdraw(fears, by=build.by_doctor(), at=at)
    with pytest.raises(Refused, match="la personne a son code"):
        beginning.come(encounter, by=build.by_code(encounter), at=at)
    with pytest.raises(Refused, match="la personne a son code"):
        cards.type_paper(encounter, by=build.by_doctor(), at=at, words=build.HERS)
    for held in (encounter, build.begun()):
        with pytest.raises(Refused):
            beginning.join(held, by=nurse, at=at)


def test_the_domain_takes_a_mark_from_the_reader_of_a_line_alone_and_a_tick_from_its_author():
    encounter = build.opened()
    codes = list(encounter.lines.values_list("code", flat=True))

    agreed = dict.fromkeys(codes, "agree")
    cards.look(encounter, by=build.by_code(encounter), at=build.NOON, marks=agreed, talked=codes)

    marked = {(line.side, line.mark, line.talked_at is not None) for line in encounter.lines.all()}
    assert marked == {("person", "", True), ("pro", "agree", False)}


def test_a_code_opens_one_encounter_and_no_other():
    mine, other = build.opened(), build.opened()

    with pytest.raises(Refused):
        deciding.decide(other, by=build.by_code(mine), at=build.NOON, version=0, draft=build.DRAFT)
    with pytest.raises(Refused):
        beginning.say_presence(other, by=build.by_code(mine), at=build.NOON, presence="there")
    with pytest.raises(Refused):
        deciding.erase(other, by=build.by_code(mine), at=build.NOON)


@pytest.mark.parametrize("key", ["", "pas-une-cle"])
def test_a_button_of_a_page_that_was_tampered_with_does_nothing_and_says_so(key):
    encounter = build.prepared()
    hers, his = comes(encounter), doctor()
    line = encounter.lines.first()
    acts = {
        his: [("new",), ("opening", encounter.code)],
        hers: [("my_opening",), ("my_withdrawal", line.code)],
        Client(): [("my_new",)],
    }

    answers = [
        client.post(reverse(f"encounters:{name}", args=parts), {"cle": key})
        for client, asked in acts.items()
        for name, *parts in asked
    ]

    assert [one.status_code for one in answers] == [403, 403, 302, 302, 403]
    assert "Cette page est incomplète" in text(hers, "my_encounter")
    assert (Encounter.objects.count(), Line.objects.filter(pk=line.pk).exists()) == (1, True)
    assert build.fresh(encounter).person_ready_at is None
