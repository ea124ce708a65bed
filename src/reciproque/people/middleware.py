"""Says who is acting, once per request; ends sessions left idle or open too long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.actor import SELF, VISITOR, Actor, Hat, Kind
from reciproque.foundation.forms import KEY
from reciproque.foundation.web import give_back

from .kinds import VOICE_OF_ROLE
from .models import Person
from .queries import hats_of, is_strong

Respond = Callable[[HttpRequest], HttpResponse]
HATS, WORN, SEEN, SINCE = "hats", "hat", "seen", "since"


def actor(get_response: Respond) -> Respond:
    """Give the request its `actor`, the person's `hats`, her name and voice, and her time zone.

    The hats are kept in the session with the version of the person and the day they were read on: a right that
    ended is gone at the next click, for one comparison and no query.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        request.actor, request.hats = _actor(request)  # type: ignore[attr-defined]
        person = _person(request)
        request.actor_name = person.name if person else ""  # type: ignore[attr-defined]
        request.actor_voice = VOICE_OF_ROLE.get(request.actor.role, "")  # type: ignore[attr-defined]
        with timezone.override(person.zone if person else None):
            return get_response(request)

    return respond


def _person(request: HttpRequest) -> Person | None:
    return getattr(request.user, "person", None) if request.user.is_authenticated else None


def _actor(request: HttpRequest) -> tuple[Actor, list[Hat]]:
    person = _person(request)
    key, language = _key(request), get_language() or "fr"
    if person is None:
        return replace(VISITOR, key=key, language=language), []
    strong = is_strong(request)
    hats = _hats(request, person)
    wearable = [hat for hat in hats if strong or not hat.needs_second_factor]
    worn = next((hat for hat in wearable if hat.code == request.session.get(WORN)), None)
    worn = worn or next((hat for hat in wearable if hat.role != SELF), wearable[0])
    return (
        Actor(
            Kind.HAT,
            person_id=person.pk,
            account_id=request.user.pk,
            hat=worn,
            strong=strong,
            key=key,
            language=language,
        ),
        hats,
    )


def _hats(request: HttpRequest, person: Person) -> list[Hat]:
    stamp = [person.pk, person.version, clock.today(person.zone).isoformat(), get_language()]
    kept = request.session.get(HATS)
    if not kept or kept["stamp"] != stamp:
        hats = hats_of(person, on=clock.today(person.zone))
        request.session[HATS] = kept = {
            "stamp": stamp,
            "hats": [[h.code, h.role, h.organisation_id, h.label, h.needs_second_factor] for h in hats],
        }
    return [Hat(*hat) for hat in kept["hats"]]


def _key(request: HttpRequest) -> UUID | None:
    if request.method != "POST":
        return None
    try:
        return UUID(request.POST.get(KEY, ""))
    except ValueError:
        return None


class SignedIn(LoginRequiredMiddleware):
    """Sends to the door who is not signed in; a form sent too late is given back with all that was typed."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.method == "POST":
            return give_back(request)
        return super().handle_no_permission(request, view_func)


def idle_sessions_end(get_response: Respond) -> Respond:
    """Sign out who has done nothing for SESSION_IDLE_MINUTES, and everyone SESSION_COOKIE_AGE after signing in.

    The session is touched once a minute at most.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            minute = int(clock.now().timestamp() // 60)
            idle = minute - request.session.get(SEEN, minute)
            open_for = minute - request.session.setdefault(SINCE, minute)
            if idle > settings.SESSION_IDLE_MINUTES or open_for >= settings.SESSION_COOKIE_AGE // 60:
                logout(request)
                messages.info(request, _("Votre session a pris fin : reconnectez-vous pour continuer."))
            elif request.session.get(SEEN) != minute:
                request.session[SEEN] = minute
        return get_response(request)

    return respond
