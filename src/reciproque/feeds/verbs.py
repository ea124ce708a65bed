"""Making, changing and closing the address of one’s own calendar; noting the day on which it was read."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor, system
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Person

from .kinds import Detail
from .models import Feed
from .policy import STANDING
from .queries.reading import digest_of
from .queries.words import tells_too_much
from .rules import EARLIEST_REMINDER, MOST

READER = system("feeds.reading")
"""Who notes a reading: the house, for whoever reads by a secret is nobody."""
RANDOM_BYTES = 32


@verb(Person, "make_feed", keeps=("detail",))
def make_feed(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    device: str,
    detail: str = Detail.NEUTRAL,
    word: str = "",
    reminder: int | None = None,
) -> Feed:
    """Make an address for one device. `secret`, on what comes back, is the only time it is told: no table holds it.

    Raises ValidationError, by field, for a chosen word that is missing or says too much, or for too many addresses.
    """
    if Feed.objects.filter(STANDING, person=person).count() >= MOST:
        raise ValidationError(_("Vous avez déjà {most} adresses : fermez-en une.").format(most=MOST))
    secret = secrets.token_urlsafe(RANDOM_BYTES)
    feed = Feed(
        person=person,
        digest=digest_of(secret),
        language=person.language,
        zone=person.zone,
        made_at=at,
        **_said(person, device, detail, word, reminder),
    )
    feed.clean_fields(exclude={"person", "digest", "code"})
    feed.save()
    feed.secret = secret  # type: ignore[attr-defined]
    outbox.tell(person.pk, "feeds.made", about=feed.code, once=f"feed:{feed.code}", due_at=at)
    return feed


@verb(Feed, "revise", keeps=("detail",))
def revise(
    feed: Feed,
    *,
    by: Actor,
    at: datetime,
    version: int,
    device: str,
    detail: str,
    word: str = "",
    reminder: int | None = None,
) -> Feed:
    """Change what a calendar says, under the same address; its language and zone become those of the person now.

    Raises Stale when `version` is behind, ValidationError as making one does.
    """
    person = feed.person
    said = _said(person, device, detail, word, reminder)
    for name, value in said.items():
        setattr(feed, name, value)
    feed.clean_fields(exclude={"person", "digest", "code"})
    return rewrite(feed, version=version, language=person.language, zone=person.zone, **said)


@verb(Feed, "revoke")
def revoke(feed: Feed, *, by: Actor, at: datetime) -> Feed:
    """Close an address: from now on it gives what an unknown one gives."""
    return rewrite(feed, revoked_at=at)


@verb(Feed, "note_reading")
def note_reading(feed: Feed, *, by: Actor, at: datetime) -> Feed:
    """Note the civil day on which it was read, in its reader's zone (by the house alone)."""
    feed.last_read_on = at.astimezone(ZoneInfo(feed.zone)).date()
    feed.save(update_fields=["last_read_on"])
    return feed


def _said(person: Person, device: str, detail: str, word: str, reminder: int | None) -> dict[str, Any]:
    """What she chose, in its stored form: a word is kept only when she chose to say one."""
    word = _on_one_line(word) if detail == Detail.CHOSEN else ""
    if detail == Detail.CHOSEN and not word:
        raise ValidationError({"word": _("Écrivez votre mot, ou laissez « Rendez-vous ».")})
    if word and tells_too_much(person, word):
        raise ValidationError(
            {
                "word": _(
                    "C’est le nom d’un partenariat ou d’une structure : choisissez un mot qui n’en dise rien."
                )
            }
        )
    if reminder is not None and not 0 <= reminder <= EARLIEST_REMINDER:
        raise ValidationError({"reminder": _("Une semaine avant, au plus.")})
    return {"device": _on_one_line(device), "detail": detail, "word": word, "reminder": reminder}


def _on_one_line(text: str) -> str:
    """Without doubled spaces, nor what no file of this format may hold."""
    return " ".join("".join(c for c in " ".join(text.split()) if category(c) != "Cc").split())
