"""In the demonstration: someone chosen to talk to, two heavy Thursdays, supervisions, a relay, a tension answered."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.partnerships.kinds import InterventionKind
from reciproque.partnerships.models import Engagement, Intervention, Partnership
from reciproque.partnerships.verbs import interventions
from reciproque.people.models import Organisation, Person
from reciproque.support.kinds import Facilitator, Weight
from reciproque.support.models import Question
from reciproque.support.verbs import confidants, listening, relays, supervision, tensions

from ..tour import CONSULTATION
from .life import Story, hat_in, herself
from .people import Cast

THURSDAY = 3


def tell(story: Story, cast: Cast) -> None:
    consultation = Partnership.objects.get(title=str(CONSULTATION))
    pain = Intervention.objects.get(kind=InterventionKind.SUPERVISION).partnership
    _chooses(story, cast)
    _is_heavy(story, cast, consultation)
    _is_supervised(story, cast, consultation, pain)
    _is_answered_for(story, cast, pain)
    _turns_to_somebody(story, cast, pain)


def _chooses(story: Story, cast: Cast) -> None:
    """Malik chose Lucie, of his association; Yves asked Malik, who has not answered yet."""
    asked = confidants.choose(cast.malik, by=herself(cast.malik), at=story.at(-60), chosen=cast.lucie)
    confidants.accept(asked, by=herself(cast.lucie), at=story.at(-59))
    confidants.choose(cast.yves, by=herself(cast.yves), at=story.at(-1), chosen=cast.malik)


def _is_heavy(story: Story, cast: Cast, partnership: Partnership) -> None:
    """Two Thursdays in a row weighed on Malik; Karim has not said how the last one was."""
    words = {
        -2: _("Deux annonces difficiles le même après-midi."),
        -1: _("J’y repense le soir."),
    }
    for weeks, text in words.items():
        days = story.weekday(THURSDAY, weeks)
        question = Question.objects.get(
            person=cast.malik,
            intervention__partnership=partnership,
            intervention__day=story.day(days),
        )
        listening.answer(
            question,
            by=herself(cast.malik),
            at=story.at(min(days + 6, -1)),
            weight=Weight.HEAVY,
            words=text,
        )


def _is_supervised(story: Story, cast: Cast, consultation: Partnership, pain: Partnership) -> None:
    solene = _acting(story, cast.solene, cast.chu)
    there = [_of(consultation, one) for one in (cast.malik, cast.karim, cast.solene)]
    sheet: dict[str, Any] = {
        "title": _("Supervision"),
        "kind": InterventionKind.SUPERVISION,
        "hour": time(17),
        "minutes": 90,
        "expected": there,
    }
    past = interventions.plan_intervention(
        consultation, by=solene(-50), at=story.at(-50), day=story.day(-40), **sheet
    )
    interventions.hold(past, by=solene(-39), at=story.at(-39), present=there, minutes=90)
    _led(story, past, solene(-39), Facilitator.RESOURCE, days=-39)
    held = Intervention.objects.get(partnership=pain, kind=InterventionKind.SUPERVISION)
    helene = _acting(story, cast.helene, cast.msp)
    _led(story, held, helene(-24), Facilitator.EXTERNAL, days=-24)
    interventions.plan_intervention(
        pain,
        by=helene(-3),
        at=story.at(-3),
        day=story.day(12),
        **{**sheet, "expected": [_of(pain, one) for one in (cast.lucie, cast.helene)]},
    )


def _is_answered_for(story: Story, cast: Cast, pain: Partnership) -> None:
    """Hélène answers for Yves; Agathe takes over, which she will next month."""
    helene = _acting(story, cast.helene, cast.msp)
    relays.name_relay(
        _of(pain, cast.yves),
        by=helene(-30),
        at=story.at(-30),
        referent=cast.helene,
        substitute=cast.agathe,
    )
    away = {"starts_on": story.day(30), "ends_on": story.day(40)}
    relays.say_absent(cast.helene, by=herself(cast.helene), at=story.at(-2), **away)


def _turns_to_somebody(story: Story, cast: Cast, pain: Partnership) -> None:
    tension = tensions.turn_to(
        cast.yves,
        by=herself(cast.yves),
        at=story.at(-8),
        to=cast.helene,
        partnership=pain,
        substitute_reads=True,
        words=_("À l’atelier, on finit mes phrases. Je ne sais plus bien quelle est ma place."),
    )
    tensions.answer(
        tension,
        by=herself(cast.helene),
        at=story.at(-6),
        proposed=_("Nous reprenons ensemble le déroulé : vous ouvrez, je réponds aux questions médicales."),
    )


def _led(story: Story, held: Intervention, by: Actor, facilitator: str, *, days: int) -> None:
    supervision.say_facilitator(held, by=by, at=story.at(days), version=0, facilitator=facilitator)


def _of(partnership: Partnership, person: Person) -> Engagement:
    return partnership.engagements.get(person=person, left_at=None, declined_at=None)


def _acting(story: Story, person: Person, house: Organisation) -> Any:
    return lambda days: hat_in(person, house, on=story.day(days))
