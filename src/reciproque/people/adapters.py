"""How signing in behaves here: no open sign-up, letters by the outbox, printed codes that stand for a second factor."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from io import BytesIO

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from reciproque.foundation import clock, guard, outbox, written
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.foundation.crypto import seal, unseal

from .models import Account
from .notices import SECURITY
from .queries import hats_of, is_strong

SECOND_FACTOR = "people.second_factor"
"""What the secrets of second factors are sealed for."""
AFTER_FACTOR = "after_factor"
FIRST_FACTORS = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}


class Backend(AuthenticationBackend):
    """allauth's own, reading account and person together."""

    def get_user(self, user_id):
        found = written.first(_account, VISITOR, pk=user_id)
        return found if found and self.user_can_authenticate(found) else None


def _account(_actor: Actor, *, pk: int) -> QuerySet[Account]:
    return Account.objects.select_related("person").filter(pk=pk)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; what is to be sent is noted, and leaves later.

    A known and an unknown address cost the same: one line in the outbox.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Ces identifiants ne vont pas ensemble."),
        "email_password_mismatch": _("Ces identifiants ne vont pas ensemble."),
        "too_many_login_attempts": _("Trop d’essais. Patientez quelques minutes, puis recommencez."),
        "incorrect_password": _("Ce n’est pas le bon mot de passe."),
    }

    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, *, redirect_url, **kwargs):
        """Signing in counts as a fresh sign-in; who has a hat waiting for a second factor is told why first."""
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        if records:
            records[-1]["reauthenticated"] = True
            request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
        response = super().post_login(request, user, redirect_url=redirect_url, **kwargs)
        person = getattr(user, "person", None)
        if person is None or is_strong(request):
            return response
        hats = hats_of(person, on=clock.today(person.zone))
        if not any(hat.needs_second_factor for hat in hats):
            return response
        request.session[AFTER_FACTOR] = response.url
        return HttpResponseRedirect(reverse("mfa_index"))

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Arriving and leaving need no word."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_mail(self, template_prefix, email, context):
        """Nothing is sent to an address we do not know; the same line is written as for one we know."""
        _note(outbox.NOBODY_YET, "people.nothing")

    def send_account_already_exists_mail(self, email):
        _note(outbox.NOBODY_YET, "people.nothing")

    def send_password_reset_mail(self, user, email, context):
        _note_for(user, "people.password_reset")

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        address = emailconfirmation.email_address
        _note_for(address.user, "people.email_confirmation", about=str(address.pk))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        former = EmailAddress.objects.filter(user=user, email=email).first() if email else None
        kind = SECURITY.get(template_prefix.rpartition("/")[2], "people.account_changed")
        _note_for(user, kind, about=str(former.pk) if former else "")


def _note_for(user: Account, kind: str, *, about: str = "") -> None:
    person = getattr(user, "person", None)
    _note(person.pk if person else outbox.NOBODY_YET, kind if person else "people.nothing", about=about)


def _note(person_id: int, kind: str, *, about: str = "") -> None:
    at = clock.now()
    with guard.upkeep("accounts"):
        outbox.tell(person_id, kind, about=about, once=f"{kind}:{about}:{at.isoformat()}", due_at=at)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted at rest, and a printed list of codes enough for who has no phone."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Ce code n’est pas le bon, ou il a déjà servi."),
    }

    def get_totp_issuer(self):
        return "Réciproque"

    def _get_site_name(self):
        return "Réciproque"

    def is_mfa_enabled(self, user, types=None):
        """When a first factor is asked for at sign-in, a printed list of codes is one too."""
        if settings.DEMO and user.is_authenticated and not user.has_usable_password():
            return False
        if types is not None and set(types) >= FIRST_FACTORS:
            types = [*types, Authenticator.Type.RECOVERY_CODES]
        return super().is_mfa_enabled(user, types=types)

    def build_totp_svg(self, url):
        """On white, so that a telephone reads it in the dark scheme too."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def encrypt(self, text):
        return urlsafe_b64encode(seal(SECOND_FACTOR, text.encode())).decode()

    def decrypt(self, encrypted_text):
        return unseal(SECOND_FACTOR, urlsafe_b64decode(encrypted_text)).decode()
