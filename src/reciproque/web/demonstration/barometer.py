"""What each one says of her readiness, and a cross-training: the barometer of both examples has something to show."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reciproque.partnerships.kinds import InterventionKind
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.verbs import framing, interventions
from reciproque.people.models import Person

from .life import Life, Story
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    _at_the_hospital(_life(story, "consultation"), cast)
    _at_the_health_centre(_life(story, "douleur"), cast)


def _life(story: Story, template: str) -> Life:
    """The life of an example, as those who are engaged in it go on living it."""
    partnership = Partnership.objects.get(template=template)
    there = partnership.engagements.filter(left_at=None, declined_at=None)
    seats = {
        one.person_id: one.seat or one.on_behalf_of for one in there.select_related("seat", "on_behalf_of")
    }
    return Life(story, partnership, seats)


def _at_the_hospital(life: Life, cast: Cast) -> None:
    _is_ready(life, cast.malik, days=-149, words=_("Nous attendons cela depuis des années. On y va."))
    _is_ready(
        life, cast.solene, days=-30, words=_("Oui, si nous gardons du temps pour en parler entre nous.")
    )
    _is_not_ready(
        life,
        cast.paul,
        days=-9,
        words=_("Je ne sais pas encore ce qu’on attend de moi ici. Laissez-moi un mois."),
    )


def _at_the_health_centre(life: Life, cast: Cast) -> None:
    _is_ready(
        life, cast.lucie, days=-243, words=_("J’ai envie qu’on écrive ensemble, pas qu’on me consulte.")
    )
    _is_ready(life, cast.helene, days=-241, words="")
    _is_not_ready(
        life,
        cast.agathe,
        days=-14,
        words=_(
            "Pas prête à animer seule à deux voix le soir : j’ai besoin d’avoir vu faire une fois de plus."
        ),
    )
    roles = life.partnership.interventions.get(kind=InterventionKind.CROSS_TRAINING)
    interventions.mark_cross_training(
        roles,
        by=life.by(cast.yves, -89),
        at=life.story.at(-89),
        about=_("Ce que chacun fait, ce qu’il attend de l’autre, et là où il s’arrête"),
    )


def _is_ready(life: Life, person: Person, *, days: int, words: str) -> None:
    framing.say_ready(life.partnership, by=life.by(person, days), at=life.story.at(days), words=words)


def _is_not_ready(life: Life, person: Person, *, days: int, words: str) -> None:
    framing.hesitate(life.partnership, by=life.by(person, days), at=life.story.at(days), words=words)
