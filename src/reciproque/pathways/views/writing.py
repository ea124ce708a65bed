"""Writing a draft: its page, its presentation and its steps by language, their order and variants, who wrote it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.web import done, find, page

from .. import verbs
from ..forms.reading import ReadForm
from ..forms.writing import CreditForm, LanguageForm, NewStepForm, StepForm, TextForm, VaryForm, WordingForm
from ..kinds import LANGUAGES
from ..models import Author, Step, Version, Wording
from ..queries import drafting, lists, telling
from ..queries.contents import whole
from ..rules.plain_words import MOST_WORDS
from .reading import told

FORM = require_http_methods(["GET", "HEAD", "POST"])
BUTTONS = ("add_step", "add_language", "credit", "read_again", "publish")


def draft_of(request: HttpRequest, code: str, to: str | None = None) -> Version:
    """The draft of a pathway; 404 when there is none, or when one may not read it."""
    drafted = lists.draft_rows
    return find(request, Version, to=to, rows=drafted, buttons=BUTTONS, pathway__code=code)


def about(draft: Version) -> dict[str, Any]:
    """What every page of a draft says of it."""
    whole(draft)
    return {
        "draft": draft,
        "pathway": draft.pathway,
        "name": telling.wording_in(draft, draft.language).title,
        "may": {verb: getattr(draft, f"may_{verb}", False) for verb in BUTTONS},
    }


@require_safe
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """All there is to do on a draft: steps, languages, variants, authors, re-readings, what is still missing."""
    return _draft_page(request, draft_of(request, code), ActForm(request))


def _draft_page(request: HttpRequest, shown: Version, form: ActForm) -> HttpResponse:
    context = about(shown) | {
        "form": form,
        "languages": drafting.languages(shown),
        "steps": drafting.steps(shown),
        "authors": telling.authors_of(shown),
        "own_authors": set(shown.authors.values_list("pk", flat=True)),
        "readings": lists.readings_of(shown),
        "sides": drafting.sides(shown),
        "lacks": drafting.what_it_lacks(shown),
    }
    return page(request, "pathways/draft.html", context)


@require_POST
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Put the draft in use."""
    shown = draft_of(request, code, to="publish")
    form = ActForm(request)
    if form.carries_out(verbs.publish, shown):
        return done(request, "pathways:pathway", _("La version est publiée. Elle ne change plus."), code)
    return _draft_page(request, shown, form)


@FORM
def reading(request: HttpRequest, code: str) -> HttpResponse:
    """Read the draft as the person will, and say whether it may be given."""
    shown = draft_of(request, code, to="read_again")
    form = ReadForm(request, shown)
    if form.carries_out(verbs.read_again, shown):
        return done(request, "pathways:draft", _("Votre relecture est gardée."), code)
    return page(request, "pathways/reading.html", about(shown) | {"form": form, "told": told(request, shown)})


# --- the whole, by language -------------------------------------------------------------------------
@FORM
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Tell it in one more language."""
    shown = draft_of(request, code, to="add_language")
    form = LanguageForm(request, shown)
    if form.carries_out(verbs.add_language, shown):
        added = form.result.language
        said = _("Commencez par le titre, puis les étapes une à une.")
        return done(request, "pathways:wording", said, code, added)
    return page(request, "pathways/language.html", about(shown) | {"form": form})


def _wording_of(request: HttpRequest, code: str, language: str, to: str) -> Wording:
    rows = drafting.wording_rows
    return find(request, Wording, to=to, rows=rows, of__pathway__code=code, language=language)


@FORM
def wording(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """What is said of the whole, in one language."""
    written = _wording_of(request, code, language, "revise")
    form = WordingForm(request, written)
    if form.carries_out(verbs.revise_wording, written):
        return done(request, "pathways:draft", _("C’est gardé."), code)
    context = about(written.of) | {"form": form, "wording": written, "language": LANGUAGES[language]}
    return page(request, "pathways/wording.html", context | {"original": _original(written.of, language)})


def _original(draft: Version, language: str) -> Wording | None:
    return telling.wording_in(draft, draft.language) if language != draft.language else None


@require_POST
def language_removal(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Take a language out."""
    written = _wording_of(request, code, language, "remove")
    form = ActForm(request)
    if form.carries_out(verbs.remove_language, written):
        return done(request, "pathways:draft", _("La langue est retirée de ce brouillon."), code)
    raise Http404


# --- steps ------------------------------------------------------------------------------------------
@FORM
def new_step(request: HttpRequest, code: str) -> HttpResponse:
    """Add a step."""
    shown = draft_of(request, code, to="add_step")
    form = NewStepForm(request, shown, _days(shown))
    if form.carries_out(verbs.add_step, shown):
        return _kept(request, shown, form.result, shown.language)
    context = about(shown) | {"form": form, "language": LANGUAGES[shown.language]}
    return page(request, "pathways/step.html", context)


def _days(draft: Version) -> int:
    return drafting.reference_days(draft, on=clock.today())


def _step_of(request: HttpRequest, code: str, which: str, to: str) -> Step:
    return find(request, Step, to=to, rows=drafting.step_rows, of__pathway__code=code, code=which)


@FORM
def step(request: HttpRequest, code: str, which: str, language: str) -> HttpResponse:
    """Write a step in one language; what is true in every language is written with the first."""
    found = _step_of(request, code, which, "revise")
    draft = whole(found.of)
    if language not in {one.language for one in draft.wordings.all()}:
        raise Http404
    own = language == draft.language
    form = StepForm(request, found, language, _days(draft)) if own else TextForm(request, found, language)
    if form.carries_out(verbs.revise_step, found):
        return _kept(request, draft, found, language)
    context = about(draft) | {
        "form": form,
        "step": found,
        "language": LANGUAGES[language],
        "original": None if own else drafting.text_in(found, draft.language),
        "variations": drafting.variations(found, language),
    }
    return page(request, "pathways/step.html", context)


def _kept(request: HttpRequest, draft: Version, step: Step, language: str) -> HttpResponse:
    """Back to the draft; to the step itself when some of its sentences are long, to see which."""
    code, long = draft.pathway.code, drafting.long_sentences(step, language)
    if not long:
        return done(request, "pathways:draft", _("C’est gardé."), code)
    said = ngettext(
        "C’est gardé. Une phrase dépasse {most} mots : elle est montrée sous son champ.",
        "C’est gardé. {n} phrases dépassent {most} mots : elles sont montrées sous leur champ.",
        long,
    ).format(n=long, most=MOST_WORDS)
    return done(request, "pathways:step", said, code, step.code, language)


@FORM
def variation(request: HttpRequest, code: str, which: str, language: str) -> HttpResponse:
    """What a step becomes for people in some circumstance."""
    found = _step_of(request, code, which, "vary")
    draft = whole(found.of)
    if language not in {one.language for one in draft.wordings.all()}:
        raise Http404
    form = VaryForm(request, found, language)
    if form.carries_out(verbs.vary, found):
        return done(request, "pathways:step", _("C’est gardé."), code, which, language)
    context = about(draft) | {
        "form": form,
        "step": found,
        "text": drafting.text_in(found, language),
        "language": LANGUAGES[language],
    }
    return page(request, "pathways/variation.html", context)


def _on_step(
    request: HttpRequest, code: str, which: str, to: str, verb: Any, said: str, **how: Any
) -> HttpResponse:
    found = _step_of(request, code, which, to)
    form = ActForm(request)
    if form.carries_out(verb, found, **how):
        return done(request, "pathways:draft", said, code)
    raise Http404


@require_POST
def step_up(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Put a step before the one above."""
    return _on_step(request, code, which, "move", verbs.move_step, _("L’étape est montée."), up=True)


@require_POST
def step_down(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Put a step after the one below."""
    return _on_step(request, code, which, "move", verbs.move_step, _("L’étape est descendue."), up=False)


@require_POST
def step_removal(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Take a step out of the draft."""
    return _on_step(
        request, code, which, "remove", verbs.remove_step, _("L’étape est retirée de ce brouillon.")
    )


# --- who wrote --------------------------------------------------------------------------------------
@FORM
def author(request: HttpRequest, code: str) -> HttpResponse:
    """Name somebody who wrote too."""
    shown = draft_of(request, code, to="credit")
    form = CreditForm(request)
    if form.carries_out(verbs.credit, shown):
        return done(request, "pathways:draft", _("C’est noté."), code)
    return page(request, "pathways/author.html", about(shown) | {"form": form})


@require_POST
def author_removal(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Take a name away."""
    found = find(request, Author, to="remove", of__pathway__code=code, code=which)
    form = ActForm(request)
    if form.carries_out(verbs.remove_author, found):
        return done(request, "pathways:draft", _("Ce nom est retiré."), code)
    raise Http404
