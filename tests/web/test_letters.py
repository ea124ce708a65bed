"""All that leaves, read word by word: nothing of it says why somebody is written to."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product

import polib
import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import transaction
from django.utils.translation import override

from reciproque.foundation import clock, guard, jobs, outbox
from reciproque.foundation.models import Message
from reciproque.people.models import Account, Invitation, Organisation, Person
from reciproque.people.notices import FOLLOWS_ITS_ADDRESS
from reciproque.web.demonstration import furnish
from tests import catalogue
from tests.builders.people import installation

from .denied import DENIED


# --- the words --------------------------------------------------------------------------------------
def test_the_list_of_denied_words_catches_what_it_must_and_leaves_plain_words():
    caught = [
        "Votre patiente",
        "l’Association X",
        "le service d’hépatologie",
        "un parcours de soins",
        "your health",
    ]
    plain = ["Un besoin partagé", "nos associés", "careful", "serviable", "illustre", "still"]

    assert [text for text in caught if not DENIED.search(text)] == []
    assert [text for text in plain if DENIED.search(text)] == []


def test_no_sentence_a_letter_is_made_of_says_why_in_either_language():
    english = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue.ENGLISH))}
    of_letters = [
        one
        for one, places in catalogue.sentences().items()
        if any("notices.py" in str(place) for place in places)
    ]

    said = [text for one in of_letters for text in (one.text, english.get(one.text, ""))]

    assert len(of_letters) > 40
    assert [text for text in said if DENIED.search(text)] == []


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        installation()
        furnish(now=clock.now(), language="fr")
        yield
        transaction.set_rollback(True)


def readings(kind: str, at: datetime) -> list[outbox.Letter]:
    """Letters of a kind, in each language, about whatever in the world there is to tell somebody."""
    for person, about in candidates(kind):
        if kind in FOLLOWS_ITS_ADDRESS and not about.isdigit():
            continue
        message = Message(kind=kind, person_ref=person, about=about, due_at=at, first_due_at=at)
        french = outbox.written(message, "fr", "Europe/Paris", at)
        if french:
            return [french, outbox.written(message, "en", "Europe/Paris", at)]
    return []


def candidates(kind: str):
    """Whom and what a kind may speak of: what was noted or is due, then anybody and any row of its package."""
    yield from Message.objects.filter(kind=kind).values_list("person_ref", "about")
    people = list(Person.objects.filter(account__isnull=False).values_list("pk", flat=True))
    abouts = ["", *(str(pk) for pk in EmailAddress.objects.values_list("pk", flat=True))]
    for model in apps.get_app_config(kind.partition(".")[0]).get_models():
        if any(one.name == "code" for one in model._meta.concrete_fields):
            abouts += model._default_manager.order_by("-pk").values_list("code", flat=True)[:15]
    yield from product([0, *people], abouts)


READ_IN_THE_DEMONSTRATION = {
    *("openings.asked", "partnerships.proposed", "partnerships.role_revised", "partnerships.objective_due"),
    *("partnerships.round_due", "partnerships.action_due", "voices.answer", "beginnings.answer_due"),
    *("decisions.commitment", "decisions.review"),
    *("titles.case", "people.invitation", "people.password_reset", "people.email_confirmation"),
    *("people.password_changed", "people.codes_printed"),
}
"""Kinds that the invented world has something to tell of: a kind that leaves this set is no longer read here."""


@pytest.mark.django_db
@pytest.mark.spec("N2")
def test_no_letter_of_the_demonstration_says_why_in_either_language(demonstration, settings):
    at = clock.now()
    account = Account.objects.exclude(person=None).first()
    with guard.upkeep("test"):
        EmailAddress.objects.create(user=account, email="neuve@example.org", verified=False)
        _invited(
            Organisation.objects.filter(name__contains="Passerelle Santé").first(), "mail@example.org", at
        )
    jobs.warn_of_deadlines(at)

    letters = {kind: readings(kind, at) for kind in outbox.NOTICES}

    said = {
        f"{kind}: {letter.subject}\n{letter.body}".replace(settings.PUBLIC_URL, "")
        for kind, both in letters.items()
        for letter in both
    }
    assert [text for text in said if DENIED.search(text.partition(":")[2])] == []
    assert sorted(READ_IN_THE_DEMONSTRATION - {kind for kind, both in letters.items() if both}) == []


def _invited(organisation: Organisation, email: str, at: datetime, n: int = 0) -> Invitation:
    return Invitation.objects.create(
        organisation=organisation,
        name="Yann",
        email=email,
        role="professional",
        means="link",
        digest=f"{n:0>64}",
        invited_at=at,
        expires_at=at + timedelta(days=7),
    )


# --- the names of kinds -----------------------------------------------------------------------------
def test_each_kind_of_letter_is_named_in_words_in_both_languages():
    unnamed = []
    for kind, declared in outbox.NOTICES.items():
        with override("fr"):
            french = str(declared.label)
        with override("en"):
            english = str(declared.label)
        if not french or french == english:
            unnamed.append(kind)

    assert unnamed == []
