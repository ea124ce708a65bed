"""A version told to somebody: its steps in order, in one language and never two, as her circumstances make them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.utils import translation

from reciproque.foundation.parameters import value

from ..kinds import LANGUAGES, WHEN, Circumstance, Language, StepKind
from ..models import Pathway, StepText, Variant, VariantText, Version
from ..rules.neutral import without_telling
from .contents import whole

PARTS = ("what", "who", "where", "why", "bring")


@dataclass(frozen=True)
class Aside:
    """Words of a step for people in some circumstance that was not chosen: « si vous n’avez pas de papiers »."""

    part: str
    when: str
    words: str
    replaces: bool


@dataclass(frozen=True)
class StepTold:
    """A step as one person reads it, in `language` (a code of `kinds.LANGUAGES`).

    `code` is that of the row (`models.Step`): keep it to follow somebody. `name` may name what she is ill of,
    `neutral` never does: letters and messages say `neutral`. `minutes` is None when nobody said. `same_day`: on the
    day of the step before. `days` or `delay` (the name of a dated number) is what is promised after `trigger`, an
    event in words; ask `deadline_days`, never them. `offered`: proposed, never imposed.
    """

    code: str
    position: int
    kind: StepKind
    language: str
    name: str
    neutral: str
    what: str
    who: str
    where: str
    why: str
    bring: str
    minutes: int | None
    same_day: bool
    days: int | None
    delay: str
    trigger: str
    offered: bool
    asides: tuple[Aside, ...] = ()


class Promises(Protocol):
    """A step, as a row or as it is told."""

    days: int | None
    delay: str


def current_version(pathway: Pathway) -> Version | None:
    """The version in use: the last published one; None while nothing is. One query."""
    return pathway.versions.filter(publication__isnull=False).order_by("-number").first()


def deadline_days(step: Promises, *, on: date, organisation_id: int | None = None) -> int | None:
    """Calendar days promised after the trigger of a step, as in force on a date; None when it promises nothing.

    A delay taken from a dated number follows the value of the organisation, else of the installation. One query
    then, none otherwise.
    """
    if step.delay:
        return value(step.delay, on=on, organisation_id=organisation_id)
    return step.days


def languages_of(version: Version) -> list[Language]:
    """Those in which nothing is missing, in the order of `kinds.LANGUAGES`: title, every step, every variation."""
    whole(version)
    steps = list(version.steps.all())
    worded = {one.language for one in version.wordings.all()}
    told = [{text.language for text in one.texts.all()} for one in steps]
    by_place: dict[tuple[int, int], set[str]] = {}
    for variant in version.variants.all():
        for text in variant.texts.all():
            by_place.setdefault((variant.pk, text.step_id), set()).add(text.language)
    complete = worded.intersection(*told, *by_place.values())
    return [one for code, one in LANGUAGES.items() if code in complete]


def language_for(version: Version, wanted: str) -> Language:
    """The language in which to tell all of it: the one wanted when nothing is missing in it, else the version's own,
    else the first that is whole. A page is never in two languages."""
    whole_ones = {one.code: one for one in languages_of(version)}
    for code in (wanted, version.language, *whole_ones):
        if code in whole_ones:
            return whole_ones[code]
    return LANGUAGES[version.language]


def steps_of(
    version: Version, language: str, variants: Collection[str] = (), *, neutral: bool = False
) -> list[StepTold]:
    """The steps of a version, in order, in the language of `language_for`, for somebody in these circumstances.

    `variants` are keys of `variant_key`; words meant for another circumstance stand in `asides`. `neutral` puts the
    neutral name in the place of the name, and leaves out every sentence that names an illness. Six queries, none
    when the version was read `whole`.
    """
    chosen = language_for(version, language).code
    told = [_told(step, chosen, version, variants) for step in version.steps.all()]
    return [as_neutral(one, version) for one in told] if neutral else told


def variant_key(variant: Variant) -> str:
    """What names a variant in an address and in `steps_of`: its kind, its code when its words are the house's own."""
    return variant.code if variant.kind == Circumstance.OWN else variant.kind


def when_words(text: VariantText | None, kind: str, language: Language) -> str:
    """« Si vous n’avez pas de papiers »: the words written, else those of the house in that language."""
    if text is not None and text.when:
        return text.when
    if language.ours and kind in WHEN:
        with translation.override(language.ours):
            return str(WHEN[Circumstance(kind)])
    return ""


def _told(step, language: str, version: Version, variants: Collection[str]) -> StepTold:
    texts = {text.language: text for text in step.texts.all()}
    text = texts.get(language) or texts.get(version.language) or StepText()
    parts = {name: getattr(text, name) for name in PARTS}
    asides = []
    for variant in version.variants.all():
        for words in variant.texts.all():
            if words.step_id != step.pk or words.language != language:
                continue
            if variant_key(variant) in variants:
                kept = [] if words.replaces else [parts[words.part]]
                parts[words.part] = "\n".join(one for one in (*kept, words.words) if one)
            else:
                said = when_words(words, variant.kind, LANGUAGES[language])
                asides.append(Aside(words.part, said, words.words, words.replaces))
    return StepTold(
        code=step.code,
        position=step.position,
        kind=StepKind(step.kind),
        language=language,
        name=text.name,
        neutral=text.neutral,
        minutes=step.minutes,
        same_day=step.same_day,
        days=step.days,
        delay=step.delay,
        trigger=text.trigger,
        offered=step.offered,
        asides=tuple(asides),
        **parts,
    )


def conditions(version: Version) -> str:
    """The tag of condition in all its languages: what a neutral name must not say."""
    return " ".join(one.condition for one in whole(version).wordings.all())


def as_neutral(step: StepTold, version: Version) -> StepTold:
    """The step without a word that names an illness."""
    condition = conditions(version)
    said = {name: without_telling(getattr(step, name), condition)[0] for name in (*PARTS, "trigger")}
    asides = tuple(
        replace(
            one, words=without_telling(one.words, condition)[0], when=without_telling(one.when, condition)[0]
        )
        for one in step.asides
    )
    return replace(step, name=step.neutral, asides=tuple(one for one in asides if one.words), **said)
