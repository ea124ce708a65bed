"""What anybody may ask without an account: is this title vouched for, and what to do when it is misused."""

from __future__ import annotations

from io import BytesIO

import qrcode
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from qrcode.image.svg import SvgPathFillImage

from reciproque.foundation import clock
from reciproque.foundation.web import page, refusal

from .. import verbs
from ..forms import CodeForm, ReportForm
from ..queries.outside import answers_for, outside_referent_of
from ..queries.public import case_by_number, plain_code, title_by_code


@login_not_required
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Type the short code of a title, or the number of a case."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("titles:public", plain_code(form.cleaned_data["code"]) or "-")
    return page(request, "titles/check.html", {"form": form})


@login_not_required
@require_safe
def public(request: HttpRequest, code: str) -> HttpResponse:
    """One title: who vouches for it, how far, until when; nothing else. A wrong code is like an unknown one."""
    if tried_too_often(request, "title_code"):
        return too_many(request)
    claim = title_by_code(code, on=clock.today())
    if claim is None:
        return page(request, "titles/unknown.html", {"form": _Unknown()})
    return page(request, "titles/public.html", {"claim": claim})


class _Unknown:
    """Says the status of the page of an unknown code to `web.page`."""

    status = 404


@login_not_required
@require_safe
def code_drawn(request: HttpRequest, code: str) -> HttpResponse:
    """The address of a public page as a QR code. It draws what it is given: it says nothing of what exists."""
    drawn = BytesIO()
    address = settings.PUBLIC_URL + reverse("titles:public", args=[plain_code(code) or "-"])
    qrcode.make(address, image_factory=SvgPathFillImage).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Report a misuse, without an account: a number is given, and an answer is due."""
    if tried_too_often(request, "title_code"):
        return too_many(request)
    claim = title_by_code(code, on=clock.today())
    if claim is None:
        return page(request, "titles/unknown.html", {"form": _Unknown()})
    form = ReportForm(request)
    if request.method == "POST" and form.is_valid() and tried_too_often(request, "title_report"):
        return too_many(request)
    if form.carries_out(verbs.report, claim):
        return redirect("titles:number", form.result.code)
    house = answers_for(claim, on=clock.today())
    context = {
        "form": form,
        "claim": claim,
        "answered": house is not None,
        "outside": outside_referent_of(house),
    }
    return page(request, "titles/report.html", context)


@login_not_required
@require_safe
def number(request: HttpRequest, code: str) -> HttpResponse:
    """Where a case stands, for whoever holds its number."""
    if tried_too_often(request, "title_code"):
        return too_many(request)
    case = case_by_number(code)
    if case is None:
        return page(request, "titles/unknown.html", {"form": _Unknown()})
    return page(request, "titles/number.html", {"case": case})


def tried_too_often(request: HttpRequest, action: str) -> bool:
    """Count this try, a reading as well as a sending (ACCOUNT_RATE_LIMITS)."""
    return not ratelimit.consume(request, app="allauth.account", action=action, limit_get=True)


def too_many(request: HttpRequest) -> HttpResponse:
    return refusal(request, 429, _("Trop d’essais"), _("Attendez une minute avant d’essayer un autre code."))
