"""Random worlds: each letter goes once, to whom it may and to nobody else, at a decent hour (D7, T13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from reciproque.foundation import guard, outbox, post
from reciproque.foundation.models import Message, ParameterValue
from reciproque.people.models import Account, Invitation, Organisation, Person, Revocation
from reciproque.voices.models import Voice
from tests import cast
from tests.builders import partnerships, voices

from .denied import DENIED

START = datetime(2026, 11, 2, 8, tzinfo=UTC)
ZONES = ("Europe/Paris", "Pacific/Noumea", "America/Cayenne", "Indian/Reunion", "Pacific/Marquesas")
KINDS = ("people.password_changed", "people.password_reset", "people.email_changed", "people.nothing",
         "people.invitation", "partnerships.role_revised", "voices.answer")  # fmt: skip
PEOPLE, INVITED = 40, 20


def invited(organisation: Organisation, email: str, at: datetime, n: int = 0) -> Invitation:
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


@dataclass
class World:
    """What the test itself knows of who may be written to, apart from all that the product computes."""

    email: dict[int, str] = field(default_factory=dict)
    zone: dict[int, str] = field(default_factory=dict)
    active: set[int] = field(default_factory=set)
    spoken_of: dict[str, tuple[int, str]] = field(default_factory=dict)
    invited: dict[str, str] = field(default_factory=dict)
    engaged: set[int] = field(default_factory=set)
    open_voices: set[str] = field(default_factory=set)
    engagements: set[str] = field(default_factory=set)

    def allowed(self, message: Message) -> str | None:
        """The one address a message may go to at this instant; None when it may go nowhere."""
        who = message.person_ref
        if message.kind == "people.nothing":
            return None
        if message.kind == "people.invitation":
            return self.invited.get(message.about) if who == outbox.NOBODY_YET else None
        if who not in self.active:
            return None
        if message.kind == "people.email_changed" and message.about:
            owner, address = self.spoken_of.get(message.about, (0, ""))
            return address if owner == who else None
        if not self.email[who]:
            return None
        if message.kind == "voices.answer" and not (
            who in self.engaged and message.about in self.open_voices
        ):
            return None
        if message.kind == "partnerships.role_revised":
            return self.email[who] if who in self.engaged and message.about in self.engagements else None
        return self.email[who]


def build(chance: Random) -> World:
    """People with and without an address, a partnership, voices, invitations."""
    world = World()
    partnership = partnerships.met()
    said = [voices.heard(partnership) for _one in range(3)]
    with guard.upkeep("test"):
        for n in range(PEOPLE - 2):
            account = Account.objects.create(username=f"p{n}", created_at=START)
            Person.objects.create(name=f"P{n}", account=account)
        for person in Person.objects.exclude(account=None).select_related("account"):
            person.zone = chance.choice(ZONES)
            person.save()
            email = chance.choice(["", f"a{person.pk}@example.org", f"a{person.pk}@example.org"])
            Account.objects.filter(pk=person.account_id).update(email=email or None)
            former = EmailAddress.objects.create(user=person.account, email=f"former{person.pk}@example.org")
            world.email[person.pk], world.zone[person.pk] = email, person.zone
            world.spoken_of[str(former.pk)] = (person.pk, former.email)
            world.active.add(person.pk)
        for n in range(INVITED):
            offer = invited(cast.passerelle(), f"i{n}@example.org", START, n + 1)
            world.invited[offer.code] = offer.email
    engagements = partnership.engagements.exclude(accepted_at=None)
    world.engaged = set(engagements.values_list("person", flat=True))
    world.engagements = set(engagements.values_list("code", flat=True))
    world.open_voices = {voice.code for voice in said}
    return world


def note(world: World, chance: Random, number: int) -> None:
    """Messages of any kind to anyone about anything, rightly or not."""
    abouts = [*world.spoken_of, *world.invited, *world.open_voices, *world.engagements, "", "ZZZZZZZZZZ"]
    of_kind = {
        "people.invitation": [*world.invited],
        "voices.answer": [*world.open_voices],
        "partnerships.role_revised": [*world.engagements],
        "people.email_changed": ["", *world.spoken_of],
    }
    with guard.upkeep("test"):
        for n in range(number):
            kind = chance.choice(KINDS)
            others = [*world.spoken_of] if kind == "people.email_changed" else abouts
            about = chance.choice(of_kind.get(kind, abouts) if chance.random() < 0.8 else others)
            likely = world.engaged if kind.startswith(("voices", "partnerships")) else world.active
            who = chance.choice(sorted(likely if chance.random() < 0.7 else world.active))
            who = outbox.NOBODY_YET if kind == "people.invitation" and chance.random() < 0.9 else who
            due_at = START + timedelta(minutes=chance.randrange(24 * 60))
            outbox.tell(who, kind, about=about, once=f"n{n}", due_at=due_at)


def happen(world: World, chance: Random) -> None:
    """Between two passes the world goes on: addresses change or go, accounts close, words find their answer."""
    with guard.upkeep("test"):
        for who in chance.sample(sorted(world.active), 3):
            world.email[who] = chance.choice(["", f"b{who}-{chance.random()}@example.org"])
            Account.objects.filter(person=who).update(email=world.email[who] or None)
        gone = chance.choice(sorted(world.active))
        world.active.discard(gone)
        Account.objects.filter(person=gone).update(is_active=False)
        if world.invited:
            code = chance.choice(sorted(world.invited))
            del world.invited[code]
            Revocation.objects.create(invitation=Invitation.objects.get(code=code), revoked_at=START)
    if len(world.open_voices) > 1 and chance.random() < 0.3:
        code = world.open_voices.pop()
        voices.replied(Voice.objects.get(code=code))


def violations(seed: int, number: int, *, spoil=lambda world: None) -> tuple[int, list[str]]:
    """How many letters left of a random world, and what was wrong with any of them."""
    chance, wrong, sent = Random(seed), [], 0
    world = build(chance)
    note(world, chance, number)
    spoil(world)
    named = {post._identifier(message.once): message for message in Message.objects.all()}
    seen: set[str] = set()
    for hour in range(0, 40, 2):
        at = START + timedelta(hours=hour)
        while Message.objects.filter(settled_at=None, due_at__lte=at).exists():
            outbox.send_due(at=at)
            for letter in mail.outbox:
                wrong += _wrong_with(letter, named, seen, world, at)
            sent += len(mail.outbox)
            mail.outbox.clear()
        happen(world, chance)
    waiting = Message.objects.filter(settled_at=None).count()
    return sent, wrong + (["some letters never settle"] if waiting else [])


def _wrong_with(letter, named: dict[str, Message], seen: set[str], world: World, at: datetime) -> list[str]:
    reference = letter.extra_headers["Message-ID"]
    message = named[reference]
    wrong = []
    if letter.recipients() != [world.allowed(message)]:
        wrong.append(f"recipient of {message.kind}")
    if reference in seen:
        wrong.append("twice")
    seen.add(reference)
    if DENIED.search(f"{letter.subject}\n{letter.body}"):
        wrong.append("a denied word")
    zone = world.zone.get(message.person_ref)
    if not outbox.NOTICES[message.kind].urgent and not 8 <= at.astimezone(ZoneInfo(zone)).hour < 20:
        wrong.append("the hour")
    return wrong


@pytest.fixture
def random_world(db, settings):
    mail.outbox = []


@pytest.mark.spec("N2")
def test_in_random_worlds_each_letter_goes_once_to_whom_it_may_at_a_decent_hour(random_world):
    """T13, light: two thousand messages."""
    sent, wrong = violations(2026, 2000)

    assert sent > 500
    assert wrong == []


def stale_addresses(world: World) -> None:
    """A product that would keep the address of the day it was noted."""
    noted = {
        message.pk: outbox._find_address[0](message)
        for message in Message.objects.exclude(kind="people.invitation")
    }
    find = outbox._find_address[0]
    outbox._find_address[:] = [lambda message: noted.get(message.pk) or find(message)]


def at_any_hour(world: World) -> None:
    with guard.upkeep("test"):
        ParameterValue.objects.create(name="outbox.latest_hour", value=8, starts_on=START.date(), source="x")


def a_copy(world: World) -> None:
    post.EmailMessage = lambda *args, **kwargs: mail.EmailMessage(*args, cc=["copy@example.org"], **kwargs)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [(stale_addresses, "recipient"), (at_any_hour, "the hour"), (a_copy, "recipient")],
)
def test_a_product_that_would_do_otherwise_is_caught(random_world, monkeypatch, spoil, told):
    """The negative controls of the test above."""
    monkeypatch.setattr(outbox, "_find_address", list(outbox._find_address))
    monkeypatch.setattr(post, "EmailMessage", mail.EmailMessage)

    _sent, wrong = violations(7, 300, spoil=spoil)

    assert any(one.startswith(told) for one in wrong)
