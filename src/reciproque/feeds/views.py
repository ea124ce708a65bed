"""Pages of the calendar one takes along, and the file that a device reads under a secret address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.crypto import keyed_digest
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import Refused
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Person
from reciproque.people.views.fresh import fresh_sign_in
from reciproque.titles.views.public import tried_too_often

from . import verbs
from .forms import MakeForm, ReviseForm
from .models import Feed
from .queries.own import own_feeds
from .queries.preview import shown
from .queries.reading import feed_for, file_of

FORM = require_http_methods(["GET", "HEAD", "POST"])
MADE = "feeds/made.html"


@FORM
def mine(request: HttpRequest) -> HttpResponse:
    """My own calendar on my devices: make an address, see those that are open, close one."""
    return _make(request) if request.method == "POST" else _list(request, MakeForm(request))


@fresh_sign_in
def _make(request: HttpRequest) -> HttpResponse:
    """Make an address, once more by who is there: it takes data out. It is shown on this answer and never again."""
    form = MakeForm(request)
    if not form.carries_out(verbs.make_feed, _myself(request)):
        return _list(request, form)
    feed: Feed = form.result
    url = settings.PUBLIC_URL + reverse("feeds:file", args=[feed.secret])  # type: ignore[attr-defined]
    return page(request, MADE, {"feed": feed, "url": url, **_about(feed)})


def _list(request: HttpRequest, form: MakeForm) -> HttpResponse:
    return page(request, "feeds/mine.html", {"form": form, "feeds": own_feeds(request.actor)})  # type: ignore[attr-defined]


@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """One of my addresses: what the telephone shows by it, and what it may not show."""
    found = find(request, Feed, buttons=("revise", "revoke"), code=code)
    return page(request, "feeds/feed.html", {"feed": found, **_about(found)})


@FORM
def revision(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a calendar says, under the same address."""
    found = find(request, Feed, to="revise", code=code)
    form = ReviseForm(request, found)
    if form.carries_out(verbs.revise, found):
        return done(request, found, _("C’est changé. Vos appareils le liront dans les heures qui viennent."))
    return page(request, "feeds/revision.html", {"feed": found, "form": form})


@require_POST
def revocation(request: HttpRequest, code: str) -> HttpResponse:
    """Close one of my addresses, in one tap."""
    found = find(request, Feed, to="revoke", code=code)
    ActForm(request).carries_out(verbs.revoke, found)
    return done(
        request,
        "feeds:mine",
        _(
            "L’adresse est fermée. Enlevez aussi le calendrier de l’appareil : il peut garder ce qu’il avait lu."
        ),
    )


def _myself(request: HttpRequest) -> Person:
    return find(request, Person, pk=request.actor.person_id)  # type: ignore[attr-defined]


def _about(found: Feed) -> dict[str, Any]:
    """What the telephone shows, and the only name that can be read in its settings."""
    return {
        "shown": shown(found, today=clock.today(found.zone)),
        "house": urlsplit(settings.PUBLIC_URL).hostname,
    }


# --- what a device reads --------------------------------------------------------------------------
@dataclass(frozen=True)
class Answer:
    """What whoever holds no address that opens is told, the same for each reason."""

    status: int
    text: str


NOTHING, TOO_MANY = Answer(404, "404\n"), Answer(429, "429\n")
A_MINUTE = "60"


@login_not_required
@require_safe
@sensitive_variables("secret")
def file(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever gave this address to her device. Unknown, closed and mistyped ones answer alike."""
    found = feed_for(secret)
    if found is None or not _noted(found):
        return _plain(TOO_MANY if tried_too_often(request, "calendar") else NOTHING)
    written = file_of(found, today=clock.today(found.zone))
    etag = f'"{keyed_digest("feeds.content", written.decode())}"'
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response.headers["Content-Language"] = found.language
    response.headers["ETag"] = etag
    return _private(get_conditional_response(request, etag=etag, response=response))


def _noted(found: Feed) -> bool:
    """The day of this reading is noted, once a day; false when the address was closed meanwhile."""
    if found.last_read_on == clock.today(found.zone):
        return True
    try:
        verbs.note_reading(found, by=verbs.READER, at=clock.now())
    except Refused:
        return False
    return True


def _plain(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.text, status=answer.status, content_type="text/plain; charset=utf-8")
    response.headers["Content-Language"] = settings.LANGUAGE_CODE
    if answer is TOO_MANY:
        response.headers["Retry-After"] = A_MINUTE
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would write the address in the log
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """Nothing on the way keeps it, nothing leads back to it, no search engine lists it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
