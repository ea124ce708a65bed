"""What the page of a draft shows: its languages and what each lacks, its steps, which side has read it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reciproque.foundation.parameters import value

from ..kinds import LANGUAGES, Language, Side, Verdict
from ..models import Step, StepText, VariantText, Version, Wording
from ..rules import PRIORITY_APPOINTMENT
from ..rules.neutral import telling_words
from ..rules.plain_words import Measure, measure
from .contents import whole
from .steps import PARTS, languages_of, variant_key, when_words
from .telling import wording_in


@dataclass(frozen=True)
class Told:
    """A language of a draft: whether nothing is missing in it, how many steps it tells, how long its sentences are."""

    language: Language
    is_whole: bool
    steps: int
    measure: Measure
    is_own: bool


@dataclass(frozen=True)
class Drafted:
    """A step of a draft, with its words in the draft's own language and the languages that tell it."""

    step: Step
    text: StepText
    languages: list[tuple[Language, bool]]
    circumstances: list[str]


def languages(draft: Version) -> list[Told]:
    """Those the draft is told in, its own first. No query once it is read `whole`."""
    whole(draft)
    complete, found = languages_of(draft), []
    for wording in sorted(draft.wordings.all(), key=lambda one: (one.language != draft.language, one.pk)):
        texts = [
            text
            for step in draft.steps.all()
            for text in step.texts.all()
            if text.language == wording.language
        ]
        written = [wording.aim, *(getattr(text, name) for text in texts for name in PARTS)]
        language = LANGUAGES[wording.language]
        found.append(
            Told(
                language, language in complete, len(texts), measure(written), language.code == draft.language
            )
        )
    return found


def steps(draft: Version) -> list[Drafted]:
    """The steps in order. No query once the draft is read `whole`."""
    whole(draft)
    codes = [one.language.code for one in languages(draft)]
    own = LANGUAGES[draft.language]
    return [
        Drafted(
            step,
            text_in(step, draft.language),
            [(LANGUAGES[code], any(text.language == code for text in step.texts.all())) for code in codes],
            [
                when_words(text, variant.kind, own)
                for variant in draft.variants.all()
                for text in variant.texts.all()
                if text.step_id == step.pk and text.language == draft.language
            ],
        )
        for step in draft.steps.all()
    ]


def sides(draft: Version) -> list[tuple[Side, bool]]:
    """Each side, and whether somebody of it says that the draft, as it stands, may be given. One query."""
    said = set(
        draft.readings.filter(at_version=draft.version, verdict=Verdict.READY).values_list("side", flat=True)
    )
    return [(side, side in said) for side in (Side.CARE, Side.LIVED)]


def what_it_lacks(draft: Version) -> list[str]:
    """Sentences: what keeps a draft from being published, whoever read it. Six queries at most."""
    whole(draft)
    lacks = []
    if not draft.steps.all():
        lacks.append(_("Il n’y a encore aucune étape."))
    if not wording_in(draft, draft.language).lost.strip():
        lacks.append(
            _("Écrivez à partir de quand une personne est « perdue de vue », et ce que l’on fait alors.")
        )
    if LANGUAGES[draft.language] not in languages_of(draft):
        lacks.append(_("Des textes manquent dans la langue du parcours."))
    condition = " ".join(one.condition for one in draft.wordings.all())
    names = [one.neutral for one in draft.wordings.all()]
    names += [text.neutral for step in draft.steps.all() for text in step.texts.all()]
    for name in dict.fromkeys(names):
        for word in telling_words(name, condition)[:1]:
            lacks.append(_("Le nom neutre « {name} » dit « {word} ».").format(name=name, word=word))
    return lacks


def reference_days(draft: Version, *, on: date) -> int:
    """The dated number of days a step may promise, as in force for the house. One query."""
    return value(PRIORITY_APPOINTMENT.name, on=on, organisation_id=draft.pathway.organisation_id)


# --- one step ---------------------------------------------------------------------------------------
def step_rows() -> QuerySet[Step]:
    """A step with what its pages show."""
    return Step.objects.select_related("of__pathway__organisation").prefetch_related("texts")


def wording_rows() -> QuerySet[Wording]:
    """Wordings of drafts, with what their page shows: a published one is found by its version alone."""
    return Wording.objects.filter(of__publication=None).select_related("of__pathway__organisation")


def text_in(step: Step, language: str) -> StepText:
    """The words of a step in a language; empty ones where nobody wrote them."""
    return next((one for one in step.texts.all() if one.language == language), StepText(language=language))


def long_sentences(step: Step, language: str) -> int:
    """How many sentences of a step are longer than plain words allow. One query."""
    text = step.texts.filter(language=language).first() or StepText()
    return len(measure([getattr(text, name) for name in PARTS]).long)


def variations(step: Step, language: str) -> list[tuple[str, str, VariantText]]:
    """What it becomes for some people, in one language: key of the variant, how it is said, words. One query."""
    rows = step.variations.filter(language=language).select_related("variant").order_by("pk")
    spoken = LANGUAGES[language]
    return [(variant_key(one.variant), when_words(one, one.variant.kind, spoken), one) for one in rows]
