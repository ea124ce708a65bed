"""How supervision is read in the barometer: it takes place, each has hers, somebody from outside leads now and then."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation import words
from reciproque.foundation.clock import months_later
from reciproque.partnerships.kinds import InterventionKind
from reciproque.partnerships.rules.barometer import Evidence, Facts, Moment, Reading, State, Step
from reciproque.partnerships.rules.supervision import MONTHS

from ..kinds import Facilitator
from .supervision import ONE_IN, quota_met

SHOWN = 3
LedBy = Mapping[str, str]


def supervision_holds(facts: Facts, led_by: LedBy, *, late: int) -> Reading:
    """The state of the point, with who led by the code of what took place, and how many people are late. No name."""
    months = int(facts.limits[MONTHS.name])
    held = facts.held(InterventionKind.SUPERVISION)
    evidence = tuple(_told(one, led_by.get(one.code)) for one in held[:SHOWN])
    plan = Step(_("En prévoir un"), _page(facts))
    since = held[0].day if held else facts.begun_on
    if since is None:
        return Reading(State.EARLY, _("Le partenariat n’a pas encore commencé."))
    if months_later(since, months) < facts.today:
        text = _("Aucun temps de supervision n’a eu lieu depuis {n} mois.").format(n=months)
        return Reading(State.REVIEW, text, evidence, plan)
    if late:
        text = ngettext(
            "{n} personne qui soutient des personnes attend sa supervision.",
            "{n} personnes qui soutiennent des personnes attendent leur supervision.",
            late,
        )
        return Reading(State.REVIEW, text.format(n=late), evidence, plan)
    if not held:
        return Reading(State.EARLY, _("Il vient de commencer : le premier temps est à prévoir."))
    return _who_led(facts, [led_by.get(one.code) for one in held], evidence)


def _who_led(facts: Facts, led: list[str | None], evidence: tuple[Evidence, ...]) -> Reading:
    months, one_in = int(facts.limits[MONTHS.name]), int(facts.limits[ONE_IN.name])
    met = quota_met(led, one_in=one_in)
    if met is False and None in led[:one_in]:
        text = _(
            "Un temps a eu lieu il y a moins de {n} mois. Il reste à dire qui animait : un type, aucun nom."
        )
        return Reading(State.UNKNOWN, text.format(n=months), evidence, Step(_("Le dire"), _page(facts)))
    if met is False:
        text = _("Aucun des {n} derniers temps n’était animé par quelqu’un de l’extérieur.")
        step = Step(_("En prévoir un avec quelqu’un de l’extérieur"), _page(facts))
        return Reading(State.REVIEW, text.format(n=one_in), evidence, step)
    if met:
        text = _("Un temps a eu lieu il y a moins de {n} mois, et quelqu’un de l’extérieur en anime.")
    else:
        text = _(
            "Un temps a eu lieu il y a moins de {n} mois ; quelqu’un de l’extérieur en animera un sur {one_in}."
        )
    return Reading(State.HOLDS, text.format(n=months, one_in=one_in), evidence)


def _page(facts: Facts) -> str:
    return reverse("support:supervision", args=[facts.code])


def _told(one: Moment, led_by: str | None) -> Evidence:
    text = _("{title}, {day} · {led_by}").format(
        title=one.title,
        day=words.day(one.day, weekday=False),
        led_by=Facilitator(led_by).label if led_by else _("reste à dire qui animait"),
    )
    return Evidence(text, one.where)
