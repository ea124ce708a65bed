"""What people of the demonstration took away: two portable credentials, and a key changed since."""

from __future__ import annotations

from reciproque.badges import verbs
from reciproque.badges.kinds import Why
from reciproque.people.models import Person
from reciproque.titles.kinds import Nature
from reciproque.titles.models import Credential

from .life import Story, hat_in, herself
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    """Karim and Lucie take the title that somebody vouches for; the coordinator then changes the key of the CHU."""
    for who, days in ((cast.lucie, -280), (cast.karim, -120)):
        verbs.make_portable(_title_of(who), by=herself(who), at=story.at(days))
    nadia = hat_in(cast.nadia, cast.chu, on=story.day(-60))
    verbs.change_key(cast.chu, by=nadia, at=story.at(-60), why=Why.ROUTINE)


def _title_of(who: Person) -> Credential:
    return Credential.objects.filter(person=who, nature=Nature.TITLE).order_by("pk").first()
