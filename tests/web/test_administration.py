"""What a coordination reads of letters and jobs: numbers, never whose nor what."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.foundation import guard, outbox, schedule
from reciproque.foundation.models import Beat, Event, Message
from tests import cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 11, tzinfo=UTC)
LETTERS, JOBS = "/administration/envois/", "/administration/travaux/"


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def nadia(client):
    return cast.signed_in(client, cast.nadia())


def letter(kind: str, n: int = 0, **fields) -> Message:
    given = {"person_ref": cast.lucie().pk, "once": f"{kind}{n}", "due_at": NOW, "first_due_at": NOW} | fields
    with guard.upkeep("test"):
        return Message.objects.create(kind=kind, about=f"ABOUT{n}", **given)


def given_up(kind: str, n: int = 0, **fields) -> Message:
    spent = {"settled_at": NOW, "outcome": "given_up", "tries": 8, "last_problem": "mailbox"}
    return letter(kind, n, **spent | fields)


def text(client, address: str) -> str:
    main = re.search(r"<main.*?</main>", client.get(address).content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()).replace("\u00a0", " ")


# --- letters ----------------------------------------------------------------------------------------
def test_letters_are_counted_by_sort_in_plain_words_and_nothing_says_whose(nadia):
    letter("voices.answer", 1)
    letter("voices.answer", 2, settled_at=NOW, outcome="sent")
    letter("voices.answer", 3, tries=2, last_problem="server", due_at=NOW + timedelta(hours=1))
    letter("voices.answer", 4, settled_at=NOW, outcome="not_needed")
    given_up("voices.answer", 5)

    said = text(nadia, LETTERS)

    assert "Une parole attend une réponse boîte qui refuse, serveur de courrier 1 1 1 0 1 1" in said
    assert "Prochain essai lun. 2 nov. 2026, 13 h" in said
    assert not any(word in said for word in ("voices", "ABOUT", "Lucie", "@"))


def test_letters_older_than_thirty_days_are_counted_only_while_they_wait(nadia):
    long_ago = NOW - timedelta(days=31)
    letter("voices.answer", 1, first_due_at=long_ago, due_at=long_ago, settled_at=long_ago, outcome="sent")
    assert "Aucun courriel n’a été demandé" in text(nadia, LETTERS)

    letter("decisions.review", 2, first_due_at=long_ago, due_at=NOW)

    said = text(nadia, LETTERS)
    assert "Une décision est à revoir 1 0 0 0 0 0" in said
    assert "Le plus ancien depuis ven. 2 oct. 2026, 13 h" in said


def test_what_was_asked_at_the_door_is_counted_without_saying_who_has_an_account(nadia):
    letter("people.password_reset", 1, settled_at=NOW, outcome="sent")
    letter("people.nothing", 2, settled_at=NOW, outcome="not_needed")
    known = text(nadia, LETTERS)
    with guard.upkeep("test"):
        Message.objects.update(kind="people.nothing", outcome="not_needed")

    assert "Demandes faites à la page de connexion 0 2 traitées, sans dire comment 0 0" in known
    assert text(nadia, LETTERS) == known


def test_a_coordination_lets_letters_given_up_leave_again_and_the_journal_says_so(nadia, settings):
    person = cast.lucie()
    with guard.upkeep("test"):
        type(person.account).objects.filter(pk=person.account_id).update(email="lucie@example.org")
    given_up("people.password_changed", 1)
    given_up("people.codes_printed", 2)
    given_up("voices.answer", 3)
    assert text(nadia, LETTERS).count("Essayer de nouveau maintenant") == 2

    sent = {"cle": cast.form_key(), "kind": "people.password_changed"}
    answer = nadia.post(LETTERS, sent, follow=True)

    assert "2 courriels repartent dans les minutes qui viennent." in answer.content.decode()
    assert Message.objects.filter(outcome="given_up").count() == 1
    line = Event.objects.get(verb="people.Installation.retry_letters")
    assert line.particulars == {"kind": "people.password_changed"}
    assert (outbox.send_due(at=NOW), [one.to for one in mail.outbox]) == (2, [["lucie@example.org"]] * 2)

    again = nadia.post(LETTERS, sent | {"cle": cast.form_key()})
    assert (again.status_code, "Aucun courriel de cette sorte" in again.content.decode()) == (422, True)
    assert nadia.post(LETTERS, {"cle": cast.form_key(), "kind": "nothing we know"}).status_code == 422


def test_only_a_coordination_with_its_second_factor_reads_them(client):
    for person, strong in ((cast.nadia(), False), (cast.lucie(), True), (cast.nurse(), True)):
        cast.signed_in(client, person, strong=strong)
        asked = {"cle": cast.form_key(), "kind": "voices.answer"}
        answers = [client.get(LETTERS), client.get(JOBS), client.post(LETTERS, asked)]
        assert [answer.status_code for answer in answers] == [403] * 3, person


# --- jobs -------------------------------------------------------------------------------------------
def test_each_job_says_in_words_what_it_does_how_often_and_how_it_ended(nadia, monkeypatch):
    monkeypatch.setattr(schedule, "PERIODIC", {})
    schedule.every("try.one", label="Arroser", minutes=1)(lambda at: 3)
    schedule.every("try.two", label="Tailler", hours=6)(lambda at: 1 / 0)
    schedule.every("try.three", label="Semer", days=1)(lambda at: None)
    schedule.run_due(at=NOW)
    with guard.upkeep("test"):
        Beat.objects.filter(name="try.one").update(last_began_at=NOW - timedelta(minutes=4))
        Beat.objects.filter(name="try.three").update(last_ended_at=None)

    said = text(nadia, JOBS)

    assert "Arroser en retard bien 3 lignes chaque minute lun. 2 nov. 2026, 11 h 56" in said
    assert "Tailler n’a pas abouti ZeroDivisionError toutes les 6 heures lun. 2 nov. 2026, 12 h" in said
    assert "Semer en cours, ou interrompu chaque jour lun. 2 nov. 2026, 12 h" in said
    assert "try." not in said


def test_processes_that_stopped_and_the_queue_are_told(nadia):
    schedule.show_life(schedule.WORKER, at=NOW - timedelta(minutes=11))
    schedule.run_due(at=NOW)
    queued = sum(job.queued for job in schedule.PERIODIC.values())

    said = text(nadia, JOBS)

    assert "Horloge en marche" in said
    assert "Exécutant à l’arrêt" in said
    assert f"Travaux périodiques {queued} 0 0 0" in said
    assert "Lecture des imports 0 0 0 0" in said


def test_the_pages_cost_the_same_for_one_letter_and_for_three_hundred(nadia):
    letter("voices.answer")
    nadia.get(LETTERS), nadia.get(JOBS)
    with CaptureQueriesContext(connection) as few:
        nadia.get(LETTERS)
    for n in range(300):
        letter("decisions.review", n + 1)
    with CaptureQueriesContext(connection) as many:
        nadia.get(LETTERS)
    with CaptureQueriesContext(connection) as of_jobs:
        nadia.get(JOBS)

    assert len(many) == len(few) <= 10
    assert len(of_jobs) <= 10


# --- the way there ----------------------------------------------------------------------------------
def test_a_coordination_finds_the_pages_from_structures_and_from_the_help_and_others_do_not(client):
    for person, found in ((cast.nadia(), True), (cast.lucie(), False)):
        cast.signed_in(client, person)
        for page in ("people:organisations", "web:guide"):
            assert (f'href="{LETTERS}"' in client.get(reverse(page)).content.decode()) is found, (
                person,
                page,
            )
