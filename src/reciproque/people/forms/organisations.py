"""Forms that add and revise organisations, record mandates, give parameters their values; the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.foundation.parameters import Parameter
from reciproque.foundation.policy import visible

from ..kinds import OrganisationKind
from ..models import Organisation, Person
from ..queries import departments


class Facts(forms.Form):
    """What is said of an organisation, whether it is being added or revised."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    acronym = forms.CharField(label=_("Sigle"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Type de structure"), choices=OrganisationKind.choices)
    finess = forms.CharField(
        label=_("Numéro FINESS"),
        required=False,
        max_length=20,
        help_text=_("9 caractères, pour un établissement de santé ou médico-social."),
    )
    siret = forms.CharField(
        label=_("Numéro SIRET"), required=False, max_length=24, help_text=_("14 chiffres.")
    )
    address = forms.CharField(
        label=_("Adresse"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Code postal"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    town = forms.CharField(label=_("Commune"), required=False, max_length=120)
    commune = forms.CharField(
        label=_("Code Insee de la commune"),
        required=False,
        max_length=5,
        help_text=_("Seulement si le code postal et le nom ne suffisent pas à la situer."),
    )
    approval_number = forms.CharField(
        label=_("Numéro d’agrément"),
        required=False,
        max_length=40,
        help_text=_("Pour une association agréée pour représenter les usagers du système de santé."),
    )
    approval_until = forms.DateField(label=_("Agrément valable jusqu’au"), required=False)
    approved_for = forms.CharField(label=_("Thèmes de plaidoyer"), required=False, max_length=300)


class NewOrganisation(Facts, ActForm):
    """Adds an organisation to the directory."""


class OrganisationFacts(Facts, RewriteForm):
    """Revises what is known of an organisation."""

    reads = (
        "name",
        "acronym",
        "kind",
        "finess",
        "siret",
        "address",
        "postcode",
        "town",
        "approval_number",
        "approval_until",
        "approved_for",
    )

    def read(self, row: Organisation) -> dict[str, Any]:
        facts = super().read(row)
        return facts | {
            "finess": row.finess or "",
            "commune": row.territory.number if row.territory else "",
        }


class Directory(forms.Form):
    """Narrows the list of organisations: words, a kind, a department."""

    q = forms.CharField(
        label=_("Nom, sigle, ville ou FINESS"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    type = forms.ChoiceField(label=_("Type"), required=False)
    departement = forms.ChoiceField(label=_("Département"), required=False)

    def __init__(self, request: HttpRequest):
        super().__init__(request.GET)
        self.fields["type"].choices = [("", _("Tous")), *OrganisationKind.choices]
        known = [(place.number, f"{place.number} · {place.name}") for place in departments()]
        self.fields["departement"].choices = [("", _("Tous")), *known]

    def wanted(self) -> dict[str, str]:
        """What to look for; a filter that means nothing is left out."""
        self.is_valid()
        return {
            "words": self.cleaned_data.get("q", ""),
            "kind": self.cleaned_data.get("type", ""),
            "department": self.cleaned_data.get("departement", ""),
        }


class MandateForm(ActForm):
    """Records that an association mandates a member of ours to represent users here."""

    person = forms.ModelChoiceField(
        label=_("Personne mandatée"),
        queryset=Person.objects.none(),
        to_field_name="code",
        help_text=_("Une personne que vous connaissez ici ; pour une autre, invitez-la comme représentante."),
    )
    association = forms.ModelChoiceField(
        label=_("Association qui la mandate"), queryset=Organisation.objects.none(), to_field_name="code"
    )
    body = forms.CharField(
        label=_("Instance"),
        required=False,
        max_length=120,
        help_text=_("Par exemple : commission des usagers."),
    )
    letter = forms.CharField(
        label=_("Référence de la désignation"),
        required=False,
        max_length=120,
        help_text=_("La lettre, l’arrêté ou la décision qui la nomme, avec sa date."),
    )
    substitute = forms.BooleanField(
        label=_("En suppléance"),
        required=False,
        help_text=_("Le suppléant siège quand le titulaire ne le peut pas."),
    )
    starts_on = forms.DateField(label=_("À partir du"))
    ends_on = forms.DateField(label=_("Jusqu’au"), required=False)

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(request, initial={"starts_on": clock.today()}, **kwargs)
        actor = request.actor  # type: ignore[attr-defined]
        self.fields["person"].queryset = visible(Person, actor)
        self.fields["association"].queryset = associations(actor)


class EndForm(ActForm):
    """Ends a position or a mandate on a day."""

    ends_on = forms.DateField(
        label=_("Dernier jour"), help_text=_("Les droits cessent le lendemain de ce jour.")
    )

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(request, initial={"ends_on": clock.today()}, **kwargs)


class ParameterForm(ActForm):
    """Gives a parameter the organisation's own value, from a day on, with where it comes from."""

    value = forms.CharField(label=_("Valeur"), max_length=40)
    starts_on = forms.DateField(label=_("À partir du"))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Le texte, la décision ou l’accord d’où vient cette valeur, avec sa date."),
    )

    def __init__(self, request: HttpRequest, parameter: Parameter, now: Any, **kwargs: Any):
        super().__init__(request, initial={"value": now, "starts_on": clock.today()}, **kwargs)
        self.fields["value"].help_text = parameter.label


def associations(actor: Any) -> Any:
    """Associations of the directory, to choose from."""
    return visible(Organisation, actor).filter(kind=OrganisationKind.ASSOCIATION)
