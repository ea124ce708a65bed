"""All that a version holds: read together, and as plain values."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from ..models import Version
from ..rules.content import Content, Step, StepWords, Variant, VariantWords, Words

WHOLE = ("wordings", "steps__texts", "variants__texts")
WORDS = ("title", "neutral", "aim", "condition", "lost")
STEP_WORDS = ("name", "neutral", "what", "who", "where", "why", "bring", "trigger")


def whole(version: Version) -> Version:
    """The version with its wordings, its steps and its variants read, each once."""
    prefetch_related_objects([version], *WHOLE)
    return version


def content_of(version: Version) -> Content:
    """What a version says, as values: to copy it, to make a file of it. Six queries."""
    whole(version)
    steps = list(version.steps.all())
    rank = {one.pk: n for n, one in enumerate(steps, start=1)}
    return Content(
        language=version.language,
        wording={
            one.language: Words(**{name: getattr(one, name) for name in WORDS})
            for one in version.wordings.all()
        },
        steps=tuple(
            Step(
                kind=one.kind,
                same_day=one.same_day,
                minutes=one.minutes,
                days=one.days,
                delay=one.delay,
                offered=one.offered,
                texts={
                    text.language: StepWords(**{name: getattr(text, name) for name in STEP_WORDS})
                    for text in one.texts.all()
                },
            )
            for one in steps
        ),
        variants=tuple(
            Variant(
                one.kind,
                {
                    language: tuple(
                        VariantWords(rank[text.step_id], text.part, text.words, text.when, text.replaces)
                        for text in sorted(one.texts.all(), key=lambda text: rank[text.step_id])
                        if text.language == language
                    )
                    for language in dict.fromkeys(text.language for text in one.texts.all())
                },
            )
            for one in version.variants.all()
        ),
    )
