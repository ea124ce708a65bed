"""One's own account: hats, sessions, second factors, what is kept about oneself; the doors of the demonstration."""

from __future__ import annotations

from functools import wraps

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.web import done, find, page

from .. import verbs
from ..forms.accounts import Me
from ..models import Person
from ..queries import all_about, demo_people, open_sessions, positions_seen, second_factors
from .fresh import fresh_sign_in

WORN = "hat"


@require_POST
def hat(request: HttpRequest) -> HttpResponse:
    """Wear another of one's hats, then go on where one was; those that wait for a second factor stay on their hook."""
    wanted = request.POST.get("chapeau", "")
    for one in request.hats:  # type: ignore[attr-defined]
        if one.code == wanted:
            if one.needs_second_factor and not request.actor.strong:  # type: ignore[attr-defined]
                return redirect("mfa_index")
            request.session[WORN] = one.code
            return done(
                request, _onwards(request), _("Vous agissez maintenant comme : {hat}").format(hat=one.label)
            )
    messages.warning(request, _("Ce chapeau n’est plus le vôtre."))
    return redirect("/")


def _onwards(request: HttpRequest) -> str:
    """The page asked for, when it is one of ours; the home otherwise."""
    path = request.POST.get("suite", "")
    ours = url_has_allowed_host_and_scheme(path, {request.get_host()}, require_https=request.is_secure())
    return path if ours and path.startswith("/") else "/"


def me(request: HttpRequest) -> HttpResponse:
    """My name, my language, my hats, my sessions, my second factors."""
    person = _myself(request)
    form = Me(request, person)
    if form.carries_out(verbs.revise_person, person):
        return done(request, "people:me", _("C’est enregistré."))
    held, mandates = positions_seen(person, request.actor)  # type: ignore[attr-defined]
    now = clock.now()
    return page(
        request,
        "people/me.html",
        {
            "form": form,
            "held": held,
            "mandates": mandates,
            "today": clock.today(person.zone),
            "sessions": len(open_sessions(request.user, at=now)),  # type: ignore[arg-type]
            "factors": second_factors(request.user),  # type: ignore[arg-type]
        },
    )


@require_safe
@fresh_sign_in
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about me, as a file."""
    response = JsonResponse(
        all_about(_myself(request), at=clock.now()),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


def sessions(request: HttpRequest) -> HttpResponse:
    """My open sessions; close one, or all but this one."""
    mine = open_sessions(request.user, at=clock.now())  # type: ignore[arg-type]
    if request.method == "POST":
        others = [one for one in mine if not one.is_current()]
        chosen = request.POST.get("session", "")
        closing = others if chosen == "autres" else [one for one in others if str(one.pk) == chosen]
        for one in closing:
            one.end()
        return done(request, "usersessions_list", _("C’est fermé."))
    return page(request, "people/sessions.html", {"sessions": mine})


@login_not_required
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """One comes here by an invitation."""
    return redirect("people:offer_code")


@login_not_required
def demo_enter(request: HttpRequest, code: str) -> HttpResponse:
    """One click, and one is a person of the demonstration. Outside of it, this page does not exist."""
    person = next((one for one in demo_people() if one.code == code), None) if settings.DEMO else None
    if person is None or request.method != "POST":
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, person.account, "demo")
    return perform_login(request, Login(user=person.account))


def answering_422(view):
    """The same view, saying 422 when the form it shows again is wrong, as every page of the house does."""

    @wraps(view)
    def told(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response

    return told


class SecondFactors(IndexView):
    """My second factors, and the hats that wait for one."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        waiting = [] if self.request.actor.strong else self.request.hats
        context["waiting"] = [hat for hat in waiting if hat.needs_second_factor]
        return context


class _Proves:
    """Setting up a factor proves that one holds it: the session is strong from then on."""

    factor = ""

    def form_valid(self, form):
        response = super().form_valid(form)  # type: ignore[misc]
        request = self.request  # type: ignore[attr-defined]
        record_authentication(request, request.user, "mfa", type=self.factor, reauthenticated=True)
        return response


class ActivateApp(_Proves, ActivateTOTPView):
    """Sets up an application that shows codes."""

    factor = "totp"


class AddKey(_Proves, AddWebAuthnView):
    """Sets up a passkey or a security key."""

    factor = "webauthn"


def _myself(request: HttpRequest) -> Person:
    return find(request, Person, pk=request.actor.person_id)  # type: ignore[attr-defined]
