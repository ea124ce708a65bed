"""Pages of the charter: writing it together, reading a version, comparing two, signing, downloading."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock, pdf
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import with_rights
from reciproque.foundation.verbs import Stale
from reciproque.foundation.web import done, find, page

from ..examples import example
from ..forms.charter import (
    AnswerForm,
    ClauseAgainForm,
    ClauseForm,
    RemarkForm,
    RemovalForm,
    SignatureForm,
)
from ..models import Charter, Clause, Partnership, Remark
from ..queries.charter import (
    as_document,
    changes_since,
    digest_of,
    every_charter,
    every_clause,
    every_remark,
    in_force,
    open_remarks,
    read_whole,
    signing_verdict,
    standing,
    versions,
    whole,
)
from ..queries.partnerships import every_partnership
from ..queries.standing import own_engagement
from ..rules.charter import usual_headings
from ..verbs import charter as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
def charter(request: HttpRequest, code: str) -> HttpResponse:
    """The last version, with what may be done to it, and the versions before."""
    return _charter_page(request, _partnership(request, code))


def _partnership(request: HttpRequest, code: str) -> Partnership:
    return find(
        request,
        Partnership,
        rows=every_partnership,
        buttons=("draft_charter",),
        code=code,
    )


def _charter_page(request: HttpRequest, partnership: Partnership, **more: Any) -> HttpResponse:
    known = list(with_rights(versions(partnership), request.actor, "add_clause", "sign"))
    last = read_whole(known[0]) if known else None
    clauses = standing(last) if last else []
    waiting = open_remarks(last) if last else []
    context = {
        "partnership": partnership,
        "own": own_engagement(partnership, request.actor),
        "charter": last,
        "clauses": clauses,
        "removed": [one for one in last.clauses.all() if one.removed_at] if last else [],
        "versions": known,
        "in_force": in_force(known),
        "verdict": signing_verdict(last, clauses, waiting, on=clock.today()) if last else None,
        "waiting": waiting,
        "signed": bool(last and last.signatures.all()),
        "example": example(partnership.template, partnership.language),
        "headings": usual_headings(),
    }
    return page(request, "partnerships/charter.html", context | more)


@require_POST
def drafting(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the first version, from the example or from headings alone, or the next one from the last."""
    partnership = _partnership(request, code)
    form = ActForm(request)
    start = example(partnership.template, partnership.language).clauses if "exemple" in request.POST else ()
    if form.carries_out(verbs.draft_charter, partnership, clauses=start):
        said = _("La version {n} est ouverte : chacun peut l’écrire et la commenter.").format(
            n=form.result.number
        )
        return done(request, "partnerships:charter", said, code)
    return _charter_page(request, partnership, form=form)


# --- clauses --------------------------------------------------------------------------------------
@require_http_methods(READ_OR_SEND)
def new_clause(request: HttpRequest, code: str) -> HttpResponse:
    """Add a clause to the version being written."""
    partnership = find(request, Partnership, code=code)
    last = versions(partnership).first()
    if last is None:
        raise Http404
    asked_first = "add_clause" if request.method != "POST" else None
    last = find(request, Charter, to=asked_first, rows=every_charter, pk=last.pk)
    form = ClauseForm(request, initial={"kind": request.GET.get("sujet", "")})
    if form.carries_out(verbs.add_clause, last):
        return done(request, _at(form.result), _("La clause est ajoutée."))
    return page(
        request, "partnerships/clause.html", {"partnership": partnership, "charter": last, "form": form}
    )


@require_http_methods(READ_OR_SEND)
def clause(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Write a clause anew, with its remarks before one's eyes."""
    written = _clause(request, code, which, to="revise")
    form = ClauseAgainForm(request, written)
    if form.carries_out(verbs.revise_clause, written):
        return done(request, _at(written), _("La clause est réécrite."))
    return page(
        request,
        "partnerships/clause.html",
        {
            "partnership": written.charter.partnership,
            "charter": written.charter,
            "clause": written,
            "form": form,
        },
    )


@require_POST
def removal(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Take a clause out of the text."""
    written = _clause(request, code, which)
    form = RemovalForm(request)
    if form.carries_out(verbs.remove_clause, written):
        said = _("La clause est retirée du texte. Elle reste lisible en bas de la page, avec ses remarques.")
        return done(request, "partnerships:charter", said, code)
    if form.stale_row is not None:
        raise Stale(form.stale_row)
    return _charter_page(request, _partnership(request, code), form=form)


@require_http_methods(READ_OR_SEND)
def remarks(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Say something of a clause, and read what others said."""
    written = _clause(request, code, which, to="remark")
    form = RemarkForm(request)
    if form.carries_out(verbs.remark, written):
        return done(request, _at(written), _("Votre remarque est gardée, sous votre nom."))
    return page(
        request,
        "partnerships/remarks.html",
        {"partnership": written.charter.partnership, "clause": written, "form": form},
    )


@require_http_methods(READ_OR_SEND)
def remark_answer(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Say what becomes of somebody else's remark."""
    made = _remark(request, code, which, to="answer" if request.method != "POST" else None)
    form = AnswerForm(request)
    if form.carries_out(verbs.answer_remark, made):
        return done(request, _at(made.clause), _("Votre réponse est gardée, à côté de la remarque."))
    context = {"partnership": made.clause.charter.partnership, "remark": made, "form": form}
    return page(request, "partnerships/remark_answer.html", context)


@require_POST
def remark_taken_back(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Take back one's own remark."""
    made = _remark(request, code, which)
    form = ActForm(request)
    if form.carries_out(verbs.take_back_remark, made):
        return done(request, _at(made.clause), _("Votre remarque est retirée. Elle reste lisible."))
    raise Http404


def _remark(request: HttpRequest, code: str, which: str, *, to: str | None = None) -> Remark:
    return find(
        request, Remark, to=to, rows=every_remark, code=which, clause__charter__partnership__code=code
    )


def _clause(request: HttpRequest, code: str, which: str, *, to: str | None = None) -> Clause:
    """A clause one may see; who only reads and may not act is told why before she writes."""
    return find(
        request,
        Clause,
        to=to if request.method != "POST" else None,
        rows=every_clause,
        code=which,
        charter__partnership__code=code,
    )


def _at(clause: Clause) -> str:
    return f"{clause.charter.get_absolute_url()}#{clause.code}"


# --- a version ------------------------------------------------------------------------------------
def _version(request: HttpRequest, code: str, number: int, *, to: str | None = None) -> Charter:
    """A version one may see; who may not do what the page leads to is told why before she reads on."""
    asked_first = to if request.method != "POST" else None
    return find(
        request, Charter, to=asked_first, rows=whole(every_charter()), partnership__code=code, number=number
    )


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version on one plain page: its text, who signed it."""
    read = _version(request, code, number)
    return page(
        request,
        "partnerships/version.html",
        {"partnership": read.partnership, "charter": read, "clauses": standing(read)},
    )


@require_safe
def plain(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version in plain words, on one page: what one reads first."""
    read = _version(request, code, number)
    return page(
        request,
        "partnerships/plain.html",
        {"partnership": read.partnership, "charter": read, "clauses": standing(read)},
    )


@require_safe
def difference(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a version changes in the one before, clause by clause."""
    read = _version(request, code, number)
    before = _version(request, code, number - 1)
    return page(
        request,
        "partnerships/changes.html",
        {
            "partnership": read.partnership,
            "charter": read,
            "before": before,
            "changes": changes_since(before, read),
        },
    )


@require_http_methods(READ_OR_SEND)
def signature(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Read the full text again, then sign it."""
    read = _version(request, code, number, to="sign")
    clauses, waiting = standing(read), open_remarks(read)
    if request.method != "POST":
        signing_verdict(read, clauses, waiting, on=clock.today()).demand()
    form = SignatureForm(request, initial={"digest": digest_of(read, clauses)})
    if form.carries_out(verbs.sign, read):
        return done(request, "partnerships:charter", _("Votre signature est gardée."), code)
    if form.stale_row is not None:
        form.ask_again(digest_of(read, clauses))
    return page(
        request,
        "partnerships/signature.html",
        {
            "partnership": read.partnership,
            "charter": read,
            "clauses": clauses,
            "waiting": waiting,
            "form": form,
            "own": own_engagement(read.partnership, request.actor),
        },
    )


@require_safe
def document(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version as a tagged PDF, in the language of the charter."""
    read = _version(request, code, number)
    title = f"{_('Charte')} {read.partnership} {read.number}"
    content = pdf.render(
        "partnerships/pdf/charter.typ",
        as_document(read),
        language=read.language,
        title=read.partnership.title,
        at=clock.now(),
    )
    return pdf.attachment(content, title)
