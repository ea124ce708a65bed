"""Inviting and being invited; getting a password back with a code on paper."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page, refusal

from .. import verbs
from ..forms.access import Invite, Join, OfferCode, OpenAccount, RenewPassword
from ..kinds import SECOND_FACTOR_ROLES
from ..models import Invitation, Organisation, Person, Renewal
from ..queries import (
    invitation_for,
    invitations_made,
    renewal_for,
    renewals_given,
    secret_of,
    waiting_invitations,
)
from .fresh import fresh_sign_in

SHOWN_ONCE = "shown_once"
UNKNOWN = _("Ce lien ou ce code n’ouvre rien. Vérifiez-le signe par signe.")
BAD_CODE = _(
    "Ce code n’ouvre rien, ou il a déjà servi. Vérifiez-le, ou demandez-en un autre à la coordination."
)


@fresh_sign_in
def invitations(request: HttpRequest, code: str) -> HttpResponse:
    """Invite someone to an organisation; those who were invited and have not answered yet."""
    organisation = find(request, Organisation, to="invite", code=code)
    form = Invite(request)
    if form.carries_out(verbs.invite, organisation):
        _show_once(request, form.result)
        return redirect("people:invitation", form.result.code)
    return page(
        request,
        "people/invitations.html",
        {
            "organisation": organisation,
            "form": form,
            "waiting": waiting_invitations(organisation, request.actor),  # type: ignore[attr-defined]
            "now": clock.now(),
        },
    )


@require_safe
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """An invitation: what it offers, its link or code the first time, its end."""
    offer = find(request, Invitation, rows=invitations_made, code=code)
    secret = secret_of(offer) if _is_shown(request, offer) and not offer.email else ""
    link = settings.PUBLIC_URL + reverse("people:offer", args=[secret]) if secret else ""
    return page(
        request,
        "people/invitation.html",
        {
            "invitation": offer,
            "secret": secret if offer.means == Invitation.Means.PAPER else "",
            "link": link if offer.means == Invitation.Means.LINK else "",
            "now": clock.now(),
            "enter_at": settings.PUBLIC_URL + reverse("people:offer_code"),
            "may": rights(request.actor, offer, "renew", "revoke"),  # type: ignore[attr-defined]
        },
    )


@require_POST
@fresh_sign_in
def renewed_invitation(request: HttpRequest, code: str) -> HttpResponse:
    """A new link or code for an invitation that has not served."""
    offer = find(request, Invitation, code=code)
    verbs.renew(offer, by=request.actor, at=clock.now())  # type: ignore[attr-defined]
    _show_once(request, offer)
    return done(request, "people:invitation", _("L’ancien lien ou code ne vaut plus rien."), offer.code)


@require_POST
def revocation(request: HttpRequest, code: str) -> HttpResponse:
    """Take an invitation back."""
    offer = find(request, Invitation, rows=invitations_made, code=code)
    verbs.revoke(offer, by=request.actor, at=clock.now())  # type: ignore[attr-defined]
    return done(request, "people:invitations", _("L’invitation est reprise."), offer.organisation.code)


# --- being invited --------------------------------------------------------------------------------
@login_not_required
@never_cache
def offer_code(request: HttpRequest) -> HttpResponse:
    """Where someone types the code she holds on paper; leads to what it offers."""
    form = OfferCode(request.POST or None)
    if form.is_valid():
        if _tries_are_spent(request):
            return _too_many(request)
        found = invitation_for(form.cleaned_data["code"])
        if found is not None:
            return _offered(request, found, form.cleaned_data["code"])
        consume(request, action="offer")
        form.add_error("code", UNKNOWN)
    form.status = 422 if form.errors else 200
    return page(request, "people/offer_code.html", {"form": form})


@login_not_required
@never_cache
@require_safe
def offer(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link of an invitation offers. A code on paper is no link: it is typed, and tries are counted."""
    found = invitation_for(secret)
    if found is None or found.means != Invitation.Means.LINK:
        return _unknown(request)
    return _offered(request, found, secret)


@login_not_required
@never_cache
@require_POST
@sensitive_post_parameters("password", "secret")
def acceptance(request: HttpRequest) -> HttpResponse:
    """Take up an invitation: an account and a hat, or one more hat."""
    if _tries_are_spent(request):
        return _too_many(request)
    found = invitation_for(request.POST.get("secret", ""))
    if found is None:
        return _unknown(request)
    form = _form_of_acceptance(request, found)
    if not form.carries_out(verbs.accept, found):
        return _offer_page(request, found, form)
    person: Person = form.result
    if not request.user.is_authenticated:
        record_authentication(request, person.account, "password", username=person.account.username)
        perform_login(request, Login(user=person.account))
        _greet(request, found)
        return redirect("mfa_index" if _needs_second_factor(found) else "/")
    _greet(request, found)
    return redirect("/")


def _offered(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    said = _why_closed(found)
    if said:
        return refusal(request, 410, _("Cette invitation est close"), said)
    form_type = Join if request.actor.is_someone else OpenAccount  # type: ignore[attr-defined]
    form = form_type(_asking(request), initial={"secret": secret, "name": found.name})
    return _offer_page(request, found, form)


def _asking(request: HttpRequest) -> HttpRequest:
    """The same request, read as a question: a code was posted to see the offer, not to accept it."""
    asking = HttpRequest()
    asking.__dict__.update(request.__dict__)
    asking.method = "GET"
    return asking


def _form_of_acceptance(request: HttpRequest, found: Invitation) -> Join:
    return (Join if request.actor.is_someone else OpenAccount)(request)  # type: ignore[attr-defined]


def _offer_page(request: HttpRequest, found: Invitation, form: Join) -> HttpResponse:
    return page(request, "people/offer.html", {"invitation": found, "form": form})


def _why_closed(found: Invitation) -> Any:
    if getattr(found, "revocation", None):
        return _("La structure a repris cette invitation. Demandez-lui-en une autre si besoin.")
    if getattr(found, "acceptance", None):
        return _("Cette invitation a déjà servi. Si c’était vous, connectez-vous.")
    if clock.now() >= found.expires_at:
        return _("Cette invitation a expiré. Demandez-en une nouvelle à la structure.")
    return ""


def _needs_second_factor(found: Invitation) -> bool:
    return found.meets_people or found.role in SECOND_FACTOR_ROLES


def _greet(request: HttpRequest, found: Invitation) -> None:
    messages.success(request, _("Bienvenue. Vous rejoignez {name}.").format(name=found.organisation.name))


# --- a new password, by a code on paper -----------------------------------------------------------
@fresh_sign_in
def renewals(request: HttpRequest, code: str) -> HttpResponse:
    """Give a member a code to choose a new password, after saying what it does."""
    person = find(request, Person, to="issue", code=code)
    if request.method == "POST":
        given = verbs.issue(person, by=request.actor, at=clock.now())  # type: ignore[attr-defined]
        _show_once(request, given)
        return redirect("people:renewal", given.code)
    return page(request, "people/renewals.html", {"person": person})


@require_safe
def renewal(request: HttpRequest, code: str) -> HttpResponse:
    """A code for a new password, to print and hand over; shown once."""
    given = find(request, Renewal, rows=renewals_given, code=code)
    return page(
        request,
        "people/renewal.html",
        {
            "renewal": given,
            "secret": secret_of(given) if _is_shown(request, given) else "",
            "enter_at": settings.PUBLIC_URL + reverse("people:new_password"),
        },
    )


@login_not_required
@never_cache
@sensitive_post_parameters("password", "secret")
def new_password(request: HttpRequest) -> HttpResponse:
    """Choose a new password with a code held on paper. A wrong code and a used one are answered alike."""
    if _tries_are_spent(request):
        return _too_many(request)
    form = RenewPassword(request)
    if request.method == "POST" and form.is_valid():
        found = renewal_for(form.cleaned_data["secret"])
        if found is None or hasattr(found, "use"):
            consume(request, action="offer")
            form.add_error("secret", BAD_CODE)
        elif form.carries_out(verbs.renew_password, found):
            return done(
                request, "account_login", _("Votre nouveau mot de passe est enregistré. Connectez-vous.")
            )
    return page(request, "people/new_password.html", {"form": form})


# --- shown once, tried rarely ---------------------------------------------------------------------
def _show_once(request: HttpRequest, given: Invitation | Renewal) -> None:
    request.session[SHOWN_ONCE] = given.code


def _is_shown(request: HttpRequest, given: Invitation | Renewal) -> bool:
    if request.session.get(SHOWN_ONCE) != given.code:
        return False
    del request.session[SHOWN_ONCE]
    return True


def _tries_are_spent(request: HttpRequest) -> bool:
    return not consume(request, action="offer", dry_run=True)


def _too_many(request: HttpRequest) -> HttpResponse:
    return refusal(
        request,
        429,
        _("Trop d’essais"),
        _("Attendez une heure avant d’essayer un autre lien ou un autre code."),
    )


def _unknown(request: HttpRequest) -> HttpResponse:
    consume(request, action="offer")
    return refusal(request, 404, _("Rien au bout de ce lien"), UNKNOWN)
