"""Nothing is kept unless the person asks: terms, erasure, sealed words, codes that tables do not hold."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import lxml.html
import pytest
import time_machine
from cryptography.exceptions import InvalidTag
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from reciproque.encounters.jobs import erase_past_their_term
from reciproque.encounters.kinds import Presence
from reciproque.encounters.models import Decision, Encounter, Felt, Line
from reciproque.encounters.queries.codes import digest_of, given_code, own_code
from reciproque.encounters.verbs import beginning, cards, deciding
from reciproque.foundation import outbox
from reciproque.foundation.models import Event, Message, Submission
from reciproque.foundation.policy import Refused
from tests import cast
from tests.builders import encounters as build

from .pages import DECIDED, comes, doctor, get, post, text

pytestmark = pytest.mark.django_db
NOON = build.NOON


def dump() -> bytes:
    """Every cell of every table, as a copy of the database would hold it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [
                repr(bytes(cell) if isinstance(cell, memoryview) else cell) for row in cursor for cell in row
            ]
    return "\n".join(found).encode()


@pytest.mark.spec("D21", "D20")
def test_no_table_holds_a_word_nor_a_code(caplog):
    caplog.set_level(logging.DEBUG)
    encounter = build.opened()
    hers = comes(encounter)
    post(hers, "my_decision", version="0", understood="Je peux appeler", **DECIDED)
    post(doctor(), "agreement", encounter.code, version="1")
    post(hers, "my_keeping")

    held = dump().decode()

    said = [
        *build.WORDS,
        *(DECIDED[name] for name in ("name_0", "pro_0", "con_0", "words")),
        "Je peux appeler",
    ]
    assert len(held) > 5000
    assert [word for word in said if word in held or ascii(word)[1:-1] in held] == []
    for code in (own_code(encounter), given_code(encounter)):
        assert [form for form in (code, code.replace("-", "")) if form in held] == []
    logs = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert [word for word in said if word in logs] == []


def test_words_travel_neither_in_the_journal_nor_in_letters():
    encounter = build.kept()
    outbox.send_due(at=NOON + timedelta(days=60))

    told = str(list(Event.objects.values_list("particulars", "subject_ref"))) + str(
        list(Message.objects.values())
    )

    assert [word for word in (*build.WORDS, build.DRAFT.words) if word in told] == []
    assert encounter.code not in str(list(Event.objects.values_list("subject_ref", flat=True)))
    assert mail.outbox == []


def test_sealed_words_open_in_their_own_row_and_under_the_key_of_their_encounter_alone():
    one, other = build.prepared(), build.prepared()
    mine, theirs = (encounter.lines.get(question="fears") for encounter in (one, other))

    moved = Line(encounter=one, code=theirs.code, sealed=mine.sealed)
    foreign = Line(encounter=other, code=mine.code, sealed=mine.sealed)

    assert mine.words == build.HERS["fears"]
    for line in (moved, foreign):
        with pytest.raises(InvalidTag):
            line.words  # noqa: B018
    one.sealed_key = other.sealed_key
    with pytest.raises(InvalidTag):
        one.unseal(mine.sealed, of=mine.code)


# --- terms ----------------------------------------------------------------------------------------
@pytest.mark.spec("D21", "S1-18")
@pytest.mark.parametrize(
    ("made", "lasts"),
    [
        (build.begun, timedelta(days=30)),
        (build.begun_alone, timedelta(days=30)),
        (build.opened, timedelta(days=30)),
        (build.closed, timedelta(hours=24)),
    ],
)
def test_an_encounter_is_erased_at_its_term_whole(made, lasts):
    encounter = made()

    early = erase_past_their_term(NOON + lasts - timedelta(minutes=1))
    late = erase_past_their_term(NOON + lasts)

    assert (early, late) == (0, 1)
    assert not Encounter.objects.filter(pk=encounter.pk).exists()
    assert (Line.objects.count(), Decision.objects.count()) == (0, 0)


def test_past_its_term_it_is_read_no_more_even_before_the_job_has_run():
    encounter = build.closed()
    hers, his = comes(encounter), doctor()

    with time_machine.travel(NOON + timedelta(hours=24), tick=False):
        assert post(Client(), "door", code=own_code(encounter)).status_code == 422
        assert get(cast.signed_in(his, cast.morvan()), "after", encounter.code).status_code == 404
        assert get(hers, "my_after").status_code == 302


@pytest.mark.spec("D20", "S1-18")
def test_what_she_keeps_stays_until_she_erases_it_with_her_code():
    encounter = build.closed()
    post(comes(encounter), "my_keeping")
    erase_past_their_term(NOON + timedelta(days=400))
    kept = Encounter.objects.filter(pk=encounter.pk).exists()

    hers = comes(encounter)
    asked = text(hers, "my_erasure")
    post(hers, "my_erasure")

    assert kept
    assert "Tout effacer" in asked
    assert (Encounter.objects.count(), Line.objects.count(), Decision.objects.count()) == (0, 0, 0)
    assert post(Client(), "door", code=own_code(encounter)).status_code == 422
    assert get(hers, "my_after").status_code == 302


@pytest.mark.parametrize("act", ["keep", "erase"])
def test_the_professional_neither_keeps_nor_erases_what_is_hers_too(act):
    encounter = build.closed()

    with pytest.raises(Refused):
        getattr(deciding, act)(encounter, by=build.by_doctor(), at=NOON)


def test_he_calls_off_what_nobody_came_to_and_nothing_else():
    nobody, somebody = build.begun(), build.prepared()

    post(doctor(), "cancelling", nobody.code)
    with pytest.raises(Refused, match="la personne a son code"):
        beginning.cancel(somebody, by=build.by_doctor(), at=NOON)

    typed = build.begun()
    cards.type_paper(typed, by=build.by_doctor(), at=NOON, words=build.HERS)
    for act in (beginning.cancel, beginning.hand_again):  # her code stands on the sheet she holds
        with pytest.raises(Refused, match="les cartes sont ouvertes"):
            act(typed, by=build.by_doctor(), at=NOON)

    assert set(Encounter.objects.all()) == {somebody, typed}


def test_what_was_felt_stays_counted_when_the_encounter_is_erased():
    encounter = build.closed()
    felt = {"heard": 8, "understood": 7, "part": 6}
    deciding.rate(encounter, by=build.by_code(encounter), at=NOON, felt=felt)
    erase_past_their_term(NOON + timedelta(days=1))

    assert Felt.objects.filter(side="person").count() == 3


# --- codes ----------------------------------------------------------------------------------------
@pytest.mark.spec("D21")
def test_a_wrong_code_a_spent_one_and_an_erased_one_are_answered_alike():
    spent, erased, alone = build.begun(), build.closed(), build.begun_alone()
    handed, gone = given_code(spent), own_code(erased)
    comes(spent)
    deciding.erase(erased, by=build.by_code(erased), at=NOON)
    asked = ["ABC-DEF", "ABCD-EFGH", handed, gone, given_code(alone)]

    answers = []
    for code in asked:
        answer = post(Client(), "door", code=code)
        body = answer.content.decode().replace(code, "…")
        cut = [
            line for line in body.split("<") if "csrfmiddlewaretoken" not in line and 'name="cle"' not in line
        ]
        answers.append((answer.status_code, "<".join(cut)))

    assert len(set(answers)) == 1
    assert answers[0][0] == 422


def test_tries_are_counted(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"encounter_code": "3/m/ip"}
    encounter = build.begun()

    answers = [post(Client(), "door", code="ABC-DEF").status_code for _try in range(4)]

    assert answers == [422, 422, 422, 429]
    assert post(Client(), "door", code=given_code(encounter)).status_code == 429
    assert post(doctor(), "joining", code="ABC-DEF").status_code == 429


def test_a_code_is_read_as_it_is_typed():
    assert digest_of("abc def") == digest_of("ABC-DEF") == digest_of(" a-b c–d.e f")


def test_a_code_handed_again_is_another_and_the_first_is_dead():
    encounter = build.begun()
    first = given_code(encounter)
    post(doctor(), "handing", encounter.code)

    assert post(Client(), "door", code=first).status_code == 422
    assert given_code(build.fresh(encounter)) != first
    comes(build.fresh(encounter))


# --- her pages ------------------------------------------------------------------------------------
HER_PAGES = {
    "door": build.begun,
    "my_encounter": build.prepared,
    "my_together": build.opened,
    "my_decision": build.decided,
    "my_after": build.closed,
    "my_erasure": build.closed,
}


@pytest.mark.spec("D21")
@pytest.mark.parametrize("name", HER_PAGES)
def test_her_pages_are_neutral_light_and_left_at_once(name):
    encounter = HER_PAGES[name]()
    answer = get(comes(encounter), name)
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert shown[shown.index("<title>") : shown.index("</title>")] == "<title>Ma page"
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "<script" not in shown
    assert "<nav" not in shown
    assert encounter.code not in shown
    assert len(answer.content) < 20_000
    first = re.search(r"<(?:button|a|select|textarea|input(?! type=.hidden))\b[^>]*>([^<]*)", shown)
    assert first is not None
    assert first[1] == "Quitter vite"


@pytest.mark.spec("D21")
def test_leaving_forgets_the_encounter_and_shows_a_calendar():
    hers = comes(build.prepared())

    left = post(hers, "my_leaving")

    assert left.url == reverse("encounters:month")
    shown = text(hers, "month")
    assert "<title>Calendrier</title>" in shown
    assert "encontre" not in shown
    assert get(hers, "my_encounter").url == reverse("encounters:door")


def test_leaving_her_page_does_not_sign_out_the_professional_whose_computer_it_is():
    his, encounter = doctor(), build.begun()
    post(his, "door", code=given_code(encounter))
    post(his, "my_encounter", matters="Dormir la nuit")
    post(his, "my_leaving")

    assert encounter.lines.get().side == "person"
    assert get(his, "encounters").status_code == 200
    assert get(his, "my_encounter").status_code == 302


def test_her_page_closes_when_nothing_was_done_for_a_while(settings):
    hers = comes(build.prepared())

    with time_machine.travel(NOON + timedelta(minutes=settings.SESSION_IDLE_MINUTES + 1), tick=False):
        assert get(hers, "my_encounter").url == reverse("encounters:door")


def test_a_link_types_the_code_and_looks_for_nothing(django_assert_num_queries):
    encounter = build.begun()

    with django_assert_num_queries(0):
        shown = text(Client(), "link", given_code(encounter))

    assert f'value="{given_code(encounter)}"' in shown
    assert text(Client(), "link", "ABC-DEF").count("ABC-DEF") == shown.count(given_code(encounter))


def test_a_form_sent_twice_is_carried_out_once():
    hers = comes(build.begun())
    typed = {"cle": cast.form_key(), "matters": "Dormir la nuit"}
    url = reverse("encounters:my_encounter")

    first, second = hers.post(url, typed), hers.post(url, typed)

    assert (first.url, second.url) == (url, url)
    assert Line.objects.count() == 1
    assert not Submission.objects.filter(location__contains="Dormir").exists()


def test_saying_who_is_there_is_hers_alone():
    encounter = build.prepared()

    with pytest.raises(Refused):
        beginning.say_presence(encounter, by=build.by_doctor(), at=NOON, presence=Presence.THERE)


def test_the_copy_of_the_professional_s_data_holds_his_lines_and_none_of_hers():
    build.opened()

    told = str(cast.data_of(cast.morvan())["encounters"])

    assert all(words in told for words in build.HIS.values())
    assert [words for words in build.HERS.values() if words in told] == []


def test_both_agreeing_to_open_is_needed_even_when_one_says_it_twice():
    encounter = build.prepared()
    cards.say_ready(encounter, by=build.by_doctor(), at=NOON)

    with pytest.raises(Refused, match="c’est déjà dit"):
        cards.say_ready(encounter, by=build.by_doctor(), at=NOON)
    assert build.fresh(encounter).opened_at is None


SAID = ("p", "h1", "h2", "h3", "label", "legend", "small", "dd")
MOST_WORDS = 15


@pytest.mark.spec("D21")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", HER_PAGES)
def test_her_sentences_are_short(name, language):
    hers = comes(HER_PAGES[name]())
    shown = hers.get(reverse(f"encounters:{name}"), headers={"accept-language": language}).content.decode()
    page = lxml.html.fromstring(shown).get_element_by_id("contenu")

    sentences = [
        sentence.split()
        for one in page.iter(*SAID)
        for sentence in re.split(r"[.!?;:…](?:\s|$)", one.text_content())
    ]

    assert max(map(len, sentences)) > 2
    assert [" ".join(words) for words in sentences if len(words) > MOST_WORDS] == []
