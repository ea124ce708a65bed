"""A version as its page, its paper and its file tell it: the words of one language, the choices, what is left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation import words as say

from ..kinds import LANGUAGES, Circumstance, Language, StepKind
from ..models import Author, Version, Wording
from ..rules.content import Content
from ..rules.neutral import without_telling
from .contents import whole
from .steps import (
    PARTS,
    StepTold,
    conditions,
    deadline_days,
    language_for,
    languages_of,
    steps_of,
    variant_key,
    when_words,
)


@dataclass(frozen=True)
class Choice:
    """A circumstance somebody may say is hers; `chosen` when she did."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Telling:
    """All that is shown of a version to one reader. `fell_back`: it is not whole in the language she asked for.

    `steps` are pairs: a step, and the days it promises. `left_out` counts the sentences a neutral page leaves out.
    """

    version: Version
    language: Language
    wanted: Language
    neutral: bool
    title: str
    aim: str
    condition: str
    lost: str
    steps: list[tuple[StepTold, int | None]]
    languages: list[Language]
    choices: list[Choice]
    left_out: int

    @property
    def fell_back(self) -> bool:
        return self.language != self.wanted

    @property
    def chose(self) -> bool:
        return any(one.chosen for one in self.choices)


def telling(
    version: Version, *, wanted: str, on: date, variants: Collection[str] = (), neutral: bool = False
) -> Telling:
    """The version told in one language. Six queries and one for each dated delay."""
    whole(version)
    language = language_for(version, wanted)
    house = version.pathway.organisation_id
    steps = steps_of(version, language.code, variants, neutral=neutral)
    said = wording_in(version, language.code)
    condition = conditions(version)
    return Telling(
        version=version,
        language=language,
        wanted=LANGUAGES.get(wanted, language),
        neutral=neutral,
        title=said.neutral if neutral else said.title,
        aim=without_telling(said.aim, condition)[0] if neutral else said.aim,
        condition="" if neutral else said.condition,
        lost=said.lost,
        steps=[(one, deadline_days(one, on=on, organisation_id=house)) for one in steps],
        languages=languages_of(version),
        choices=_choices(version, language, variants),
        left_out=_left_out(steps_of(version, language.code, variants), said.aim, condition) if neutral else 0,
    )


@dataclass(frozen=True)
class Shown:
    """A pathway that no house holds yet, told in one language (see Telling)."""

    language: Language
    title: str
    aim: str
    lost: str
    condition: str
    steps: list[tuple[StepTold, int | None]]
    languages: list[Language]
    circumstances: list[Any]


def telling_of_content(content: Content, *, wanted: str, on: date, organisation_id: int) -> Shown:
    """A shipped pathway as its page shows it, in the language wanted when it is told in it, else its own."""
    code = wanted if wanted in content.wording else content.language
    words = content.wording[code]
    steps = []
    for n, one in enumerate(content.steps, start=1):
        text = one.texts[code]
        told = StepTold(
            code="",
            position=n,
            kind=StepKind(one.kind),
            language=code,
            name=text.name,
            neutral=text.neutral,
            what=text.what,
            who=text.who,
            where=text.where,
            why=text.why,
            bring=text.bring,
            minutes=one.minutes,
            same_day=one.same_day,
            days=one.days,
            delay=one.delay,
            trigger=text.trigger,
            offered=one.offered,
        )
        steps.append((told, deadline_days(told, on=on, organisation_id=organisation_id)))
    return Shown(
        LANGUAGES[code],
        words.title,
        words.aim,
        words.lost,
        words.condition,
        steps,
        [one for key, one in LANGUAGES.items() if key in content.wording],
        [Circumstance(one.kind).label for one in content.variants],
    )


def wording_in(version: Version, language: str) -> Wording:
    """What is said of the whole in a language; an empty one where nothing is."""
    return next(
        (one for one in version.wordings.all() if one.language == language), Wording(language=language)
    )


def _choices(version: Version, language: Language, variants: Collection[str]) -> list[Choice]:
    found = []
    for variant in version.variants.all():
        texts = [text for text in variant.texts.all() if text.language == language.code]
        if texts:
            label = when_words(texts[0], variant.kind, language)
            found.append(Choice(variant_key(variant), label, variant_key(variant) in variants))
    return found


def _left_out(steps: list[StepTold], aim: str, condition: str) -> int:
    texts = [aim, *(getattr(step, name) for step in steps for name in (*PARTS, "trigger"))]
    texts += [one.words for step in steps for one in step.asides]
    return sum(without_telling(text, condition)[1] for text in texts)


def authors_of(version: Version) -> list[Author]:
    """Who wrote it: this version and those before it, each once. One query."""
    rows = Author.objects.filter(of__pathway=version.pathway_id, of__number__lte=version.number)
    found: dict[Any, Author] = {}
    for one in rows.select_related("person").order_by("added_at", "pk"):
        found.setdefault(one.person_id or one.name, one)
    return list(found.values())


# --- on paper -------------------------------------------------------------------------------------
def as_document(told: Telling, authors: list[Author]) -> dict[str, Any]:
    """What the printed template shows, fit for JSON, wholly in the language of the telling.

    A neutral paper names neither the house, nor its partnership, nor who wrote it.
    """
    ours = told.language.ours
    with translation.override(ours or "fr"):
        house = told.version.pathway.organisation.name
        return {
            "footer": "" if told.neutral else house,
            "house": "" if told.neutral else house,
            "aim": told.aim,
            "right_to_left": told.language.right_to_left,
            "steps": [_step(step, days, n, ours) for n, (step, days) in enumerate(told.steps, start=1)],
            "authors": _written_by(authors) if ours and not told.neutral else "",
        }


def _written_by(authors: list[Author]) -> str:
    return _("Écrit avec {names}.").format(names=", ".join(str(one) for one in authors)) if authors else ""


def _step(step: StepTold, days: int | None, number: int, ours: str) -> dict[str, Any]:
    labels = dict(zip(PARTS, ("", _("Avec qui"), _("Où"), _("Pourquoi"), _("Quoi apporter")), strict=True))
    return {
        "number": str(number),
        "name": step.name,
        "facts": facts_of(step, days) if ours else "",
        "parts": [
            {"label": labels[name] if ours else "", "words": getattr(step, name)}
            for name in PARTS
            if getattr(step, name)
        ],
        "asides": [{"label": one.when, "words": one.words} for one in step.asides],
    }


def facts_of(step: StepTold, days: int | None) -> str:
    """« Le même jour · 30 min · dans les 15 jours après : résultat connu · proposé, jamais imposé »."""
    told = []
    if step.same_day:
        told.append(_("Le même jour"))
    if step.minutes:
        told.append(say.length(step.minutes))
    if days:
        within = ngettext("dans la journée qui suit", "dans les {n} jours", days).format(n=days)
        told.append(
            _("{within} après : {trigger}").format(within=within, trigger=step.trigger)
            if step.trigger
            else within
        )
    if step.offered:
        told.append(_("proposé, jamais imposé"))
    return " · ".join(told)
