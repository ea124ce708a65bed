"""Letters through a real mail server, on this machine: the protocol itself, its refusals and its absences."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from reciproque.foundation import guard, outbox
from reciproque.foundation.models import Message
from reciproque.foundation.post import Away

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 11, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
SUBJECT = (
    "Une réponse est due « à l’œuvre » — à lire avant le 3 décembre, où que vous soyez ; elle vous attend"
)
BODY = "Bonjour,\n\nQuelqu’un vous attend à Nîmes : 12 € le café, « ça » ira.\n.\n.une ligne avec un point devant\n"


class Mailroom:
    """What the server does with what it is given."""

    def __init__(self):
        self.envelopes, self.sessions, self.refuses = [], set(), set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  (aiosmtpd's own name)
        self.sessions.add(id(session))
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's own name)
        self.envelopes.append(envelope)
        return "250 taken"

    @property
    def letters(self):
        return [message_from_bytes(one.content, policy=policy.default) for one in self.envelopes]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mailroom():
    return Mailroom()


@pytest.fixture
def server(mailroom, settings):
    """A mail server that listens, and that a test may stop and start again."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    listens = Restartable(mailroom, settings.EMAIL_PORT)
    listens.start()
    yield listens
    listens.stop()


class Restartable:
    def __init__(self, mailroom, port):
        self.mailroom, self.port, self.controller = mailroom, port, None

    def start(self):
        self.controller = Controller(self.mailroom, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(outbox, "NOTICES", {})
    monkeypatch.setattr(outbox, "_find_address", [])
    outbox.addresses_found_by(lambda message: outbox.Address(f"{message.about}@example.org", "fr"))
    outbox.notice("plain")(lambda message: outbox.Letter(SUBJECT, BODY))


def noted(*abouts: str) -> None:
    with guard.upkeep("test"):
        for about in abouts:
            outbox.tell(1, "plain", about=about, once=about, due_at=AT)


def test_a_french_letter_arrives_intact_at_one_address(server, mailroom, settings):
    settings.DEFAULT_FROM_EMAIL = "Une maison <maison@example.org>"
    noted("lucie")

    assert outbox.send_due(at=AT) == 1

    (envelope,), (letter,) = mailroom.envelopes, mailroom.letters
    assert (envelope.mail_from, envelope.rcpt_tos) == ("maison@example.org", ["lucie@example.org"])
    assert (letter["Subject"].strip(), letter["To"], letter["Cc"], letter["Bcc"]) == (
        SUBJECT,
        "lucie@example.org",
        None,
        None,
    )
    assert letter.get_content().replace("\r\n", "\n") == BODY
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@testserver>")


def test_a_refused_mailbox_is_tried_again_then_given_up_and_the_others_leave(server, mailroom):
    mailroom.refuses.add("gone@example.org")
    noted("before", "gone", "after")

    assert outbox.send_due(at=AT) == 2
    assert [one.rcpt_tos for one in mailroom.envelopes] == [["before@example.org"], ["after@example.org"]]
    gone = Message.objects.get(about="gone")
    assert (gone.tries, gone.last_problem, gone.outcome) == (1, "mailbox", "")

    with guard.upkeep("test"):
        Message.objects.filter(about="gone").update(tries=7, due_at=AT + QUARTER)
    assert outbox.send_due(at=AT + QUARTER) == 0
    gone.refresh_from_db()
    assert (gone.tries, gone.outcome) == (8, "given_up")
    assert outbox.send_due(at=AT + timedelta(days=3)) == 0


def test_a_server_that_was_down_takes_each_letter_once_when_it_is_back(server, mailroom):
    noted("one", "two", "three")
    server.stop()
    with pytest.raises(Away):
        outbox.send_due(at=AT)
    assert mailroom.envelopes == []

    server.start()
    sent = [outbox.send_due(at=AT + timedelta(minutes=minute)) for minute in (1, 2, 20)]

    assert sent == [3, 0, 0]
    assert len(mailroom.envelopes) == 3


def test_one_connection_carries_a_batch(server, mailroom):
    noted(*(f"n{number}" for number in range(30)))

    assert outbox.send_due(at=AT) == 30
    assert (len(mailroom.envelopes), len(mailroom.sessions)) == (30, 1)


def test_a_server_that_goes_away_in_the_middle_loses_no_letter_and_doubles_none(server, mailroom):
    noted("one", "two", "three", "four")
    took = mailroom.handle_DATA

    async def then_stops(smtp, session, envelope):
        answer = await took(smtp, session, envelope)
        if len(mailroom.envelopes) == 2:
            server.controller.server.close()  # no new connection
            smtp.transport.get_extra_info("socket").shutdown(socket.SHUT_RD)
        return answer

    mailroom.handle_DATA = then_stops
    with pytest.raises(Away):
        outbox.send_due(at=AT)
    mailroom.handle_DATA = took
    server.stop()
    server.start()

    sent = [outbox.send_due(at=AT + timedelta(minutes=minute)) for minute in (1, 16, 40)]

    assert sum(sent) == 2
    arrived = sorted(one.rcpt_tos[0] for one in mailroom.envelopes)
    assert arrived == sorted(f"{name}@example.org" for name in ("one", "two", "three", "four"))
