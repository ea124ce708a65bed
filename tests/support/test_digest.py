"""The digest counts kinds, names nobody by e-mail, and never says that anybody is tired, away or silent."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from reciproque.foundation import guard, outbox
from reciproque.foundation.models import Message
from reciproque.partnerships.kinds import Side
from reciproque.people.kinds import Role
from reciproque.support.jobs import write_digests, write_summaries
from reciproque.support.kinds import Weight
from reciproque.support.queries import digest as digests
from reciproque.support.queries.digest import DigestLine, digest_line, digest_of
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import support as build
from tests.builders.people import member

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
"""NOON is a Monday, nine o’clock in Paris."""


@pytest.fixture
def partnership():
    for who in (cast.nurse(), cast.karim(), cast.nadia(), cast.lucie()):
        with guard.upkeep("tests"):
            who.account.email = f"{who.account.username}@example.org"
            who.account.save()
    return build.with_people()


def letters(subject="Votre récapitulatif de la semaine"):
    mail.outbox.clear()
    outbox.send_due(at=NOON)
    return {letter.to[0]: letter.body for letter in mail.outbox if letter.subject == subject}


def lines(who):
    return [str(one.text) for one in digest_of(who.pk, TODAY)]


@pytest.mark.spec("C14")
def test_on_monday_whoever_answers_for_somebody_is_told_how_many_and_of_what_kind(partnership):
    build.mission(partnership, minutes=480)
    build.supervised(partnership, days=-70)

    write_digests(NOON)
    sent = letters()

    assert set(sent) == {"solene.kervella@example.org", "karim.sow@example.org"}
    assert "1 supervision à prévoir" in sent["solene.kervella@example.org"]
    assert "1 supervision tenue dont il reste à dire qui l’animait" in sent["karim.sow@example.org"]
    said = " ".join(sent.values())
    assert not [word for word in ("Karim", "Consultation", "Présence", "CHU") if word in said]
    assert reverse("support:digest") in said


@pytest.mark.spec("C14")
def test_one_digest_a_week_and_none_when_there_is_nothing_to_say(partnership):
    write_digests(NOON)
    assert letters() == {}

    for hours in (1, 24, 47):
        write_digests(NOON + timedelta(hours=hours))
    count = Message.objects.filter(kind="support.digest").count()
    write_digests(NOON + timedelta(days=5))
    assert Message.objects.filter(kind="support.digest").count() == count == 3
    write_digests(NOON + timedelta(days=7))
    assert Message.objects.filter(kind="support.digest").count() == 2 * count


def test_its_text_is_that_of_the_hour_it_leaves(partnership):
    write_digests(NOON - timedelta(hours=3))
    build.mission(partnership, minutes=480)

    assert "1 supervision à prévoir" in letters()["solene.kervella@example.org"]


@pytest.mark.spec("C17", "C14", "C11")
def test_nobody_tired_away_or_silent_is_in_a_digest_nor_in_the_month(client, partnership):
    lucie = interventions.engaged(partnership, cast.lucie())

    def told():
        found = [lines(who) for who in (cast.nurse(), cast.karim(), cast.nadia(), cast.lucie())]
        cast.signed_in(client, cast.nadia())
        pages = [client.get(reverse(f"support:{name}")).content.decode() for name in ("digest", "month")]
        return found, [page[page.index("<main") : page.index("</main>")] for page in pages]

    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=20))
    missions = [build.mission(partnership, days=days) for days in (-4, -3, -2)]
    before = told()
    for held in missions[:2]:
        build.says(cast.karim(), held, Weight.HEAVY, wants_to_talk=True, words="Trop.")
    build.away(cast.nurse(), first=2)
    build.turned(cast.lucie(), cast.nurse())

    assert told() == before
    assert lucie.person == cast.lucie()


def test_a_package_above_adds_its_own_lines(client, monkeypatch):
    monkeypatch.setattr(digests, "LINES", list(digests.LINES))

    @digest_line(order=50)
    def unpaid(person_id, today):
        return [DigestLine("3 lignes à payer en attente", "/", "late", ("Karim Sow",))]

    page = cast.signed_in(client, cast.nadia()).get(reverse("support:digest")).content.decode()

    assert ("3 lignes à payer en attente" in page, "Karim Sow" in page) == (True, True)


@pytest.mark.spec("C14")
def test_what_another_hat_opens_is_opened_under_it(client, monkeypatch):
    """A link that led to a refusal would say « not you » to somebody who only has to change hats."""
    nadia, chu, msp = cast.nadia(), cast.chu(), cast.msp()
    member(msp, nadia, Role.COORDINATOR)
    there = reverse("people:parameters", args=[msp.code])
    monkeypatch.setattr(digests, "LINES", [])
    digest_line(order=1)(lambda *_who: [DigestLine("1 paiement en retard", there, coordinates=msp.pk)])
    cast.signed_in(client, nadia, chu)

    page = client.get(reverse("support:digest")).content.decode()
    worn = re.search(r'name="chapeau" value="([^"]+)">Voir', page)
    assert f'href="{there}"' not in page
    assert client.get(there).status_code == 403

    led = client.post(reverse("people:hat"), {"chapeau": worn[1], "suite": there}, follow=True)
    assert (led.status_code, led.redirect_chain[-1][0]) == (200, there)


@pytest.mark.spec("C14")
def test_a_coordination_reads_how_many_partners_each_referent_answers_for(client, partnership):
    interventions.engaged(partnership, cast.lucie())
    build.supervised(partnership, days=0, led_by="external")

    page = cast.signed_in(client, cast.nadia()).get(reverse("support:month")).content.decode()
    elsewhere = cast.signed_in(client, cast.charlie()).get(reverse("support:month")).content.decode()
    closed = cast.signed_in(client, cast.nurse()).get(reverse("support:month")).status_code

    assert "Solène Kervella" in page
    assert "Karim Sow" in page
    assert "Solène Kervella" not in elsewhere
    assert closed == 403


@pytest.mark.spec("C14")
def test_on_the_first_days_of_the_month_the_coordination_is_told(partnership):
    write_summaries(NOON)
    write_summaries(NOON + timedelta(hours=12))

    assert set(letters("Votre récapitulatif du mois")) == {"nadia.berthier@example.org"}


def test_relays_and_referents_get_a_digest_and_others_do_not(partnership):
    lucie = interventions.engaged(partnership, cast.lucie())
    assert cast.lucie().pk not in digests.readers(TODAY)

    build.relay(partnerships.engagement(partnership, Side.LIVED), cast.nurse(), cast.lucie())

    assert digests.readers(TODAY) == {
        one.pk for one in (cast.nurse(), cast.karim(), cast.nadia(), lucie.person)
    }
