"""Time confirmed, and thanks, in the demonstration: what is older is agreed, what is recent waits, one is discussed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.hours.verbs import confirming, disputing, thanking
from reciproque.partnerships.models import Contribution, Engagement, Intervention
from reciproque.people.models import Person

from .life import Story, hat_in, herself
from .people import Cast

AGREED = -9
"""Days from today up to which everything was confirmed."""


def tell(story: Story, cast: Cast) -> None:
    """Karim discusses one evening; both sides confirm what is older; Nadia and Solène say thank you."""
    _discusses(story, cast)
    here = (cast.karim, cast.malik, cast.paul, cast.lucie, cast.yves)
    for person in (*here, cast.solene, cast.nadia, cast.helene, cast.agathe):
        _confirms(story, herself(person), "confirm")
    on = story.day(AGREED)
    for person, house in (
        (cast.nadia, cast.chu),
        (cast.nadia, cast.msp),
        (cast.malik, cast.passerelle),
        (cast.lucie, cast.msp),
        (cast.helene, cast.msp),
    ):
        _confirms(story, hat_in(person, house, on=on), "vouch")
    _thanks(story, cast)


def _confirms(story: Story, by: Actor, how: str) -> None:
    """All that she may confirm of the days before."""
    verb = {"confirm": confirming.confirm, "vouch": confirming.vouch}[how]
    rows = visible(Contribution, by, how).filter(on__lte=story.day(AGREED))
    for one in list(rows.order_by("pk")):
        verb(one, by=by, at=story.at(AGREED, 18), version=one.version)


def _discusses(story: Story, cast: Cast) -> None:
    """The last talking group lasted longer than was noted; Nadia answers, nothing is agreed yet."""
    his = visible(Contribution, herself(cast.karim), "dispute").filter(engagement__person=cast.karim)
    noted = his.filter(on=story.day(-11)).order_by("pk")[0]
    opened = disputing.dispute(
        noted,
        by=herself(cast.karim),
        at=story.at(-10, 9),
        version=noted.version,
        words=_("Nous sommes restés ranger et parler avec deux personnes : c’était plutôt deux heures."),
    )
    nadia = hat_in(cast.nadia, cast.chu, on=story.day(-1))
    disputing.answer(
        opened,
        by=nadia,
        at=story.at(-1, 17),
        words=_("Merci de le dire. Une heure et demie, ou deux heures ? Je suivrai votre mot."),
    )


def _thanks(story: Story, cast: Cast) -> None:
    """One was read and is shown to the partnership; one waits for Karim."""
    nadia = hat_in(cast.nadia, cast.chu, on=story.day(-20))
    shown = thanking.thank(
        _held_with(cast.malik, nadia),
        by=nadia,
        at=story.at(-20, 12),
        intervention=_last_of(cast.malik, nadia, story.day(-20)),
        words=_("Depuis que vous êtes à la porte le jeudi, plus personne ne repart seul avec son papier."),
    )
    thanking.show(shown, by=herself(cast.malik), at=story.at(-18))
    solene = hat_in(cast.solene, cast.chu, on=story.day(-4))
    thanking.thank(
        _held_with(cast.karim, solene),
        by=solene,
        at=story.at(-4, 12),
        intervention=_last_of(cast.karim, solene, story.day(-4)),
        words=_("Votre façon de relire les paroles à voix haute a changé notre réunion. Merci, Karim."),
    )


def _held_with(person: Person, by: Actor) -> Engagement:
    """Her engagement in the first partnership in which she may be thanked by somebody."""
    return visible(Engagement, by, "thank").filter(person=person).order_by("pk")[0]


def _last_of(person: Person, by: Actor, before: date) -> Intervention:
    """The last thing held there with her before a day."""
    there = Intervention.objects.filter(
        contributions__engagement=_held_with(person, by), holding__isnull=False, day__lt=before
    )
    return there.order_by("-day", "-pk")[0]
