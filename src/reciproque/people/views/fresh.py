"""Asks who is there once more before an act that gives rights or takes data out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    reauthenticate_by_password,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

PROOF = "preuve"
View = Callable[..., HttpResponse]


def fresh_sign_in(view: View) -> View:
    """Let pass who signed in, or gave her password or a code again, within ACCOUNT_REAUTHENTICATION_TIMEOUT.

    A page is shown after asking. A form sent too late is kept whole on a page that asks for the password and
    then sends it: nothing typed is lost (files excepted).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated or did_recently_reauthenticate(request):
            return view(request, *args, **kwargs)
        if request.method != "POST" or not request.user.has_usable_password():
            methods = get_adapter(request).get_reauthentication_methods(request.user)
            return redirect(f"{methods[0]['url']}?{urlencode({'next': request.path})}")
        problem = _check(request)
        if problem is None:
            return view(request, *args, **kwargs)
        return render(
            request,
            "people/fresh.html",
            {"kept": _kept(request), "problem": problem, "proof": PROOF},
            status=422 if problem else 200,
        )

    return guarded


def _check(request: HttpRequest) -> str | None:
    """None when the proof sent with the form is good; else what to say, nothing when none was sent yet."""
    if PROOF not in request.POST:
        return ""
    try:
        if get_adapter(request).reauthenticate(request.user, request.POST[PROOF]):
            reauthenticate_by_password(request)
            return None
    except ValidationError as problem:
        return " ".join(problem.messages)
    return _("Ce n’est pas le bon mot de passe.")


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    left_out = {PROOF, "csrfmiddlewaretoken"}
    return [
        (name, value) for name, values in request.POST.lists() if name not in left_out for value in values
    ]
