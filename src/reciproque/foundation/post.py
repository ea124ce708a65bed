"""The line to the mail server: one connection for many letters, one recipient each, and what went wrong in a word."""

from __future__ import annotations

from contextlib import suppress
from smtplib import SMTPRecipientsRefused
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .crypto import keyed_digest

MAILBOX, SERVER, FAULT = PROBLEMS = ("mailbox", "server", "fault")
"""What a letter met: its mailbox refuses, the mail server would not, a fault of ours while it was written."""


class Away(Exception):
    """The mail server does not answer: no letter is to blame for it."""


class NotOne(ValueError):
    """An address that is not exactly one."""


def word_for(problem: Exception) -> str:
    """The class of a problem met in sending; never the words of the server, which hold the address."""
    if isinstance(problem, SMTPRecipientsRefused | NotOne):
        return MAILBOX
    return SERVER if isinstance(problem, OSError) else FAULT


class Post:
    """A connection opened at the first letter, kept for those that follow, closed on leaving."""

    _line: Any = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def open(self) -> None:
        """Raises Away."""
        if self._line is not None:
            return
        line = get_connection()
        try:
            line.open()
        except OSError as problem:  # SMTP's own exceptions are OSErrors too
            raise Away(type(problem).__name__) from None
        self._line = line

    def send(self, subject: str, body: str, *, to: str, reference: str) -> None:
        """One letter to one address; raises what the server answered, and then begins another connection.

        Sent again after a doubt, a letter has the same Message-ID: many mailboxes then show it once.
        """
        if "," in to or ";" in to or any(char.isspace() for char in to):
            raise NotOne
        headers = {"Message-ID": _identifier(reference), "Auto-Submitted": "auto-generated"}
        letter = EmailMessage(subject, body, to=[to], headers=headers)
        try:
            if self._line.send_messages([letter]) != 1:
                raise NotOne
        except Exception:
            self._hang_up()
            raise

    def _hang_up(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.close()
            self._line = None


def _identifier(reference: str) -> str:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{keyed_digest('letter', reference)[:32]}@{host}>"
