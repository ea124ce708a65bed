"""A house is not alone with what is said of its own: an outside referent reads, and is told of a silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.foundation import guard, outbox
from reciproque.foundation.actor import VISITOR
from reciproque.foundation.models import Message
from reciproque.foundation.policy import Refused, may, visible
from reciproque.people.kinds import Role
from reciproque.people.verbs import end_membership
from reciproque.titles import verbs
from reciproque.titles.jobs import tell_the_outside_referent
from reciproque.titles.models import Case, Closing
from reciproque.titles.queries.outside import cases_left_silent, may_watch
from tests import cast
from tests.builders import people
from tests.builders import titles as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
LATE = timedelta(days=16)


def named(referent=None, at=NOON):
    """The hospital names the agency, unless told otherwise."""
    cast.ines()
    by = cast.actor_of(cast.nadia())
    return verbs.name_outside_referent(cast.chu(), by=by, at=at, referent=referent or cast.ars())


def reported(at=NOON) -> Case:
    claim = build.claims(cast.karim(), of=cast.chu())
    build.vouched(claim, cast.nadia())
    return verbs.report(claim, by=VISITOR, at=at, text="Il vend des cures au café.", contact="Ma voisine")


def reads(who, case) -> bool:
    return may(cast.actor_of(who), "see", case)


@pytest.mark.spec("A5", "S1-92")
def test_a_case_is_read_outside_of_the_house_that_vouches_and_nothing_else_is_given():
    ines = cast.ines()
    case = reported()
    assert not reads(ines, case)

    named()

    assert reads(ines, case)
    for act in ("read_contact", "suspend", "close", "answer"):
        assert not may(cast.actor_of(ines), act, case)
    assert not reads(cast.charlie(), case)
    with time_machine.travel(NOON, tick=False):
        page = cast.signed_in(Client(), ines).get(case.get_absolute_url()).content.decode()
    assert "Il vend des cures au café." in page
    assert "17\u00a0novembre 2026" in page
    assert "Ma voisine" not in page


def test_naming_another_one_takes_nothing_from_who_could_read_a_case():
    ines = cast.ines()
    other = people.person("Awa Diop", "awa.diop")
    people.member(cast.utep(), other, Role.COORDINATOR)
    named()
    case = reported()

    named(cast.utep(), at=NOON + timedelta(hours=1))

    assert reads(ines, case)
    assert reads(other, case)
    case.refresh_from_db()
    later = verbs.report(
        case.credential, by=VISITOR, at=NOON + timedelta(hours=2), text="Encore une vente, jeudi."
    )
    assert not reads(ines, later)
    assert reads(other, later)


def test_only_the_coordination_of_the_house_names_it():
    cast.ines()
    for who in (cast.karim(), cast.nurse(), cast.charlie(), cast.ines()):
        with pytest.raises(Refused):
            verbs.name_outside_referent(cast.chu(), by=cast.actor_of(who), at=NOON, referent=cast.ars())


def test_outside_means_somebody_else():
    """A resource structure coordinated by a person of the house, an ordinary hospital: neither is outside enough."""
    people.member(cast.utep(), cast.nurse(), Role.COORDINATOR)
    cast.charlie()
    cast.ines()
    assert list(may_watch(cast.chu(), on=TODAY)) == [cast.ars()]
    for wrong in (cast.utep(), cast.elsewhere(), cast.chu()):
        with pytest.raises(ValidationError, match="quelqu’un d’autre peut lire"):
            named(wrong)


def test_the_outside_referent_is_told_of_a_silence_once_and_no_more_when_the_house_answers():
    named()
    ines = cast.ines()
    with guard.upkeep("tests"):
        ines.account.email = "ines@example.org"
        ines.account.save()
    case = reported()
    wait = (cast.actor_of(ines), TODAY + LATE)
    tell_the_outside_referent(NOON + LATE - timedelta(days=1))
    assert cast.waiting(cases_left_silent, wait[0], case.due_on) == []
    assert not Message.objects.filter(kind="titles.silence").exists()

    for _twice in range(2):
        tell_the_outside_referent(NOON + LATE)
    assert Message.objects.filter(kind="titles.silence").count() == 1
    assert [one.title for one in cast.waiting(cases_left_silent, *wait)] == [
        "CHU des Deux-Rives n’a pas répondu à un signalement"
    ]
    with time_machine.travel(NOON + LATE, tick=False):
        outbox.send_due(at=NOON + LATE)
    assert mail.outbox[-1].to == ["ines@example.org"]
    assert "Karim" not in mail.outbox[-1].body

    verbs.close(
        case,
        by=cast.actor_of(cast.nadia()),
        at=NOON + LATE,
        outcome=Closing.Outcome.SETTLED,
        reason="Vu avec lui.",
    )
    assert cast.waiting(cases_left_silent, *wait) == []


def test_who_left_the_agency_reads_nothing_more():
    named()
    ines, case = cast.ines(), reported()
    held = ines.memberships.get()
    end_membership(held, by=cast.actor_of(ines), at=NOON, ends_on=TODAY - timedelta(days=1))
    with time_machine.travel(NOON, tick=False):
        client = cast.signed_in(Client(), ines)
        assert client.get(case.get_absolute_url()).status_code == 404


def test_a_page_without_an_outside_referent_says_so_and_leads_to_naming_one():
    cast.ines()
    case = reported()
    with time_machine.travel(NOON, tick=False):
        nadia = cast.signed_in(Client(), cast.nadia())
        naming = reverse("titles:outside", args=[cast.chu().code])
        for address in (reverse("titles:cases"), case.get_absolute_url(), cast.chu().get_absolute_url()):
            assert naming in nadia.get(address).content.decode()
        assert "Aucun référent extérieur n’est nommé" in nadia.get(reverse("titles:cases")).content.decode()
        assert "ARS Région Démo" in nadia.get(naming).content.decode()
        sent = nadia.post(naming, {"referent": cast.ars().code, "cle": cast.form_key()})
        assert sent.status_code == 302
        assert "ARS Région Démo lit aussi" in nadia.get(reverse("titles:cases")).content.decode()


@pytest.mark.spec("A5")
def test_a_title_nobody_was_asked_to_vouch_for_is_reported_to_a_house_she_belongs_to():
    """Whoever gives herself a title would otherwise be reported to nobody."""
    nadia = cast.nadia()
    claim = build.claims(cast.karim())

    case = verbs.report(claim, by=VISITOR, at=NOON, text="Il vend des cures au café.")

    assert (case.organisation, case.owner) == (cast.chu(), nadia)
    assert case in visible(Case, cast.actor_of(nadia), "close")


@pytest.mark.spec("A5")
def test_who_reports_is_told_who_will_read_before_she_writes():
    claim = build.claims(cast.karim(), of=cast.chu())
    build.vouched(claim, cast.nadia())
    reporting = reverse("titles:report", args=[claim.public_code])
    with time_machine.travel(NOON, tick=False):
        alone = Client().get(reporting).content.decode()
        named()
        told = Client().get(reporting).content.decode()
        nobody = (
            Client()
            .get(reverse("titles:report", args=[build.claims(cast.charlie()).public_code]))
            .content.decode()
        )

    assert "n’a pas nommé de référent extérieur" in alone
    assert "Hors de cette structure, ARS Région Démo vous lira aussi" in told
    assert "personne n’est tenu de vous lire ici" in nobody
