"""What anybody's program reads to verify a credential: the keys of an organisation, and its status lists."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from reciproque.foundation import clock
from reciproque.titles.views.public import too_many, tried_too_often

from .. import rules, writer
from ..queries.issuers import believed_keys, signed_list


@login_not_required
@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The did:web document of an organisation that signs; unknown, and one that never signed, answer alike."""
    if tried_too_often(request, "badge_read"):
        return too_many(request)
    keys = believed_keys(code)
    if not keys:
        raise Http404
    told = writer.document_of_keys(code, keys)
    return _for_programs(JsonResponse(told, content_type="application/did+json"))


@login_not_required
@require_safe
def state_list(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """Who is withdrawn, or suspended, at this instant: a signed Bitstring Status List, in which nobody is named."""
    if tried_too_often(request, "badge_read"):
        return too_many(request)
    try:
        signed = signed_list(code, purpose, at=clock.now())
    except writer.Closed:
        return HttpResponse(status=503)
    if signed is None:
        raise Http404
    return _for_programs(HttpResponse(signed, content_type="application/vc+jwt"))


def _for_programs(response: HttpResponse) -> HttpResponse:
    """Read from any site, and kept on the way for a moment only."""
    response.headers["Cache-Control"] = f"public, max-age={rules.FRESH_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
