"""Forms of invitations: to invite, to type a code, to accept, to choose a new password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm

from ..kinds import Role
from ..models import LANGUAGES, Invitation, Organisation
from .organisations import associations

CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class Invite(ActForm):
    """Invites someone to a position in an organisation."""

    name = forms.CharField(label=_("Nom de la personne"), max_length=120)
    role = forms.ChoiceField(label=_("Position"), choices=Role.choices)
    function = forms.CharField(
        label=_("Fonction"),
        required=False,
        max_length=120,
        help_text=_("Ce qu’on lira sous son nom ; pour un mandat, l’instance où elle siège."),
    )
    meets_people = forms.BooleanField(
        label=_("Elle sera en contact avec des personnes accompagnées"),
        required=False,
        help_text=_("Elle devra alors se connecter avec un second facteur."),
    )
    association = forms.ModelChoiceField(
        label=_("Association qui la mandate"),
        required=False,
        queryset=Organisation.objects.none(),
        to_field_name="code",
        help_text=_("Pour une représentante ou un représentant des usagers seulement."),
    )
    letter = forms.CharField(
        label=_("Référence de la désignation"),
        required=False,
        max_length=120,
        help_text=_("Pour un mandat : la lettre ou l’arrêté, avec sa date."),
    )
    substitute = forms.BooleanField(
        label=_("En suppléance"),
        required=False,
        help_text=_("Pour un mandat : elle siège quand le titulaire ne le peut pas."),
    )
    ends_on = forms.DateField(label=_("Jusqu’au"), required=False)
    means = forms.ChoiceField(
        label=_("Comment la lui remettre"),
        choices=[
            (Invitation.Means.LINK, _("Un lien, par e-mail ou à copier")),
            (Invitation.Means.PAPER, _("Un code sur papier, à remettre en main propre")),
        ],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("Son adresse e-mail"),
        required=False,
        help_text=_("Avec une adresse, le lien part par e-mail ; sans adresse, il s’affiche une fois."),
    )
    language = forms.ChoiceField(label=_("Langue de l’invitation"), choices=LANGUAGES)

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(
            request,
            initial={"means": Invitation.Means.LINK, "language": "fr", "role": Role.PARTNER},
            **kwargs,
        )
        self.fields["association"].queryset = associations(request.actor)  # type: ignore[attr-defined]


class OfferCode(forms.Form):
    """Where a code held on paper is typed."""

    code = forms.CharField(
        label=_("Votre code"),
        max_length=80,
        help_text=_("16 signes, en quatre groupes de quatre. Les tirets et les majuscules sont facultatifs."),
        widget=forms.TextInput(attrs=CODE),
    )
    status = 200


class Join(ActForm):
    """Accepts an invitation, under the hat of someone who already has an account."""

    secret = forms.CharField(widget=forms.HiddenInput)

    def particulars(self) -> dict[str, Any]:
        return {name: value for name, value in super().particulars().items() if name != "secret"}


class OpenAccount(Join):
    """Accepts an invitation and opens an account."""

    name = forms.CharField(
        label=_("Votre nom, tel qu’on le lira"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Nom d’utilisateur"),
        max_length=60,
        help_text=_("Pour vous connecter : lettres sans accent, chiffres, points et tirets."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        max_length=200,
        strip=False,
        help_text=_("12 signes au moins. Une phrase que vous seule connaissez fait un bon mot de passe."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class RenewPassword(ActForm):
    """Chooses a new password with a code held on paper."""

    secret = forms.CharField(label=_("Votre code"), max_length=80, widget=forms.TextInput(attrs=CODE))
    password = forms.CharField(
        label=_("Nouveau mot de passe"),
        max_length=200,
        strip=False,
        help_text=_("12 signes au moins."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def particulars(self) -> dict[str, Any]:
        return {"password": self.cleaned_data["password"]}
