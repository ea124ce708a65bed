"""Builds calendars taken along, through verbs.

feed = build.made(cast.karim())                     # neutral, no reminder; feed.secret is what only she was told
answer = build.read(feed.secret)                    # what a device is answered, without any session
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reciproque.feeds import verbs
from reciproque.feeds.models import Feed
from reciproque.people.models import Person
from tests import cast


def made(person: Person, *, at: datetime = cast.NOON, **fields: Any) -> Feed:
    return verbs.make_feed(person, by=cast.actor_of(person), at=at, **({"device": "Mon téléphone"} | fields))


def read(secret: str, **headers: str) -> HttpResponse:
    """One reading by a device, which has neither session nor cookie."""
    return Client().get(reverse("feeds:file", args=[secret]), headers=headers)
