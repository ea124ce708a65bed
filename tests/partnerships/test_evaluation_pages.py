"""The screens of the evaluation and of the end: each side apart, then side by side; what is over says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reciproque.partnerships.kinds import Side, Status
from reciproque.partnerships.models import EvaluationRound, Partnership
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import evaluations
from tests.builders import partnerships as build
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def partnership() -> Partnership:
    return build.begun()


@pytest.fixture
def round_(partnership) -> EvaluationRound:
    return evaluations.first_round(partnership)


def url(name: str, partnership: Partnership, *more) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.code, *more])


def nurse(client: Client) -> Client:
    return cast.signed_in(client, cast.nurse())


def karim() -> Client:
    return cast.signed_in(Client(), cast.karim())


def text_of(response) -> str:
    return response.content.decode()


def said(**more) -> dict:
    return {"cle": cast.form_key(), "version": 0} | evaluations.SAID | more


# --- answering ------------------------------------------------------------------------------------
@pytest.mark.spec("B6", "S2-73")
def test_each_side_answers_apart_then_reads_both(client, partnership, round_):
    secret, other = "Ce que Karim a écrit.", "Ce que Solène a écrit."
    karim().post(url("round_answers", partnership, 1), said(bad=secret, works=4))

    alone = text_of(nurse(client).get(url("round", partnership, 1)))
    assert secret not in alone
    assert "L’autre côté a répondu" in alone

    client.post(url("round_answers", partnership, 1), said(bad=other, works=8))
    both = text_of(client.get(url("round", partnership, 1)))
    assert (
        secret in both,
        other in both,
        "Écart\u00a0: 4\u00a0points" in both or "Écart\u00a0: 4 points" in both,
    ) == (
        True,
        True,
        True,
    )


def test_the_form_asks_the_same_of_both_sides(client, partnership, round_):
    asked = [
        [
            field.name
            for field in one.get(url("round_answers", partnership, 1)).context["form"].visible_fields()
        ]
        for one in (nurse(client), karim())
    ]

    assert asked[0] == asked[1] == ["works", "good", "bad", "change", "trust", "gave", "received"]


def test_two_people_of_one_side_the_second_is_told_and_loses_nothing(client, partnership, round_):
    where = url("round_answers", partnership, 1)
    nurse(client).post(where, said(good="L’accueil."))

    told = client.post(where, said(good="Les jeudis."))

    page = text_of(told)
    assert told.status_code == 409
    assert ("Les jeudis." in page, "L’accueil." in page) == (True, True)
    assert client.post(where, said(good="Les deux.", version=1)).status_code == 302
    assert round_.answers.get().good == "Les deux."


def test_a_rating_out_of_the_scale_is_refused_beside_its_field(client, partnership, round_):
    sent = nurse(client).post(url("round_answers", partnership, 1), said(works=11))

    assert sent.status_code == 422
    assert 'aria-invalid="true"' in text_of(sent)


def test_the_coordination_reads_both_and_answers_for_nobody(client, partnership, round_):
    for side in Side:
        evaluations.answered(round_, side)
    cast.signed_in(client, cast.nadia())

    assert "Les créneaux arrivent tard." in text_of(client.get(url("round", partnership, 1)))
    assert client.get(url("round_answers", partnership, 1)).status_code == 403
    assert client.post(url("round_answers", partnership, 1), said()).status_code == 403


# --- concluding -----------------------------------------------------------------------------------
def closing(**more) -> dict:
    return {"cle": cast.form_key(), "conclusion": "Un long texte."} | more


@pytest.mark.spec("B6")
def test_concluding_says_what_is_missing_and_keeps_what_was_typed(client, partnership, round_):
    evaluations.answered(round_, Side.LIVED, works=2)
    where = url("closing", partnership, 1)

    alone = nurse(client).post(where, closing())
    assert alone.status_code == 403
    assert round_.partnership.rounds.count() == 1

    evaluations.answered(round_, Side.CARE, works=8)
    wide = client.post(where, closing(gap_accepted=""))
    assert wide.status_code == 403
    assert "Un écart de 6 points demande une action" in text_of(wide)
    assert "Un long texte." in text_of(wide)

    kept = client.post(where, closing(gap_accepted="Nous commençons."), follow=True)
    assert "La prochaine est prévue le mardi 2\u00a0février 2027." in text_of(kept)


@pytest.mark.spec("B6")
def test_an_action_is_decided_then_done(client, partnership, round_):
    for side in Side:
        evaluations.answered(round_, side)
    owner = build.engagement(partnership, Side.LIVED)
    sent = nurse(client).post(
        url("actions", partnership, 1),
        {
            "cle": cast.form_key(),
            "text": "Ouvrir le jeudi.",
            "owner": owner.code,
            "due_on": (TODAY + timedelta(days=20)).isoformat(),
        },
    )
    assert sent["Location"] == round_.get_absolute_url() + "#actions"

    action = round_.actions.get()
    done = client.post(
        url("action_done", partnership, 1, action.code),
        {"cle": cast.form_key(), "done_on": TODAY.isoformat()},
    )
    assert done.status_code == 302
    assert round_.actions.get().done_on == TODAY
    assert "Faite le lundi 2\u00a0novembre 2026" in text_of(client.get(round_.get_absolute_url()))


def test_an_action_done_tomorrow_is_refused_on_the_page_of_the_round(client, partnership, round_):
    action = evaluations.action(round_)

    sent = nurse(client).post(
        url("action_done", partnership, 1, action.code),
        {"cle": cast.form_key(), "done_on": (TODAY + timedelta(days=1)).isoformat()},
    )

    assert sent.status_code == 422
    assert "Ce jour n’est pas encore venu." in text_of(sent)


def test_someone_engaged_elsewhere_is_no_owner_here(client, partnership, round_):
    stranger = build.engagement(build.begun(title="Un autre"), Side.CARE)

    sent = nurse(client).post(
        url("actions", partnership, 1),
        {"cle": cast.form_key(), "text": "x", "owner": stranger.code, "due_on": "2027-01-04"},
    )

    assert sent.status_code == 422
    assert round_.actions.count() == 0


@pytest.mark.spec("B6")
def test_a_round_put_off_shows_the_date_it_had(client, partnership, round_):
    sent = nurse(client).post(
        url("postponement", partnership, 1),
        {"cle": cast.form_key(), "version": 1, "due_on": "2027-02-15", "reason": "Congés."},
        follow=True,
    )

    page = text_of(sent)
    assert "Du mardi 2\u00a0février 2027 au lundi 15\u00a0février 2027" in page
    assert "Congés." in page


def test_planning_is_offered_when_no_round_is_open(client, partnership, round_):
    assert nurse(client).get(url("next_round", partnership)).status_code == 403


# --- who, and how much ----------------------------------------------------------------------------
PAGES = ("rounds", "round", "round_answers", "actions", "closing", "postponement", "ending", "reopening")


def address(name: str, partnership: Partnership) -> str:
    return url(name, partnership, *([] if name in ("rounds", "ending", "reopening") else [1]))


@pytest.mark.spec("N1")
@pytest.mark.parametrize("name", PAGES)
def test_charlie_sees_nothing(client, partnership, round_, name):
    cast.signed_in(client, cast.charlie())

    assert client.get(address(name, partnership)).status_code == 404
    assert client.post(address(name, partnership), {"cle": cast.form_key()}).status_code in (404, 405)


@pytest.mark.parametrize("actions", [1, 3])
def test_the_pages_cost_the_same_whatever_their_length(
    client, partnership, round_, actions, django_assert_max_num_queries
):
    for side in Side:
        evaluations.answered(round_, side)
    for _one in range(actions):
        evaluations.action(round_)
    nurse(client).get(url("rounds", partnership))

    for name in ("rounds", "round", "actions", "closing", "postponement", "ending"):
        with django_assert_max_num_queries(10):
            assert client.get(address(name, partnership)).status_code == 200


# --- the end --------------------------------------------------------------------------------------
LAST_WORDS = {
    "reason": "reached",
    "words": "La consultation tourne.",
    "thanks": "Merci au café.",
    "what_remains": "Deux ans au CHU.",
}


@pytest.mark.spec("B10")
def test_ending_says_what_it_entails_before_and_shows_what_was_said_after(client, partnership):
    before = text_of(nurse(client).get(url("ending", partnership)))
    assert "Ce que cela entraîne" in before
    assert "Les engagements de 2 personnes restent lisibles" in before

    client.post(url("ending", partnership), LAST_WORDS | {"cle": cast.form_key()})

    after = text_of(karim().get(url("ending", partnership)))
    assert "Ce partenariat est terminé" in after
    assert "Merci au café." in after
    summary = text_of(client.get(partnership.get_absolute_url()))
    assert "Ce partenariat est terminé" in summary


def test_an_end_half_said_is_asked_again_and_loses_nothing(client, partnership):
    sent = nurse(client).post(
        url("ending", partnership), LAST_WORDS | {"cle": cast.form_key(), "what_remains": " "}
    )

    assert sent.status_code == 422
    assert "La consultation tourne." in text_of(sent)
    assert partnership.endings.count() == 0


def test_a_double_click_ends_once(client, partnership):
    form = LAST_WORDS | {"cle": cast.form_key()}

    answers = [nurse(client).post(url("ending", partnership), form) for _click in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert partnership.endings.count() == 1


def test_an_ended_partnership_is_ended_once_with_a_sentence(client, partnership):
    evaluations.ended(partnership)

    sent = nurse(client).post(url("ending", partnership), LAST_WORDS | {"cle": cast.form_key()})

    assert sent.status_code == 403
    assert "Le partenariat est terminé" in text_of(sent)


def test_who_may_not_end_it_is_told_who_may(client, partnership):
    lucie = engaging.engage(
        partnership,
        by=build.actor(partnership, Side.CARE),
        at=NOON,
        person=cast.lucie(),
        position=Role.PARTNER,
        status=Status.VOLUNTEER,
        on_behalf_of=cast.chu(),
    )
    build.accepted(lucie)
    cast.signed_in(client, cast.lucie(), cast.chu())

    page = text_of(client.get(url("ending", partnership)))
    sent = client.post(url("ending", partnership), LAST_WORDS | {"cle": cast.form_key()})

    assert "peuvent le terminer" in page
    assert "<textarea" not in page
    assert sent.status_code == 403


@pytest.mark.spec("B10")
def test_it_is_opened_again_with_a_reason(client, partnership):
    evaluations.ended(partnership)
    where = url("reopening", partnership)
    assert nurse(client).post(where, {"cle": cast.form_key(), "why": ""}).status_code == 422

    sent = client.post(where, {"cle": cast.form_key(), "why": "L’équipe se reforme."})

    assert sent.status_code == 302
    page = text_of(client.get(url("ending", partnership)))
    assert "L’équipe se reforme." in page
    assert "Terminer ce partenariat" in page


@pytest.mark.spec("B10")
def test_every_screen_of_an_ended_partnership_refuses_with_its_reason(client, partnership, round_):
    evaluations.ended(partnership)
    nurse(client)

    for name in ("round_answers", "actions", "closing", "postponement"):
        asked = client.get(address(name, partnership))
        assert asked.status_code == 403, name
        assert "Le partenariat est terminé." in text_of(asked), name
    assert "aucune évaluation n’est plus attendue" in text_of(client.get(url("rounds", partnership)))
