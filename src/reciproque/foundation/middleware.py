"""What surrounds every request: headers that keep pages out of caches, and refusals said in words."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from . import guard
from .actor import VISITOR
from .models import NOT_YET, Submission
from .verbs import AlreadyDone, Stale
from .web import refusal

Respond = Callable[[HttpRequest], HttpResponse]
LED, SAID_NO = {301, 302, 303}, {403, 404, 405, 409, 410, 422}
ANSWERED_WITHIN = 2.0
"""For how many seconds the second sender of a form waits for the first one to be answered."""
LOOKS = 40
CLOSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def headers(get_response: Respond) -> Respond:
    """Nothing of a page stays in a cache; nothing of the device is asked for."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", CLOSED)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


class Refusals:
    """Turns what a verb raised, and a view did not catch, into a page that says it.

    A form sent twice leads where it first led, whatever stood in its way the second time: the act done, its page
    may be closed to it, its row gone, its choices other.
    """

    def __init__(self, get_response: Respond):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = getattr(request, "actor", VISITOR).key
        if key is None:
            return response
        if response.status_code in LED:
            with guard.upkeep("submissions"):
                Submission.objects.filter(key=key, location__startswith=NOT_YET).update(
                    location=response["Location"][:200]
                )
        elif response.status_code in SAID_NO and (location := _where_it_led(key)) is not None:
            return _done_already(request, location)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, AlreadyDone):
            key = request.actor.key  # type: ignore[attr-defined]
            return _done_already(request, _where_it_led(key) or exception.location)
        if isinstance(exception, Stale):
            return refusal(request, 409, _("Quelqu’un est passé avant vous"), str(exception))
        if isinstance(exception, IntegrityError):
            return refusal(
                request,
                409,
                _("Quelqu’un est passé avant vous"),
                _("La même chose vient d’être enregistrée. Rechargez la page pour voir où elle en est."),
            )
        return None


def _done_already(request: HttpRequest, location: str) -> HttpResponse:
    messages.info(request, _("C’était déjà fait : rien n’a été compté deux fois."))
    return redirect(location or request.path)


def _where_it_led(key: UUID) -> str | None:
    """The address to which a form led; None when it was not carried out.

    Waits for who sent it first to be answered; if that never happened (the machine stopped), the page of what
    was made stands in for it.
    """
    for _look in range(LOOKS):
        location = Submission.objects.filter(key=key).values_list("location", flat=True).first()
        if location is None or not location.startswith(NOT_YET):
            return location
        sleep(ANSWERED_WITHIN / LOOKS)
    return (location or "").removeprefix(NOT_YET)
