"""AC3 to AC5: what is decided is said by both, names what was not chosen, comes back at its day, is felt in counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from reciproque.encounters import rules
from reciproque.encounters.models import Encounter, Felt
from reciproque.encounters.queries import kept_by_code, reviews_for
from reciproque.encounters.queries.codes import own_code
from reciproque.encounters.queries.felt import quarters
from reciproque.encounters.queries.lists import decisions_to_review
from reciproque.encounters.verbs import deciding
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from tests import cast
from tests.builders import encounters as build
from tests.builders.beginnings import coordinator

from .pages import DECIDED, comes, doctor, get, post, text

pytestmark = pytest.mark.django_db
FELT = {"heard": 8, "understood": 7, "part": 6}
NO_HEADER = ("Réciproque", "MSP", "médic", "douleur", "hôpital", "service", "patient")
"""What no copy says: the house, an organisation, an illness."""


@pytest.mark.spec("J7.AC3", "D20")
def test_a_decision_begins_as_it_must_and_names_what_was_not_chosen():
    assert rules.said(rules.decided(build.DRAFT)) == (
        "Nous avons décidé\u00a0: Baisser par paliers. Un comprimé de moins chaque lundi. "
        "Nous n’avons pas choisi\u00a0: Essayer la kinésithérapie\u00a0; Ne rien changer."
    )


@pytest.mark.spec("J7.AC3", "D20")
def test_deciding_nothing_today_is_an_end():
    his, encounter = doctor(), build.opened()
    nothing = DECIDED | {"chosen": "none", "words": "", "review_on": ""}
    post(his, "decision", encounter.code, version="0", **nothing)
    ended = post(comes(encounter), "my_agreement", version="1")

    assert ended.url == reverse("encounters:my_after")
    assert "Nous avons décidé de ne pas décider aujourd’hui. Restent possibles" in text(
        his, "after", encounter.code
    )
    assert rules.said(rules.decided(rules.Draft([], None))) == (
        "Nous avons décidé de ne pas décider aujourd’hui."
    )


@pytest.mark.spec("J7.AC3")
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name_1": "", "name_2": ""}, "au moins deux possibilités"),
        ({"name_0": ""}, "Cette possibilité est vide"),
        ({"review_on": ""}, "Dites quand vous en reparlerez"),
        ({"review_on": "2026-11-02"}, "Choisissez un jour à venir"),
        ({"chosen": ""}, "Choisissez, même"),
    ],
)
def test_what_lacks_in_a_decision_is_said_and_nothing_typed_is_lost(changed, said):
    encounter = build.opened()

    answer = post(comes(encounter), "my_decision", version="0", **(DECIDED | changed))

    shown = answer.content.decode()
    assert (answer.status_code, said in shown, DECIDED["words"] in shown) == (422, True, True)
    assert not hasattr(build.fresh(encounter), "decision")


@pytest.mark.spec("J7.AC3", "D20")
def test_one_alone_does_not_say_we():
    encounter = build.decided()
    waiting = build.fresh(encounter).closed_at
    rewritten = build.decided(encounter, version=1)

    assert (waiting, rewritten.closed_at) == (None, None)
    with pytest.raises(Stale):  # she had read the first wording
        deciding.agree(encounter, by=build.by_code(encounter), at=build.NOON, version=1)
    deciding.agree(encounter, by=build.by_code(encounter), at=build.NOON, version=2)
    assert build.fresh(encounter).closed_at == build.NOON


def test_whoever_writes_second_is_told_and_keeps_her_words():
    encounter = build.decided()

    answer = post(comes(encounter), "my_decision", version="0", **(DECIDED | {"words": "Autrement dit."}))

    assert (answer.status_code, "Autrement dit." in answer.content.decode()) == (409, True)
    again = post(comes(encounter), "my_decision", version="1", **DECIDED)
    assert again.status_code == 302


def test_a_finished_encounter_changes_no_more():
    encounter = build.closed()

    for by in (build.by_code(encounter), build.by_doctor()):
        with pytest.raises(Refused, match="terminée"):
            deciding.decide(encounter, by=by, at=build.NOON, version=1, draft=build.DRAFT)


@pytest.mark.spec("J7.AC3")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_her_copy_says_no_illness_no_service_and_no_house(language):
    encounter = build.closed()
    hers = comes(encounter)
    hers.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    hers.defaults.pop("headers", None)

    plain, paper = get(hers, "my_copy", "txt"), get(hers, "my_copy", "pdf")

    told = plain.content.decode()
    assert build.DRAFT.words in told
    assert "je dors mieux" in told
    assert "Dr Hélène Morvan" in told
    assert [word for word in NO_HEADER if word.lower() in told.lower()] == []
    names = [one["Content-Disposition"].partition("filename=")[2] for one in (plain, paper)]
    assert [name.split(".")[0] for name in names] in ([['"ma-page'] * 2, ['"my-page'] * 2])
    assert paper.content.startswith(b"%PDF")


@pytest.mark.spec("J7.AC4", "D20")
def test_a_kept_decision_comes_back_at_its_day_to_the_professional_and_to_her_own_space():
    encounter = build.kept()
    deciding.keep_for(encounter, by=build.by_code(encounter), at=build.NOON, token="a-name-that-says-nothing")
    day = build.TODAY + timedelta(days=30)
    doctor_ = cast.actor_of(cast.morvan())

    early = cast.waiting(decisions_to_review, doctor_, day - timedelta(days=1))
    due = cast.waiting(decisions_to_review, doctor_, day)
    (hers,) = reviews_for("a-name-that-says-nothing")

    assert early == []
    assert [(item.title, item.due_on) for item in due] == [
        ("La décision du 2\u00a0novembre 2026 est à revoir", day)
    ]
    assert (hers.review_on, hers.text) == (day, rules.said(rules.decided(build.DRAFT)))
    assert "à revoir le" in text(doctor(), "encounters")
    assert cast.waiting(decisions_to_review, cast.actor_of(cast.nurse()), day) == []
    deciding.erase(encounter, by=build.by_code(encounter), at=build.NOON)
    build.closed()
    assert cast.waiting(decisions_to_review, doctor_, day) == []  # not kept: its day goes with it


def test_her_own_space_finds_a_kept_encounter_by_her_code_and_nothing_by_another():
    kept, closed = build.kept(), build.closed()

    assert kept_by_code(own_code(kept)) == kept
    assert kept_by_code(own_code(closed)) is None
    assert (kept_by_code("ABCD-EFGH"), reviews_for("unknown"), reviews_for("")) == (None, [], [])
    with pytest.raises(Refused, match="il faut d’abord la garder"):
        deciding.keep_for(closed, by=build.by_code(closed), at=build.NOON, token="x")


# --- how it was felt ------------------------------------------------------------------------------
def rated(times: int, *, at=build.NOON) -> None:
    for _n in range(times):
        encounter = build.closed(at=at, review_on=at.date() + timedelta(days=9))
        deciding.rate(encounter, by=build.by_code(encounter), at=at, felt=FELT)
        deciding.rate(encounter, by=build.by_doctor(), at=at, felt=FELT | {"heard": 10})


@pytest.mark.spec("J7.AC5")
def test_each_answers_the_same_three_questions_once_and_nothing_ties_the_answers_to_anybody():
    encounter = build.closed()
    hers, his = comes(encounter), doctor()
    asked = [text(hers, "my_after"), text(his, "after", encounter.code)]

    post(hers, "my_after", **{name: str(n) for name, n in FELT.items()})
    again = post(hers, "my_after", **{name: str(n) for name, n in FELT.items()})

    assert all(f'name="{item}"' in page for page in asked for item in FELT)
    assert 'name="heard"' not in text(hers, "my_after")
    assert again.status_code == 302
    columns = {field.name for field in Felt._meta.concrete_fields}
    assert columns == {"id", "organisation", "month", "side", "item", "value", "count"}
    found = set(Felt.objects.values_list("month", "side", "item", "value", "count"))
    assert found == {
        (date(2026, 11, 1), "person", "heard", 8, 1),
        (date(2026, 11, 1), "person", "understood", 7, 1),
        (date(2026, 11, 1), "person", "part", 6, 1),
        (date(2026, 11, 1), "", "held", 0, 1),
    }


@pytest.mark.spec("J7.AC5")
def test_the_organisation_reads_means_of_finished_quarters_and_nothing_of_four_people():
    rated(4)
    msp, after = cast.msp(), date(2027, 1, 4)

    few = quarters(msp.pk, on=after)
    rated(1)
    enough, under_way = quarters(msp.pk, on=after), quarters(msp.pk, on=date(2026, 12, 31))

    assert [(one.held, one.answers, {mean.by_side for mean in one.means}) for one in few] == [
        (None, (None, None), {(None, None)})
    ]
    assert [(one.held, one.answers, [mean.by_side for mean in one.means]) for one in enough] == [
        (5, (5, 5), [(8.0, 10.0), (7.0, 7.0), (6.0, 6.0)])
    ]
    assert under_way == []
    assert quarters(cast.chu().pk, on=after) == []


@pytest.mark.spec("J7.AC5")
def test_the_coordination_reads_counts_and_never_an_encounter():
    rated(5)
    nadia = coordinator()
    with time_machine.travel(build.NOON + timedelta(days=70), tick=False):
        his = cast.signed_in(doctor(), nadia, cast.msp())
        shown, listed = text(his, "counts"), text(his, "encounters")

    assert "Rencontres terminées\u00a0: 5." in shown
    assert "Rencontre " not in listed.partition("<main")[2]
    assert Encounter.objects.count() == 5
