"""Dr Morvan holds encounters: one is ready to open, one is kept and to be looked at again, others left only counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.translation import gettext as _

from reciproque.encounters import rules
from reciproque.encounters.kinds import ASKED_AFTER, Presence
from reciproque.encounters.models import Encounter
from reciproque.encounters.queries import holding
from reciproque.encounters.verbs import beginning, cards, deciding
from reciproque.foundation.actor import VISITOR, Actor

from .life import HOUSE, Story, hat_in
from .people import Cast

PAST = 6
"""How many encounters of the last quarter were held and erased: more than the smallest group that is shown."""
ANSWERS = ((8, 7, 6), (9, 9, 8), (6, 5, 4), (7, 8, 7), (9, 8, 9), (8, 8, 5))


def tell(story: Story, cast: Cast) -> None:
    """The code of the one that is ready stands on the welcome page of the demonstration."""
    _held_before(story, cast)
    kept(story, cast)
    _ready(story, cast)


def _by(cast: Cast, story: Story, days: int) -> Actor:
    return hat_in(cast.helene, cast.msp, on=story.day(days))


def _her(encounter: Encounter, story: Story) -> Actor:
    return holding(encounter, replace(VISITOR, key=uuid4(), language=story.language, via="demo"))


def _begun(story: Story, cast: Cast, days: int) -> Encounter:
    encounter = beginning.begin(cast.msp, by=_by(cast, story, days), at=story.at(days, 9))
    beginning.come(encounter, by=_her(encounter, story), at=story.at(days, 9, 30))
    return encounter


def _written(story: Story, cast: Cast, days: int) -> Encounter:
    """Both cards, prepared apart."""
    encounter = _begun(story, cast, days)
    hers = {
        "matters": _("Dormir la nuit\nGarder mon petit-fils le mercredi"),
        "fears": _("Que les comprimés ne fassent plus rien"),
        "unsaid": _("J’en prends parfois plus que prévu"),
    }
    his = {
        "understand": _("À quels moments la douleur gêne le plus\nCe qui a déjà été essayé"),
        "offer": _("Baisser les comprimés, par paliers\nUn essai de kinésithérapie près de chez elle"),
        "limits": _("Vingt minutes aujourd’hui\nJe ne connais pas bien les aides à domicile"),
    }
    cards.write(encounter, by=_her(encounter, story), at=story.at(days, 18), words=hers)
    cards.write(encounter, by=_by(cast, story, days), at=story.at(days, 18, 10), words=his)
    return encounter


def _ready(story: Story, cast: Cast) -> None:
    """Prepared, a mediator agreed to; the person has said « ouvrir ensemble », the doctor has not yet."""
    encounter = _written(story, cast, -2)
    by = _her(encounter, story)
    beginning.say_presence(encounter, by=by, at=story.at(-1), presence=Presence.THERE)
    cards.say_ready(encounter, by=_her(encounter, story), at=story.at(-1, 11))


def opened(story: Story, cast: Cast, days: int) -> Encounter:
    encounter = _written(story, cast, days)
    cards.say_ready(encounter, by=_her(encounter, story), at=story.at(days + 1, 10))
    cards.say_ready(encounter, by=_by(cast, story, days + 1), at=story.at(days + 1, 10))
    return Encounter.objects.get(pk=encounter.pk)


def _decided(story: Story, cast: Cast, days: int, review: int) -> Encounter:
    encounter, at = opened(story, cast, days), story.at(days + 1, 10, 5)
    draft = rules.Draft(
        rows=[
            (_("Baisser les comprimés, par paliers"), _("je serai moins endormie"), _("c’est long")),
            (_("La kinésithérapie d’abord"), _("près de chez moi"), ""),
            (_("Ne rien changer"), "", _("les nuits restent mauvaises")),
        ],
        chosen=0,
        words=_("Un de moins chaque lundi."),
        understood=_("Je peux appeler si ça ne va pas."),
    )
    by = _by(cast, story, days + 1)
    deciding.decide(encounter, by=by, at=at, version=0, draft=draft, review_on=story.day(review))
    deciding.agree(encounter, by=_her(encounter, story), at=at + timedelta(minutes=1), version=1)
    return encounter


def kept(story: Story, cast: Cast) -> None:
    """Decided a month ago, kept by the person; its day to be looked at again was yesterday."""
    encounter = _decided(story, cast, -32, -1)
    deciding.keep(encounter, by=_her(encounter, story), at=story.at(-31, 12))


def _held_before(story: Story, cast: Cast) -> None:
    """Encounters of the quarter before this one: both sides answered, nothing else is left of them."""
    days = _last_quarter(story)
    for answers in ANSWERS[:PAST]:
        encounter = _decided(story, cast, days, days + 30)
        at = story.at(days + 1, 11)
        _answers(story, cast, encounter, answers, at, days + 1)
        deciding.erase(encounter, by=HOUSE, at=story.at(days + 2, 11))


def _answers(
    story: Story, cast: Cast, encounter: Encounter, given: tuple[int, ...], at: datetime, days: int
) -> None:
    felt = dict(zip(ASKED_AFTER, given, strict=True))
    deciding.rate(encounter, by=_her(encounter, story), at=at, felt=felt)
    higher = {item: min(10, n + 1) for item, n in felt.items()}
    deciding.rate(encounter, by=_by(cast, story, days), at=at, felt=higher)


def _last_quarter(story: Story) -> int:
    """Days from today to the middle of the quarter before this one."""
    this = story.today.replace(month=story.today.month - (story.today.month - 1) % 3, day=1)
    return (this - story.today).days - 45
