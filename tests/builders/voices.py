"""Builds voices through verbs: heard, answered, taken back."""

from __future__ import annotations

from typing import Any

from reciproque.foundation.actor import Actor
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Partnership
from reciproque.voices import verbs
from reciproque.voices.kinds import Consent, Position, VoiceKind
from reciproque.voices.models import Reply, Voice

from .partnerships import actor
from .people import NOON, TODAY

WORDS = "On m’a demandé ce que moi je voulais. C’était la première fois."
ANSWER = "Nous poserons la question à chaque entretien."


def heard(partnership: Partnership, *, by: Actor | None = None, **fields: Any) -> Voice:
    """Words heard today, that may be quoted; the referent of patients writes them down."""
    said = {
        "kind": VoiceKind.STORY,
        "said_as": Position.PERSON,
        "text": WORDS,
        "heard_on": TODAY,
        "consent": Consent.QUOTED,
        "read_aloud": True,
        "at": NOON,
    } | fields
    return verbs.hear(partnership, by=by or actor(partnership, Side.LIVED), **said)


def replied(voice: Voice, *, by: Actor | None = None, **fields: Any) -> Reply:
    """The referent of professionals answers."""
    said = {"text": ANSWER, "at": NOON} | fields
    return verbs.reply(voice, by=by or actor(voice.partnership, Side.CARE), **said)


def withdrawn(voice: Voice, *, by: Actor | None = None) -> Voice:
    """The person takes her words back."""
    return verbs.withdraw(voice, by=by or actor(voice.partnership, Side.LIVED), at=NOON)
