"""Pages of titles and training: the vocabulary, mine, one claim and its documents, those to vouch for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock, files
from reciproque.foundation.forms import ActForm
from reciproque.foundation.web import done, find, page
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person

from .. import verbs
from ..forms import (
    AskForm,
    BatchForm,
    EvidenceForm,
    MergeForm,
    ReasonForm,
    TitleForm,
    TrainingForm,
    VerifyForm,
    WordsForm,
)
from ..models import Credential, Evidence, Title
from ..queries import lists

FORM = require_http_methods(["GET", "HEAD", "POST"])
BUTTONS = ("add_evidence", "ask_organisation", "take_back", "verify", "withdraw", "read_proof")


# --- the vocabulary -------------------------------------------------------------------------------
@login_not_required
@require_safe
def vocabulary(request: HttpRequest) -> HttpResponse:
    """Every title, with what it means and who can vouch for it."""
    asked = request.GET.get("q", "").strip()[:100]
    may = request.actor.role == Role.COORDINATOR  # type: ignore[attr-defined]
    context = {"fields": lists.vocabulary(words=asked), "asked": asked, "may_revise": may}
    return page(request, "titles/vocabulary.html", context)


@FORM
def words(request: HttpRequest, code: str) -> HttpResponse:
    """Reword a title."""
    title = find(request, Title, to="revise", code=code)
    form = WordsForm(request, title)
    if form.carries_out(verbs.revise_title, title):
        return done(request, "titles:vocabulary", _("Le titre est enregistré."))
    return page(request, "titles/words.html", {"form": form, "title": title})


@FORM
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Fold a title into another."""
    title = find(request, Title, to="merge", code=code)
    form = MergeForm(request, title)
    if form.carries_out(verbs.merge_title, title):
        return done(request, "titles:vocabulary", _("Le titre est fondu dans l’autre."))
    return page(request, "titles/merge.html", {"form": form, "title": title})


# --- mine -----------------------------------------------------------------------------------------
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I claim, who vouches for it, and how far my hours go."""
    today = clock.today()
    actor = request.actor  # type: ignore[attr-defined]
    context = {"mine": lists.mine(actor, on=today), "coordinates": actor.role == Role.COORDINATOR}
    return page(request, "titles/mine.html", context)


@FORM
def declare_title(request: HttpRequest) -> HttpResponse:
    """Claim a title."""
    return _declare(
        request, "declare_title", TitleForm(request), verbs.declare_title, "titles/declare_title.html"
    )


@FORM
def declare_training(request: HttpRequest) -> HttpResponse:
    """Claim a training."""
    form = TrainingForm(request)
    return _declare(request, "declare_training", form, verbs.declare_training, "titles/declare_training.html")


def _declare(request: HttpRequest, to: str, form: ActForm, verb: Any, template: str) -> HttpResponse:
    myself = find(request, Person, to=to, pk=request.actor.person_id)  # type: ignore[attr-defined]
    if form.carries_out(verb, myself):
        return done(request, form.result, _("C’est déclaré. Un document aidera à le vérifier."))
    return page(request, template, {"form": form})


# --- one claim ------------------------------------------------------------------------------------
@require_safe
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """One title or training: how far it is vouched for, and what can be done."""
    return _credential_page(request, _found(request, code), EvidenceForm(request))


@require_POST
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """Add a document."""
    claim = _found(request, code)
    form = EvidenceForm(request)
    if form.carries_out(verbs.add_evidence, claim):
        return done(request, claim, _("Le document est gardé, chiffré."))
    return _credential_page(request, claim, form)


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """A document, as a file."""
    proof = find(request, Evidence, code=code)
    return files.download(proof.place, name=proof.name, kind=proof.kind)


@FORM
def remove_evidence(request: HttpRequest, code: str) -> HttpResponse:
    """Take back a document nobody relied on."""
    proof = find(request, Evidence, to="remove", rows=lists.proofs_joined, code=code)
    form = ActForm(request)
    if form.carries_out(verbs.remove_evidence, proof):
        return done(request, proof.credential, _("Le document est effacé."))
    return page(
        request, "titles/remove_evidence.html", {"form": form, "proof": proof, "claim": proof.credential}
    )


@FORM
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask an organisation to make sure."""
    claim = _found(request, code, to="ask_organisation")
    form = AskForm(request)
    if form.carries_out(verbs.ask, claim):
        return done(request, claim, _("C’est demandé."))
    return page(request, "titles/ask.html", {"form": form, "claim": claim})


@FORM
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take back what one claimed."""
    claim = _found(request, code, to="take_back")
    form = ActForm(request)
    if form.carries_out(verbs.take_back, claim):
        return done(request, "titles:mine", _("C’est retiré."))
    return page(request, "titles/take_back.html", {"form": form, "claim": claim})


# --- vouching -------------------------------------------------------------------------------------
@FORM
def to_verify(request: HttpRequest) -> HttpResponse:
    """Claims my organisation is asked to vouch for; several at once for an issuer."""
    actor = request.actor  # type: ignore[attr-defined]
    house = find(request, Organisation, to="verify_claims", pk=actor.organisation_id or 0)
    waiting = lists.to_verify(actor, on=clock.today())
    form = BatchForm(request, [(one.code, f"{one.person} · {one}") for one in waiting])
    if form.carries_out(verbs.verify_claims, house):
        return done(request, "titles:to_verify", _("C’est vérifié."))
    return page(request, "titles/to_verify.html", {"form": form, "waiting": waiting, "organisation": house})


@FORM
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Vouch for one claim."""
    claim = _found(request, code, to="verify")
    form = VerifyForm(request)
    if form.carries_out(verbs.verify, claim):
        return done(request, claim, _("C’est vérifié : la page publique le dit."))
    return page(request, "titles/verify.html", {"form": form, "claim": claim})


@FORM
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Stop vouching."""
    claim = _found(request, code, to="withdraw")
    form = ReasonForm(request)
    if form.carries_out(verbs.withdraw, claim):
        return done(request, claim, _("C’est retiré : la page publique le dit."))
    return page(request, "titles/withdraw.html", {"form": form, "claim": claim})


def _found(request: HttpRequest, code: str, to: str | None = None) -> Credential:
    claim = find(request, Credential, to=to, rows=lists.with_page, buttons=BUTTONS, code=code)
    return lists.state_of(claim, on=clock.today())


def _credential_page(request: HttpRequest, claim: Credential, form: EvidenceForm) -> HttpResponse:
    may = {verb: getattr(claim, f"may_{verb}") for verb in BUTTONS}
    is_mine = claim.person_id == request.actor.person_id  # type: ignore[attr-defined]
    context = {"claim": claim, "form": form, "may": may, "is_mine": is_mine, "today": clock.today()}
    return page(request, "titles/credential.html", context)
