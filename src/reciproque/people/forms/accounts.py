"""Forms of one's own account: signing in, one's name and language, a list of printed codes."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.account.forms import ReauthenticateForm as ReauthenticateByPassword
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import RewriteForm

from ..models import LANGUAGES

FAMILIAR = (
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Marquesas",
    "Pacific/Wallis",
    "Europe/Brussels",
    "Europe/Zurich",
    "Europe/Luxembourg",
    "America/Toronto",
)
"""Zones shown first: those of French law, then of neighbours who speak French."""


def zones() -> list[tuple[str, Any]]:
    others = sorted(zone for zone in available_timezones() - set(FAMILIAR) if "/" in zone)
    return [
        (_("Les plus courants"), [(zone, zone.replace("_", " ")) for zone in FAMILIAR]),
        (_("Tous les autres"), [(zone, zone.replace("_", " ")) for zone in others]),
    ]


class Me(RewriteForm):
    """What a person says of herself."""

    name = forms.CharField(
        label=_("Nom, tel qu’on le lit"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Langue des courriers"),
        choices=LANGUAGES,
        help_text=_("Pour les pages, c’est votre navigateur qui choisit, ou le bouton au bas du menu."),
    )
    zone = forms.ChoiceField(label=_("Fuseau horaire"), choices=zones)
    reads = ("name", "language", "zone")


WORDS: dict[str, tuple[Any, Any]] = {
    "login": (_("Nom d’utilisateur ou adresse e-mail"), ""),
    "password": (_("Mot de passe"), ""),
    "oldpassword": (_("Mot de passe actuel"), ""),
    "password1": (_("Nouveau mot de passe"), _("12 signes au moins.")),
    "password2": (_("Le même, encore une fois"), ""),
    "email": (_("Adresse e-mail"), ""),
    "code": (_("Code"), _("Le code de votre application, ou le prochain de votre liste imprimée.")),
}
"""How the fields of allauth's forms are named here, with their help."""


class OurWords:
    """Gives a form of allauth our labels, beside the fields and never inside them."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                field.label, field.help_text = WORDS[name]
        if "login" in self.fields:
            self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        if "code" in self.fields:
            self.fields["code"].widget.attrs["inputmode"] = "numeric"


class SignIn(OurWords, LoginForm):
    """Signing in by a name or by an address."""


class GivePasswordAgain(OurWords, ReauthenticateByPassword):
    """The password asked again before a sensitive act."""


class ChangePassword(OurWords, ChangePasswordForm):
    """A new password, knowing the former."""


class ChoosePassword(OurWords, SetPasswordForm):
    """A first password."""


class AskReset(OurWords, ResetPasswordForm):
    """A link for a new password, by e-mail."""


class ResetPassword(OurWords, ResetPasswordKeyForm):
    """A new password, with the link received."""


class AddAddress(OurWords, AddEmailForm):
    """One more address."""


class ReadApp(OurWords, ActivateTOTPForm):
    """The first code of an application."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six chiffres.")


class GiveCode(OurWords, AuthenticateForm):
    """The second step of signing in."""


class GiveCodeAgain(OurWords, ReauthenticateForm):
    """A code asked again before a sensitive act."""


class PrintCodes(GenerateRecoveryCodesForm):
    """Makes a list of codes to print; here it stands for a second factor by itself."""

    def clean(self) -> dict[str, Any]:
        return super(GenerateRecoveryCodesForm, self).clean() or {}


class AddKey(AddWebAuthnForm):
    """Adds a passkey or a security key."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nom de cette clé")
        self.fields["name"].help_text = _("Pour la reconnaître : « téléphone », « clé bleue »…")
        self.fields["passwordless"].label = _("Me connecter avec cette clé seule, sans mot de passe")
        self.fields["passwordless"].help_text = _("L’appareil demandera alors un code ou une empreinte.")
        self.fields["passwordless"].initial = True
