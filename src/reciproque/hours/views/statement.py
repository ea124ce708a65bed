"""The statement of what one gave: its page, and its files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reciproque.foundation import clock, pdf, sheets
from reciproque.foundation.web import page
from reciproque.partnerships.queries.hours import mine

from ..forms import PeriodForm
from ..kinds import Shape
from ..queries import document
from ..queries import statement as read
from ..rules import of_year


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """Choose the days, read what the statement will say, take it away."""
    return _page(request, PeriodForm(request, clock.today()))


def _page(request: HttpRequest, form: PeriodForm) -> HttpResponse:
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    period = form.period
    context = {
        "form": form,
        "period": period,
        "shapes": list(Shape) if period else [],
        "given": read.by_status(read.in_period(actor, period)) if period else [],
        "years": [of_year(year) for year in read.years(mine(actor), today)],
    }
    return page(request, "hours/statement.html", context)


@require_safe
def file(request: HttpRequest, shape: str) -> HttpResponseBase:
    """The statement in one of its files, in the language one reads."""
    if shape not in Shape.values:
        raise Http404
    form = PeriodForm(request, clock.today())
    if form.period is None:
        return _page(request, form)
    actor = request.actor  # type: ignore[attr-defined]
    whole = read.whole(actor, form.period, on=clock.today())
    lines = read.lines(read.in_period(actor, form.period))
    name = _("releve-{first}-{last}").format(first=form.period.first, last=form.period.last)
    if shape != Shape.PAPER:
        return sheets.answer(document.as_sheet(whole, lines), shape, name)
    content = pdf.render(
        "hours/pdf/statement.typ",
        document.as_document(whole, lines),
        language=get_language() or "fr",
        title=whole.person.name,
        at=clock.now(),
    )
    return pdf.attachment(content, name)
