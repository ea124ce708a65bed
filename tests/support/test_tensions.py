"""A tension is said to one person; nobody else learns that it exists, and what was agreed closes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from reciproque.foundation.models import Event
from reciproque.foundation.policy import Refused, may, visible
from reciproque.partnerships.kinds import Side
from reciproque.support.models import Tension
from reciproque.support.queries.tensions import tensions_to_answer
from reciproque.support.verbs import tensions as verbs
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import support as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
WORDS = "On parle de moi sans moi."


@pytest.fixture
def partnership():
    partnership = build.with_people()
    interventions.engaged(partnership, cast.lucie())
    return partnership


def readers(tension):
    everyone = (cast.karim(), cast.lucie(), cast.nurse(), cast.nadia(), cast.morvan(), cast.charlie())
    return {who.name for who in everyone if may(cast.actor_of(who), "see", tension)}


@pytest.mark.spec("C13")
def test_it_is_read_by_who_says_it_and_whom_she_turns_to_and_nobody_else(partnership):
    tension = build.turned(cast.karim(), cast.nurse(), partnership=partnership)

    assert readers(tension) == {"Karim Sow", "Solène Kervella"}
    assert tension.due_on == TODAY + timedelta(days=7)
    told = cast.waiting(tensions_to_answer, cast.actor_of(cast.nurse()), TODAY)
    assert [(one.title, one.due_on) for one in told] == [("Karim Sow se tourne vers vous", tension.due_on)]
    assert not visible(Tension, cast.actor_of(cast.nadia())).exists()


@pytest.mark.spec("C13")
@pytest.mark.parametrize("allowed", [True, False])
def test_in_an_absence_the_substitute_reads_it_only_if_she_allowed_it(partnership, allowed):
    karim = partnerships.engagement(partnership, Side.LIVED)
    build.relay(karim, cast.nurse(), cast.lucie())
    tension = build.turned(cast.karim(), cast.nurse(), substitute_reads=allowed)
    assert readers(tension) == {"Karim Sow", "Solène Kervella"}

    build.away(cast.nurse())

    more = {"Lucie Arnaud"} if allowed else set()
    assert readers(tension) == {"Karim Sow", "Solène Kervella"} | more
    assert len(cast.waiting(tensions_to_answer, cast.actor_of(cast.lucie()), TODAY)) == len(more)


@pytest.mark.spec("C13")
@pytest.mark.parametrize(("agreed", "both"), [("Un point chaque jeudi.", True), ("Je m’en vais.", False)])
def test_it_is_closed_with_what_was_agreed_by_both_or_by_her(partnership, agreed, both):
    tension = build.turned(cast.karim(), cast.nurse())
    answered = verbs.answer(
        tension, by=cast.actor_of(cast.nurse()), at=NOON, proposed="Un point chaque jeudi."
    )
    with pytest.raises(Refused):
        verbs.close(answered, by=cast.actor_of(cast.nurse()), at=NOON, agreed="C’est réglé.")

    closed = verbs.close(answered, by=cast.actor_of(cast.karim()), at=NOON, agreed=agreed)

    assert (closed.by_both, closed.closed_at) == (both, NOON)
    with pytest.raises(Refused, match="elle est close"):
        verbs.answer(closed, by=cast.actor_of(cast.nurse()), at=NOON, proposed="Encore.")


def test_its_words_are_sealed_in_the_database_and_the_journal_says_not_to_whom(partnership):
    tension = build.turned(cast.karim(), cast.nurse(), words=WORDS)
    verbs.answer(tension, by=cast.actor_of(cast.nurse()), at=NOON, proposed="Un point chaque jeudi.")

    with connection.cursor() as cursor:
        cursor.execute("SELECT words, proposed, agreed FROM support_tension")
        stored = " ".join(cursor.fetchone())
    journal = " ".join(f"{one.verb} {one.subject_ref} {one.particulars}" for one in Event.objects.all())

    assert not [word for word in ("sans moi", "jeudi") if word in stored]
    assert not [word for word in (WORDS, tension.code, cast.nurse().code) if word in journal]


def test_what_is_wrong_is_told_beside_its_field(partnership):
    other = partnerships.found(cast.nurse(), cast.lucie())
    with pytest.raises(ValidationError) as problem:
        build.turned(cast.karim(), cast.karim(), words=" ", partnership=other)

    assert set(problem.value.error_dict) == {"to", "words", "partnership"}


def test_from_one_page_to_the_other(client, partnership):
    cast.signed_in(client, cast.karim())
    page = client.get(reverse("support:turning")).content.decode()
    said = {"to": cast.nurse().code, "words": WORDS, "partnership": partnership.code, "outside": ""}

    led = client.post(reverse("support:turning"), {"cle": cast.form_key()} | said)
    tension = Tension.objects.get()
    hers = cast.signed_in(Client(), cast.nurse())
    read = hers.get(tension.get_absolute_url()).content.decode()
    hers.post(
        reverse("support:tension_answer", args=[tension.code]),
        {"cle": cast.form_key(), "proposed": "Parlons-en."},
    )
    closing = client.get(reverse("support:tension_closing", args=[tension.code])).content.decode()
    client.post(
        reverse("support:tension_closing", args=[tension.code]),
        {"cle": cast.form_key(), "agreed": "Parlons-en."},
    )
    tension.refresh_from_db()

    assert led["Location"] == tension.get_absolute_url()
    assert cast.nurse().code in page
    assert (WORDS in read, "Parlons-en." in closing, tension.by_both) == (True, True, True)
    stranger = cast.signed_in(Client(), cast.nadia())
    assert stranger.get(tension.get_absolute_url()).status_code == 404
