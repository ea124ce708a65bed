"""What a version changes from the one before, step by step and word by word, in the language it was written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reciproque.partnerships.rules.charter import Run, word_by_word

from ..kinds import Part
from ..models import Step, StepText, Version, Wording
from .contents import STEP_WORDS, WORDS, whole

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"


@dataclass(frozen=True)
class Difference:
    """A step (or the whole, first) that is no longer what it was; `lines` are pairs: what of it, its words."""

    name: str
    state: str
    lines: tuple[tuple[str, list[Run]], ...] = ()


def labels() -> dict[str, Any]:
    """Each text by its name, in words."""
    return {
        **{part.value: part.label for part in Part},
        "title": _("Titre"),
        "neutral": _("Nom neutre"),
        "aim": _("À quoi sert ce parcours"),
        "condition": _("Pour quoi"),
        "lost": _("Perdu de vue"),
        "name": _("Nom de l’étape"),
        "trigger": _("Ce qui déclenche le délai"),
    }


def before(version: Version) -> Version | None:
    """The version it follows."""
    return version.pathway.versions.filter(number__lt=version.number).order_by("-number").first()


def differences(old: Version, new: Version) -> list[Difference]:
    """From `old` to `new`, the version that follows it: the whole, then each step in the order of `new`."""
    language = new.language
    whole(old)
    whole(new)
    found = []
    told = _lines(_wording(old, language), _wording(new, language), WORDS)
    if told:
        found.append(Difference(_("Présentation"), CHANGED, told))
    was = {one.pk: one for one in old.steps.all()}
    followed = set()
    for n, step in enumerate(new.steps.all(), start=1):
        earlier = was.get(step.follows_id or 0)
        name = f"{n}. {_text(step, language).name}"
        if earlier is None:
            found.append(Difference(name, ADDED, _lines(StepText(), _text(step, language), STEP_WORDS)))
            continue
        followed.add(earlier.pk)
        lines = _lines(_text(earlier, language), _text(step, language), STEP_WORDS)
        facts = _facts(earlier), _facts(step)
        if facts[0] != facts[1]:
            lines = (*lines, (_("Genre, durée, délai"), word_by_word(*facts)))
        if lines:
            found.append(Difference(name, CHANGED, lines))
        elif earlier.position != step.position:
            found.append(Difference(name, MOVED))
    for step in old.steps.all():
        if step.pk not in followed:
            found.append(Difference(_text(step, language).name, REMOVED))
    return found


def _wording(version: Version, language: str) -> Wording:
    return next((one for one in version.wordings.all() if one.language == language), Wording())


def _text(step: Step, language: str) -> StepText:
    return next((one for one in step.texts.all() if one.language == language), StepText())


def _lines(old: Any, new: Any, names: tuple[str, ...]) -> tuple[tuple[str, list[Run]], ...]:
    said = labels()
    return tuple(
        (said[name], word_by_word(getattr(old, name), getattr(new, name)))
        for name in names
        if getattr(old, name) != getattr(new, name)
    )


def _facts(step: Step) -> str:
    told = [
        str(step.get_kind_display()),
        _("{n} min").format(n=step.minutes) if step.minutes else "",
        _("délai : {n} jours").format(n=step.days) if step.days else "",
        _("délai de référence") if step.delay else "",
        _("le même jour") if step.same_day else "",
        _("proposé") if step.offered else "",
    ]
    return " · ".join(one for one in told if one)
