"""Pages of decisions: a form that grows and loses nothing, promises told, voices and what they led to."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from reciproque.decisions.models import Decision, Fulfilment, Review
from reciproque.partnerships.kinds import Side
from tests import cast
from tests.builders import decisions, voices
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def partnership():
    return build.begun()


@pytest.fixture
def page(partnership):
    return reverse("decisions:decide", args=[partnership.code])


def sent(partnership, **fields) -> dict:
    care = build.engagement(partnership, Side.CARE).code
    lived = build.engagement(partnership, Side.LIVED).code
    return {
        "title": "Poser la question",
        "text": "La première question est : que voulez-vous ?",
        "decided_on": TODAY.isoformat(),
        "degree": "co_decision",
        "option_rows": "3",
        "option_1_text": "La poser à chaque entretien",
        "option_1_carried_by": lived,
        "option_1_outcome": "adopted",
        "option_2_text": "Une fiche",
        "option_2_carried_by": "",
        "option_2_outcome": "adapted",
        "option_2_reason": "Une ligne suffit.",
        "option_3_text": "Le soir",
        "option_3_carried_by": care,
        "option_3_outcome": "refused",
        "option_3_reason": "Le secrétariat ferme.",
        "commitment_rows": "1",
        "commitment_1_text": "Former l’équipe",
        "commitment_1_owner": care,
        "commitment_1_due_on": "2026-12-01",
        "review_on": "2027-05-02",
        "cle": cast.form_key(),
    } | fields


def as_nurse(client):
    return cast.signed_in(client, cast.nurse())


# --- taking one -----------------------------------------------------------------------------------
def test_the_form_proposes_to_come_back_in_six_months_and_ticks_the_voice_one_comes_from(
    client, partnership, page
):
    voice = voices.heard(partnership)
    as_nurse(client)

    form = client.get(page, {"parole": voice.code}).context["form"]

    assert form["review_on"].value() == date(2027, 5, 2)
    assert form["voices"].value() == [voice.code]
    assert len(form.option_groups()) == 2
    assert len(form.commitment_groups()) == 1


def test_a_decision_is_taken_with_what_it_answers(client, partnership, page):
    voice = voices.heard(partnership)
    as_nurse(client)

    answer = client.post(page, sent(partnership, voices=[voice.code]))

    taken = Decision.objects.get()
    assert answer.url == taken.get_absolute_url()
    assert [(o.carried_by and o.carried_by.side, o.outcome) for o in taken.options.all()] == [
        ("lived", "adopted"),
        (None, "adapted"),
        ("care", "refused"),
    ]
    assert [one.voice for one in taken.answerings.all()] == [voice]
    assert taken.reviews.get().due_on == date(2027, 5, 2)


def test_a_row_more_keeps_all_that_was_typed_and_judges_nothing_yet(client, partnership, page):
    voice = voices.heard(partnership)
    as_nurse(client)
    typed = sent(partnership, voices=[voice.code], review_on="", option_1_reason="En cours d’écriture")

    answer = client.post(page, typed | {"ajouter": "option"})

    form = answer.context["form"]
    shown = {name: form[name].value() for name in typed if name in form.fields and name != "option_rows"}
    assert answer.status_code == 200
    assert len(form.option_groups()) == 4
    assert form["option_rows"].value() == 4
    assert shown == {name: value for name, value in typed.items() if name in shown}
    assert "Une chose à revoir" not in answer.content.decode()
    assert Decision.objects.count() == 0


def test_rows_stop_at_six_and_the_button_goes(client, partnership, page):
    as_nurse(client)
    full = sent(partnership, option_rows="6")

    answer = client.post(page, full | {"ajouter": "option"})

    assert len(answer.context["form"].option_groups()) == 6
    assert 'value="option"' not in answer.content.decode()
    assert 'value="commitment"' in answer.content.decode()


@pytest.mark.parametrize("rows", ["", "99", "-3", "trois", "²"])
def test_a_strange_number_of_rows_is_brought_back_within_bounds(client, partnership, page, rows):
    as_nurse(client)

    form = client.post(page, sent(partnership, option_rows=rows, title="")).context["form"]

    assert 2 <= len(form.option_groups()) <= 6


def test_a_refused_option_without_reason_is_told_beside_it_and_nothing_typed_is_lost(
    client, partnership, page
):
    as_nurse(client)
    typed = sent(
        partnership, option_rows="4", option_3_reason="", option_4_text="Rien", option_4_outcome="refused"
    )
    typed |= {"option_2_text": "Une fiche", "option_2_reason": "Une ligne suffit."}

    answer = client.post(page, typed)

    form = answer.context["form"]
    said = "Dites pourquoi : une option adaptée ou refusée a droit à sa raison."
    assert answer.status_code == 422
    assert dict(form.errors) == {"option_3_reason": [said], "option_4_reason": [said]}
    assert {name: form[name].value() for name in typed if name in form.fields} == {
        name: value for name, value in typed.items() if name in form.fields
    }
    assert Decision.objects.count() == 0


def test_a_blank_row_between_two_others_moves_no_error(client, partnership, page):
    as_nurse(client)
    typed = sent(
        partnership,
        option_rows="4",
        option_3_text="",
        option_3_carried_by="",
        option_3_outcome="",
        option_3_reason="",
        option_4_text="Rien",
        option_4_outcome="refused",
    )

    assert list(client.post(page, typed).context["form"].errors) == ["option_4_reason"]


def test_a_decision_without_a_day_to_come_back_is_refused(client, partnership, page):
    as_nurse(client)

    answer = client.post(page, sent(partnership, review_on=""))

    assert answer.status_code == 422
    assert dict(answer.context["form"].errors) == {
        "review_on": ["Dites quand vous reviendrez voir si cette décision a eu un effet."]
    }


def test_a_voice_taken_back_meanwhile_is_told_beside_the_list(client, partnership, page):
    voice = voices.heard(partnership)
    as_nurse(client)
    voices.withdrawn(voice)

    answer = client.post(page, sent(partnership, voices=[voice.code]))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["voices"]
    assert "La poser à chaque entretien" in answer.content.decode()


def test_a_double_click_decides_once(client, partnership, page):
    as_nurse(client)
    same = sent(partnership)

    first, second = client.post(page, same), client.post(page, same)

    assert Decision.objects.count() == 1
    assert first.url == second.url


def test_before_the_partnership_begins_one_is_told_why_nothing_is_decided(client):
    early = build.aimed()
    as_nurse(client)

    answer = client.get(reverse("decisions:decide", args=[early.code]))
    listed = client.get(reverse("decisions:decisions", args=[early.code])).content.decode()

    assert answer.status_code == 403
    assert reverse("decisions:decide", args=[early.code]) not in listed


# --- the decision and what follows ----------------------------------------------------------------
@pytest.mark.spec("H4", "S1-16")
def test_the_page_of_a_decision_says_who_carried_what_and_what_became_of_it(client, partnership):
    voice = voices.heard(partnership)
    taken = decisions.decided(partnership, voices=[voice])
    cast.signed_in(client, cast.karim())

    shown = client.get(taken.get_absolute_url()).content.decode()

    for words in ("Une permanence le soir", decisions.REASON, "Refusée", "Karim Sow", voices.WORDS):
        assert words in shown
    assert "<dt>Savoir vécu</dt><dd>50\u00a0%</dd>" in shown
    assert "<dt>Soin</dt><dd>50\u00a0%</dd>" in shown


def test_a_promise_is_told_from_its_page_and_only_once(client, partnership):
    promise = decisions.decided(partnership).commitments.get()
    as_nurse(client)
    page = reverse("decisions:commitment", args=[promise.code])
    told = {"done": "non", "on": TODAY.isoformat(), "words": "Le budget manque.", "cle": cast.form_key()}

    without_reason = client.post(page, told | {"words": "", "cle": cast.form_key()})
    first, same = client.post(page, told), client.post(page, told)
    second = client.post(page, told | {"words": "Si, c’est fait.", "done": "oui", "cle": cast.form_key()})

    assert list(without_reason.context["form"].errors) == ["words"]
    assert first.url == same.url == promise.decision.get_absolute_url()
    assert second.status_code == 422
    assert "l’a déjà dit" in second.content.decode()
    assert "Si, c’est fait." in second.content.decode()
    assert Fulfilment.objects.get().words == "Le budget manque."


def test_coming_back_says_the_effect_and_may_set_the_next_day(client, partnership):
    review = decisions.decided(partnership).reviews.get()
    cast.signed_in(client, cast.karim())
    page = reverse("decisions:review", args=[review.code])

    answer = client.post(
        page,
        {"effect": "partly", "words": "Une fois sur deux.", "next_on": "2027-11-02", "cle": cast.form_key()},
        follow=True,
    )

    assert answer.redirect_chain[0][0] == review.decision.get_absolute_url()
    assert "Une fois sur deux." in answer.content.decode()
    assert Review.objects.get(held_at=None).due_on == date(2027, 11, 2)
    assert client.get(page).status_code == 200


def test_charlie_sees_no_decision_anywhere(client, partnership):
    taken = decisions.decided(partnership, title="Décision canari")
    cast.signed_in(client, cast.charlie())
    pages = [
        reverse("decisions:decisions", args=[partnership.code]),
        reverse("decisions:decide", args=[partnership.code]),
        reverse("decisions:said_and_done", args=[partnership.code]),
        taken.get_absolute_url(),
        reverse("decisions:commitment", args=[taken.commitments.get().code]),
        reverse("decisions:review", args=[taken.reviews.get().code]),
    ]

    assert [client.get(page).status_code for page in pages] == [404] * 6
    assert "canari" not in client.get(reverse("decisions:everywhere")).content.decode()


def test_the_coordination_reads_decisions_and_tells_nothing_in_the_place_of_others(client, partnership):
    taken = decisions.decided(partnership)
    promise = reverse("decisions:commitment", args=[taken.commitments.get().code])
    cast.signed_in(client, cast.nadia())

    shown = client.get(taken.get_absolute_url()).content.decode()

    assert taken.title in shown
    assert promise not in shown
    assert client.get(promise).status_code == 403


# --- « vous avez dit, nous avons fait » -----------------------------------------------------------
@pytest.mark.spec("F6")
def test_each_voice_is_followed_to_what_was_done_or_not(client, partnership):
    answered = voices.heard(partnership, text="Personne ne me demande rien.")
    voices.replied(answered)
    taken = decisions.decided(partnership, voices=[answered])
    decisions.told(taken.commitments.get(), done=False, words="Le budget manque.")
    voices.heard(partnership, text="Le parking est trop loin.", heard_on=TODAY - timedelta(days=34))
    cast.signed_in(client, cast.karim())

    answer = client.get(reverse("decisions:said_and_done", args=[partnership.code]))

    shown = answer.content.decode()
    for words in (
        "Personne ne me demande rien.",
        voices.ANSWER,
        "Solène Kervella",
        taken.title,
        "Former l’équipe à cette question",
        "Ne se fera pas",
        "Le budget manque.",
        "Sans réponse depuis 34 jours",
    ):
        assert words in shown
    kept = answer.context["kept"]
    assert (kept.heard, kept.answered, kept.promised, kept.done) == (2, 1, 1, 0)


# --- what pages cost ------------------------------------------------------------------------------
def test_pages_cost_at_most_ten_queries_at_one_row_and_at_many(
    client, partnership, django_assert_max_num_queries
):
    first = decisions.decided(partnership, voices=[voices.heard(partnership)])
    as_nurse(client)
    pages = [
        reverse("decisions:decisions", args=[partnership.code]),
        reverse("decisions:everywhere"),
        reverse("decisions:said_and_done", args=[partnership.code]),
        reverse("decisions:decide", args=[partnership.code]),
        first.get_absolute_url(),
    ]

    def costs():
        found = []
        for page in pages:
            client.get(page)
            with django_assert_max_num_queries(10) as seen:
                client.get(page)
            found.append(len(seen))
        return found

    at_one = costs()
    for _more in range(5):
        voices.heard(partnership)
        taken = decisions.decided(partnership, voices=[voices.heard(partnership), voices.heard(partnership)])
        decisions.told(taken.commitments.get())

    assert costs() == at_one


def test_a_list_of_decisions_is_searched_without_accents_and_by_degree(client, partnership):
    taken = decisions.decided(partnership, title="Réserver un créneau")
    decisions.decided(partnership, degree="information")
    cast.signed_in(client, cast.karim())

    def listed(**asked):
        answer = client.get(reverse("decisions:decisions", args=[partnership.code]), asked)
        return list(answer.context["decisions"])

    assert listed(q="CRENEAU reserver") == [taken]
    assert listed(degre="co_decision") == [taken]
    assert listed(q="parking") == []


# --- « ma contribution » --------------------------------------------------------------------------
@pytest.mark.spec("S1-13")
def test_each_reads_what_she_carried_and_what_became_of_it(client, partnership):
    decisions.decided(partnership)

    def shown(who):
        cast.signed_in(client, who)
        answer = client.get(reverse("decisions:contribution"))
        return [(option.text, option.outcome) for option in answer.context["options"]], list(
            answer.context["promises"]
        )

    karim, nurse, charlie = (shown(who) for who in (cast.karim(), cast.nurse(), cast.charlie()))
    assert sorted(karim[0]) == [
        ("Poser la question à chaque entretien", "adopted"),
        ("Une permanence le soir", "refused"),
    ]
    assert nurse == ([("Une fiche dans le dossier", "adapted")], [decisions.Commitment.objects.get()])
    assert charlie == ([], [])
