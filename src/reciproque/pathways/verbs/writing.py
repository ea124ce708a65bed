"""Writing a draft: what is said of the whole, its steps, their order, variants, languages, and who wrote it.

Each change raises the draft's own version: whoever had read it again is asked to read it as it is now.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import lock
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import LANGUAGES, Circumstance
from ..models import Author, Step, StepText, Variant, VariantText, Version, Wording
from ..queries.contents import STEP_WORDS
from ..queries.steps import conditions, variant_key
from ..rules import DELAYS, MOST_STEPS
from ..rules.neutral import telling_words
from .beginning import note_author


@verb(Wording, "revise", keeps=("version",))
def revise_wording(
    wording: Wording,
    *,
    by: Actor,
    at: datetime,
    version: int,
    title: str,
    neutral: str,
    aim: str = "",
    condition: str = "",
    lost: str = "",
) -> Wording:
    """Write what is said of the whole in one language.

    Raises ValidationError when the neutral name tells of an illness.
    """
    _demand_neutral(neutral, condition)
    said = {"title": title, "neutral": neutral, "aim": aim, "condition": condition, "lost": lost}
    written = rewrite(wording, version=version, **said)
    _changed(written.of, by=by, at=at)
    return written


@verb(Version, "add_language", keeps=("language",))
def add_language(draft: Version, *, by: Actor, at: datetime, language: str) -> Wording:
    """Begin to tell the draft in one more language; it is shown to nobody before nothing is missing in it.

    Raises ValidationError for a language that is not among `kinds.LANGUAGES`, or is there already.
    """
    if language not in LANGUAGES:
        raise ValidationError({"language": _("Choisissez une langue de la liste.")})
    if draft.wordings.filter(language=language).exists():
        raise ValidationError({"language": _("Le parcours est déjà dit dans cette langue.")})
    own = draft.wordings.get(language=draft.language)
    wording = Wording.objects.create(of=draft, language=language, title=own.title, neutral=own.neutral)
    _changed(draft, by=by, at=at)
    return wording


@verb(Wording, "remove", keeps=())
def remove_language(wording: Wording, *, by: Actor, at: datetime) -> Version:
    """Take a language out of the draft, with all that was written in it."""
    draft, language = wording.of, wording.language
    StepText.objects.filter(step__of=draft, language=language).delete()
    VariantText.objects.filter(step__of=draft, language=language).delete()
    wording.delete()
    _changed(draft, by=by, at=at)
    return draft


@verb(Version, "add_step", keeps=("kind",))
def add_step(draft: Version, *, by: Actor, at: datetime, **told: Any) -> Step:
    """Add a step at the end, told in the language of the draft. The particulars are those of `revise_step`."""
    last = draft.steps.order_by("-position").first()
    if draft.steps.count() >= MOST_STEPS:
        raise ValidationError(_("Ce parcours a déjà {n} étapes : c’est le plus.").format(n=MOST_STEPS))
    words, facts = _parted(told, draft)
    step = Step.objects.create(of=draft, position=last.position + 1 if last else 1, **facts)
    StepText.objects.create(step=step, language=draft.language, **words)
    _changed(draft, by=by, at=at)
    return step


@verb(Step, "revise", keeps=("version", "language"))
def revise_step(step: Step, *, by: Actor, at: datetime, version: int, language: str, **told: Any) -> Step:
    """Write a step in one language: `name`, `neutral`, `what`, and maybe `who`, `where`, `why`, `bring`, `trigger`.

    With them `kind`, `same_day`, `minutes`, `days` or `delay`, `offered`, when they are given: true of every language.
    Raises ValidationError, by field: a neutral name that tells of an illness, two delays, a delay that nothing
    starts, a language the draft is not told in.
    """
    if not step.of.wordings.filter(language=language).exists():
        raise ValidationError(_("Ajoutez d’abord cette langue au parcours."))
    words, facts = _parted(told, step.of, step)
    written = rewrite(step, version=version, **facts)
    StepText.objects.update_or_create(step=step, language=language, defaults=words)
    _changed(step.of, by=by, at=at)
    return written


def _parted(told: dict[str, Any], draft: Version, step: Step | None = None) -> tuple[dict, dict]:
    words = {name: str(told.pop(name, "")).strip() for name in STEP_WORDS}
    wrong = {}
    telling = telling_words(words["neutral"], conditions(draft))
    if telling:
        wrong["neutral"] = _tells(telling)
    days, delay = (told.get(name, getattr(step, name, None)) for name in ("days", "delay"))
    if delay and delay not in DELAYS:
        wrong["delay"] = _("Ce délai de référence n’existe pas.")
    if days and delay:
        wrong["days"] = _("Choisissez : le délai de référence, ou un nombre de jours.")
    if (days or delay) and not words["trigger"]:
        wrong["trigger"] = _("Dites ce qui déclenche le délai : « résultat connu du service ».")
    if wrong:
        raise ValidationError(wrong)
    return words, told


def _demand_neutral(neutral: str, condition: str) -> None:
    telling = telling_words(neutral, condition)
    if telling:
        raise ValidationError({"neutral": _tells(telling)})


def _tells(telling: list[str]) -> str:
    return _("« {word} » dit de quoi la personne est soignée : choisissez un nom qui ne le dit pas.").format(
        word=telling[0]
    )


@verb(Step, "move", keeps=("up",))
def move_step(step: Step, *, by: Actor, at: datetime, up: bool) -> Version:
    """Put a step before the one above it, or after the one below; at either end it stays."""
    draft = step.of
    lock(draft)
    order = list(draft.steps.all())
    here = order.index(step)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        _number(order)
        _changed(draft, by=by, at=at)
    return draft


@verb(Step, "remove", keeps=())
def remove_step(step: Step, *, by: Actor, at: datetime) -> Version:
    """Take a step out of the draft, with its words in every language. Published versions keep theirs."""
    draft = step.of
    lock(draft)
    step.delete()
    _number(list(draft.steps.all()))
    _without_empty_variants(draft)
    _changed(draft, by=by, at=at)
    return draft


def _number(order: list[Step]) -> None:
    for position, step in enumerate(order, start=1):
        step.position = position
    Step.objects.bulk_update(order, ["position"])


@verb(Step, "vary", keeps=("kind", "language"))
def vary(
    step: Step,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    language: str,
    part: str = "what",
    words: str = "",
    when: str = "",
    replaces: bool = False,
) -> Step:
    """Write what a step becomes in one language for people in some circumstance; without words, take it away.

    `kind` is a `Circumstance`, or the key of a variant of the house's own. Raises ValidationError, by field, when a
    circumstance of one's own, or in a language the house does not speak, has no words to be said by.
    """
    draft = step.of
    if (
        words
        and not when
        and (kind not in set(Circumstance) - {Circumstance.OWN} or not LANGUAGES[language].ours)
    ):
        raise ValidationError({"when": _("Dites pour qui : « si vous venez avec un chien ».")})
    known = {variant_key(one): one for one in draft.variants.all()}
    variant = known.get(kind)
    if words:
        variant = variant or Variant.objects.create(
            of=draft, kind=kind if kind in set(Circumstance) else Circumstance.OWN
        )
        said = {"when": when, "part": part, "replaces": replaces, "words": words}
        VariantText.objects.update_or_create(variant=variant, step=step, language=language, defaults=said)
    elif variant is not None:
        variant.texts.filter(step=step, language=language).delete()
    _without_empty_variants(draft)
    _changed(draft, by=by, at=at)
    return step


def _without_empty_variants(draft: Version) -> None:
    draft.variants.filter(texts=None).delete()


@verb(Version, "credit", keeps=("side",))
def credit(draft: Version, *, by: Actor, at: datetime, name: str, side: str) -> Author:
    """Name somebody who wrote too and has no account, as that person wishes to be named."""
    author = Author.objects.create(
        of=draft, name=name.strip(), side=side, added_by_id=by.person_id, added_at=at
    )
    return author


@verb(Author, "remove", keeps=())
def remove_author(author: Author, *, by: Actor, at: datetime) -> Version:
    """Take a name away from those who wrote this draft."""
    draft = author.of
    author.delete()
    return draft


def _changed(draft: Version, *, by: Actor, at: datetime) -> None:
    """What was read again is no longer what stands; whoever wrote is among the authors."""
    rewrite(Version.objects.get(pk=draft.pk))
    note_author(draft, by=by, at=at)
