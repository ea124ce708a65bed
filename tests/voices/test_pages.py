"""Pages of voices: what they show, to whom, and what they never show again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from reciproque.partnerships.kinds import Side
from reciproque.voices.models import Reply, Voice
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


def sent(**fields) -> dict:
    return {
        "read_aloud": "on",
        "consent": "quoted",
        "text": voices.WORDS,
        "kind": "story",
        "said_as": "person",
        "language": "fr",
        "heard_on": TODAY.isoformat(),
        "cle": cast.form_key(),
    } | fields


def addresses(voice: Voice) -> list[str]:
    partnership = voice.partnership.code
    return [
        reverse("voices:everywhere"),
        reverse("voices:voices", args=[partnership]),
        reverse("voices:voice", args=[voice.code]),
        reverse("decisions:everywhere"),
        reverse("decisions:decisions", args=[partnership]),
        reverse("decisions:said_and_done", args=[partnership]),
        reverse("partnerships:partnership", args=[partnership]),
        "/",
    ]


# --- hearing --------------------------------------------------------------------------------------
def test_a_voice_is_noted_and_its_code_given_to_the_person(client, partnership):
    cast.signed_in(client, cast.karim())
    page = reverse("voices:hear", args=[partnership.code])

    asked = client.get(page)
    answer = client.post(page, sent(), follow=True)

    voice = Voice.objects.get()
    shown = answer.content.decode()
    assert "Ce que vous dites peut être écrit ici, sans votre nom." in asked.content.decode()
    assert 'name="names_kept"' not in asked.content.decode()
    assert answer.redirect_chain == [(voice.get_absolute_url(), 302)]
    assert f"{voice.code[:5]} {voice.code[5:]}" in shown
    assert "donnez ce code à l’un de nous" in shown


def test_a_no_is_not_recorded_and_said_so(client, partnership):
    cast.signed_in(client, cast.karim())

    answer = client.post(reverse("voices:hear", args=[partnership.code]), sent(consent="no"))

    assert answer.status_code == 422
    assert "Sans son accord, rien n’est enregistré." in answer.content.decode()
    assert Voice.objects.count() == 0


def test_a_name_is_told_beside_the_words_and_kept_only_if_meant(client, partnership):
    cast.signed_in(client, cast.karim())
    page = reverse("voices:hear", args=[partnership.code])
    named = sent(text="Solène m’a écoutée.")

    refused = client.post(page, named)
    meant = client.post(page, named | {"names_kept": "on"})

    assert refused.status_code == 422
    assert "Ce texte semble nommer Solène Kervella." in refused.content.decode()
    assert 'name="names_kept"' in refused.content.decode()
    assert "Solène m’a écoutée." in refused.content.decode()
    assert meant.status_code == 302


def test_a_double_click_hears_once(client, partnership):
    cast.signed_in(client, cast.karim())
    page, same = reverse("voices:hear", args=[partnership.code]), sent()

    first, second = client.post(page, same), client.post(page, same)

    assert Voice.objects.count() == 1
    assert first.url == second.url == Voice.objects.get().get_absolute_url()


# --- answering ------------------------------------------------------------------------------------
def test_two_answers_at_once_lose_nothing_and_the_second_is_told(client, partnership):
    voice = voices.heard(partnership)
    cast.signed_in(client, cast.nurse())
    page = reverse("voices:reply", args=[voice.code])
    mine = {"text": "Oui, dès lundi.", "cle": cast.form_key()}

    first = client.post(page, mine)
    again = client.post(page, mine)
    second = client.post(page, {"text": "Ma longue réponse.", "cle": cast.form_key()})

    assert first.status_code == again.status_code == 302
    assert second.status_code == 422
    shown = second.content.decode()
    assert "Solène Kervella a déjà répondu" in shown
    assert "Ma longue réponse." in shown
    assert Reply.objects.get().text == "Oui, dès lundi."


def test_an_answered_voice_shows_who_answered_and_offers_no_second_answer(client, partnership):
    voice = voices.heard(partnership)
    voices.replied(voice)
    cast.signed_in(client, cast.karim())

    shown = client.get(voice.get_absolute_url()).content.decode()

    assert voices.ANSWER in shown
    assert "Solène Kervella" in shown
    assert reverse("voices:reply", args=[voice.code]) not in shown


def test_the_coordination_reads_but_has_no_button_to_answer(client, partnership):
    voice = voices.heard(partnership)
    cast.signed_in(client, cast.nadia())

    shown = client.get(voice.get_absolute_url()).content.decode()
    refused = client.post(
        reverse("voices:reply", args=[voice.code]), {"text": "Moi aussi.", "cle": cast.form_key()}
    )

    assert voices.WORDS in shown
    assert reverse("voices:reply", args=[voice.code]) not in shown
    assert reverse("voices:withdrawal", args=[voice.code]) in shown
    assert refused.status_code == 403
    assert Reply.objects.count() == 0


# --- taking back ----------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["karim", "nurse", "nadia", "charlie"])
def test_words_taken_back_are_on_no_page(client, partnership, who):
    voice = voices.heard(partnership, text="Une parole canari.")
    voices.replied(voice, text="Une réponse canari.")
    decisions.decided(partnership, voices=[voice])
    cast.signed_in(client, getattr(cast, who)())
    before = "".join(client.get(page).content.decode() for page in addresses(voice))

    voices.withdrawn(voice)
    after = "".join(client.get(page, follow=True).content.decode() for page in addresses(voice))
    found = client.get("/recherche/", {"q": "parole"}).content.decode()

    assert ("canari" in before) is (who != "charlie")
    assert "canari" not in after
    assert "canari" not in found


def test_withdrawing_is_one_page_and_one_click(client, partnership):
    voice = voices.heard(partnership)
    cast.signed_in(client, cast.karim())
    page, key = reverse("voices:withdrawal", args=[voice.code]), {"cle": cast.form_key()}

    asked = client.get(page)
    first, again = client.post(page, key), client.post(page, key)
    kept = client.get(voice.get_absolute_url()).content.decode()

    assert asked.status_code == 200
    assert first.url == voice.get_absolute_url()
    assert again.status_code in (302, 403)
    assert "La personne a repris ses mots" in kept
    assert "Son accord" in kept
    assert Voice.objects.get().text == ""


# --- who sees -------------------------------------------------------------------------------------
def test_charlie_sees_nothing_anywhere(client, partnership):
    voice = voices.heard(partnership, text="Une parole canari.")
    cast.signed_in(client, cast.charlie())
    pages = [
        reverse("voices:voices", args=[partnership.code]),
        reverse("voices:hear", args=[partnership.code]),
        reverse("voices:voice", args=[voice.code]),
        reverse("voices:withdrawal", args=[voice.code]),
    ]

    codes = [client.get(page).status_code for page in pages]
    posted = client.post(reverse("voices:reply", args=[voice.code]), {"text": "Ha.", "cle": cast.form_key()})

    assert codes == [404] * 4
    assert posted.status_code == 404
    assert "canari" not in client.get(reverse("voices:everywhere")).content.decode()


def test_a_visitor_is_asked_to_sign_in(client, partnership):
    answer = client.get(reverse("voices:voice", args=[voices.heard(partnership).code]))

    assert answer.status_code == 302
    assert answer.url.startswith("/compte/connexion/")


# --- lists ----------------------------------------------------------------------------------------
def test_the_list_filters_by_nature_by_answer_and_by_words_without_accents(client, partnership):
    idea = voices.heard(partnership, kind="idea", text="Un café à l’étage.")
    story = voices.heard(partnership)
    voices.replied(story)
    cast.signed_in(client, cast.karim())

    def listed(**asked):
        answer = client.get(reverse("voices:voices", args=[partnership.code]), asked)
        return list(answer.context["voices"])

    assert set(listed()) == {idea, story}
    assert listed(nature="idea") == [idea]
    assert listed(reponse="avec") == [story]
    assert listed(reponse="sans") == [idea]
    assert listed(q="CAFE etage") == [idea]
    assert listed(q=story.code) == [story]
    assert listed(q="parking") == []
    assert set(listed(nature="nimporte")) == {idea, story}


def test_lists_are_read_a_page_at_a_time_and_cost_the_same(
    client, partnership, django_assert_max_num_queries
):
    cast.signed_in(client, cast.karim())
    page = reverse("voices:voices", args=[partnership.code])
    voices.replied(voices.heard(partnership, heard_on=TODAY - timedelta(days=60)))
    counts = []
    for more in (1, 25):
        for day in range(more):
            voices.heard(partnership, heard_on=TODAY - timedelta(days=day))
        client.get(page)
        with django_assert_max_num_queries(10) as seen:
            first = client.get(page)
        counts.append(len(seen))
    second = client.get(page + first.context["voices"].next)

    assert counts[0] == counts[1]
    assert (len(first.context["voices"]), len(second.context["voices"])) == (20, 7)


def test_a_voice_is_shown_in_at_most_ten_queries(client, partnership, django_assert_max_num_queries):
    voice = voices.heard(partnership)
    voices.replied(voice)
    for _once in range(3):
        decisions.decided(partnership, voices=[voice])
    cast.signed_in(client, cast.nurse())
    client.get(voice.get_absolute_url())

    with django_assert_max_num_queries(10):
        client.get(voice.get_absolute_url())


def test_only_the_results_are_sent_when_a_part_is_asked_for(client, partnership):
    voices.heard(partnership)
    cast.signed_in(client, cast.karim())
    page = reverse("voices:voices", args=[partnership.code])

    whole = client.get(page).content.decode()
    part = client.get(page, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert part.strip() in whole


def test_the_page_of_a_partnership_tells_a_voice_that_waits(client, partnership):
    voices.heard(partnership, heard_on=TODAY - timedelta(days=34))
    cast.signed_in(client, cast.karim())

    shown = client.get(partnership.get_absolute_url()).content.decode()

    assert "Vous avez dit, nous avons fait" in shown
    assert "Sans réponse depuis 34 jours" in shown


def test_an_answer_may_still_be_given_when_the_side_of_patients_gives_it(client, partnership):
    voice = voices.heard(partnership)
    voices.replied(voice, by=build.actor(partnership, Side.LIVED))

    assert Reply.objects.get().replied_by.side == Side.LIVED
