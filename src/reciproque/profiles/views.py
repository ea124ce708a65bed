"""Pages of profiles: mine and each of its parts, as others read it, what somebody shows me, and the consent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Person

from . import verbs
from .forms import CountedForm, FacetForm
from .kinds import Reader, Topic
from .models import Facet, MatchingConsent, SelfDescription
from .queries import own
from .queries.shown import as_read_by, names_of_readers, profile_shown, readers_of
from .rules import CONSENT_TEXTS, consent_wording

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All that I say of myself, part by part, with who may read it."""
    facets = own.own_facets(request.actor)  # type: ignore[attr-defined]
    context = {
        "chapters": own.by_chapter(facets),
        "readers": Reader,
        "consent": own.own_consent(request.actor),  # type: ignore[attr-defined]
    }
    return page(request, "profiles/mine.html", context)


@FORM
def part(request: HttpRequest, topic: str) -> HttpResponse:
    """Say one part, change it, open or close it."""
    if topic not in Topic.values:
        raise Http404
    myself = _myself(request, "describe_herself")
    facet = own.own_facet(request.actor, topic) or Facet(person=myself, topic=topic, version=0)  # type: ignore[attr-defined]
    form = FacetForm(request, facet, readers_of(myself, on=clock.today()))
    if form.carries_out(verbs.describe, myself, topic=topic):
        said = _("C’est enregistré.") if form.result else _("C’est effacé.")
        return done(request, facet.get_absolute_url(), said)
    return page(request, "profiles/part.html", {"form": form, "facet": facet})


@require_safe
def as_read(request: HttpRequest, reader: str) -> HttpResponse:
    """My profile as some of its readers see it."""
    if reader not in Reader.values:
        raise Http404
    reading = Reader(reader)
    context = {
        "reading": reading,
        "readers": Reader,
        "names": names_of_readers(_myself(request), reading, on=clock.today()),
        "facets": as_read_by(reading, own.own_facets(request.actor)),  # type: ignore[attr-defined]
    }
    return page(request, "profiles/as_read.html", context)


@require_safe
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody lets me read of her; when it is nothing, this page does not exist."""
    facets = profile_shown(request.actor, code)  # type: ignore[attr-defined]
    if not facets:
        raise Http404
    return page(request, "profiles/shown.html", {"facets": facets, "person": facets[0].person})


@FORM
def counted(request: HttpRequest) -> HttpResponse:
    """What may be counted of me, without ever being read."""
    myself = _myself(request, "be_counted")
    described = own.own_description(request.actor) or SelfDescription(person=myself, version=0)  # type: ignore[attr-defined]
    form = CountedForm(request, described)
    if form.carries_out(verbs.be_counted, myself):
        said = _("C’est enregistré.") if form.result else _("C’est effacé.")
        return done(request, "profiles:mine", said)
    return page(request, "profiles/counted.html", {"form": form})


# --- serving unseen -------------------------------------------------------------------------------
@FORM
def matching(request: HttpRequest) -> HttpResponse:
    """What one agrees to by letting one's health serve to find missions."""
    myself = _myself(request)
    form = ActForm(request)
    if form.carries_out(verbs.allow_matching, myself):
        return done(request, "profiles:mine", _("Votre accord est noté. Vous le retirez quand vous voulez."))
    consent = own.own_consent(request.actor)  # type: ignore[attr-defined]
    wording = consent.wording if consent else consent_wording(clock.today())
    context = {"form": form, "consent": consent, "sentences": CONSENT_TEXTS.get(wording, ())}
    return page(request, "profiles/matching.html", context)


@require_POST
def no_more_matching(request: HttpRequest) -> HttpResponse:
    """Withdraw it."""
    consent = find(request, MatchingConsent, to="withdraw", withdrawn_at=None)
    form = ActForm(request)
    form.carries_out(verbs.withdraw, consent)
    return done(request, "profiles:mine", _("Votre accord est retiré. C’est fini aussitôt."))


def _myself(request: HttpRequest, to: str | None = None) -> Person:
    return find(request, Person, to=to, pk=request.actor.person_id)  # type: ignore[attr-defined]
