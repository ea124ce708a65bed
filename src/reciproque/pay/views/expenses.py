"""Pages of expenses: asking, one expense, its receipt, giving it up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock, files
from reciproque.foundation.forms import ActForm
from reciproque.foundation.web import done, find, page

from .. import verbs
from ..forms import ExpenseForm, ReceiptForm
from ..models import Expense, Line, Receipt
from ..queries import expenses, lines

FORM = require_http_methods(["GET", "HEAD", "POST"])
BUTTONS = ("give", "attach")


@FORM
def asking(request: HttpRequest) -> HttpResponse:
    """Ask one's own expense, before or after."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    form = ExpenseForm(
        request, list(expenses.mine_to_ask(actor)), expenses.my_dates(actor, today=today), today=today
    )
    if form.carries_out(verbs.ask_expense, form.chosen):
        return done(request, form.result, _("C’est demandé."))
    return page(request, "pay/ask_expense.html", {"form": form})


@require_safe
def expense(request: HttpRequest, code: str) -> HttpResponse:
    """One expense: how much, where it stands, its receipt."""
    return _show(request, _found(request, code), ReceiptForm(request))


@require_POST
def attaching(request: HttpRequest, code: str) -> HttpResponse:
    """Add the receipt."""
    found = _found(request, code, to="attach")
    form = ReceiptForm(request)
    if form.carries_out(verbs.attach, found):
        return done(request, found, _("Le justificatif est gardé, chiffré."))
    return _show(request, found, form)


@FORM
def gift(request: HttpRequest, code: str) -> HttpResponse:
    """Give up what one is owed, as a volunteer."""
    found = _found(request, code, to="give")
    form = ActForm(request)
    if form.carries_out(verbs.give, found):
        return done(request, found, _("C’est noté : vous donnez ces frais."))
    return page(request, "pay/gift.html", {"expense": found, "form": form})


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """A receipt, as a file."""
    proof = find(request, Receipt, rows=expenses.receipts, code=code)
    return files.download(proof.place, name=proof.name, kind=proof.kind)


def _found(request: HttpRequest, code: str, to: str | None = None) -> Expense:
    return find(request, Expense, to=to, rows=expenses.with_page, buttons=BUTTONS, code=code)


def _show(request: HttpRequest, found: Expense, form: ReceiptForm) -> HttpResponse:
    line = find(request, Line, rows=lines.with_line, code=found.line.code)
    context = {
        "expense": found,
        "line": line,
        "form": form,
        "may": {verb: getattr(found, f"may_{verb}") for verb in BUTTONS},
    }
    return page(request, "pay/expense.html", context)
