"""In the demonstration, Karim has taken his calendar along on his telephone, under the word he chose."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reciproque.feeds import verbs
from reciproque.feeds.kinds import Detail

from .life import Story, herself
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    """His telephone, read yesterday; the computer of the association keeps to the neutral word."""
    telephone = verbs.make_feed(
        cast.karim,
        by=herself(cast.karim),
        at=story.at(-40),
        device=_("Mon téléphone"),
        detail=Detail.CHOSEN,
        word=_("Asso"),
        reminder=60,
    )
    verbs.note_reading(telephone, by=verbs.READER, at=story.at(-1))
    verbs.make_feed(cast.karim, by=herself(cast.karim), at=story.at(-12), device=_("L’ordinateur du local"))
