"""On which conditions: what is paid or not, what is paid back, who supports, how one gets in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import RewriteForm
from reciproque.partnerships.kinds import Status
from reciproque.partnerships.rules.fairness import PAID
from reciproque.people.models import Person

from ..kinds import Means, Unit
from ..models import Mission


class ConditionsForm(RewriteForm):
    """Each status that the mission accepts, with what it pays; at least one, volunteer included."""

    keeps_what_was_typed = True
    reads = ("expenses", "supervision", "access", "rest_hours")
    volunteer = forms.BooleanField(label=_("On peut la prendre comme bénévole"), required=False)
    supervision = forms.CharField(
        label=_("Qui soutient la personne, et quand"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un temps de supervision ou d’échange, aussi avec quelqu’un de l’extérieur."),
    )
    contact = forms.ChoiceField(label=_("À qui s’adresser"), required=False)
    means = forms.MultipleChoiceField(
        label=_("Ce qui est pris en charge"),
        required=False,
        choices=Means,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pour que venir ne coûte rien à personne."),
    )
    in_advance = forms.MultipleChoiceField(
        label=_("Ce qui peut être payé d’avance"),
        required=False,
        choices=Means,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("La personne n’avance pas l’argent."),
    )
    expenses = forms.CharField(
        label=_("Frais remboursés, et comment"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("S’il n’y en a pas, dites-le : « aucun frais »."),
    )
    access = forms.CharField(
        label=_("Comment on y accède"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Fauteuil, ascenseur, pauses, textes faciles à lire, horaires : ce qui est possible."),
    )
    rest_hours = forms.IntegerField(
        label=_("Heures de repos entre deux séances"), required=False, min_value=0, max_value=168
    )

    def __init__(self, request: HttpRequest, row: Mission, people: list[Person]):
        super().__init__(request, row)
        self.people = {one.code: one for one in people}
        standing = {one.status: one for one in row.terms.filter(ended_at=None)}
        self.fields["volunteer"].initial = Status.VOLUNTEER in standing
        for status in PAID:
            self._ask_pay(status, standing.get(status))
        self.fields["contact"].choices = [  # type: ignore[attr-defined]
            ("", _("Choisir…")),
            *((code, one.name) for code, one in self.people.items()),
        ]
        self.fields["contact"].initial = row.contact.code if row.contact else ""
        supplied = list(row.means.all())
        self.fields["means"].initial = [one.means for one in supplied]
        self.fields["in_advance"].initial = [one.means for one in supplied if one.in_advance]
        asked = [f"{what}_{status}" for status in PAID for what in ("accepts", "amount", "unit", "words")]
        self.order_fields(["volunteer", *asked])

    def _ask_pay(self, status: Status, standing: Any) -> None:
        label = {
            Status.EMPLOYEE: _("On peut la prendre comme salarié, vacataire compris"),
            Status.INDEPENDENT: _("On peut la prendre comme indépendant"),
            Status.ON_DUTY: _("Des professionnels y viennent dans le cadre de leurs fonctions"),
        }[status]
        self.fields[f"accepts_{status}"] = forms.BooleanField(
            label=label, required=False, initial=standing is not None
        )
        if status == Status.ON_DUTY:
            return
        self.fields[f"amount_{status}"] = forms.DecimalField(
            label=gettext("{status} : montant en euros").format(status=status.label),
            required=False,
            min_value=Decimal("0.01"),
            max_digits=8,
            decimal_places=2,
            initial=standing.amount if standing else None,
        )
        self.fields[f"unit_{status}"] = forms.ChoiceField(
            label=gettext("{status} : pour combien de temps").format(status=status.label),
            required=False,
            choices=[("", _("Choisir…")), *Unit.choices],
            initial=standing.unit if standing else "",
        )
        self.fields[f"words_{status}"] = forms.CharField(
            label=gettext("{status} : en clair").format(status=status.label),
            required=False,
            max_length=200,
            initial=standing.words if standing else "",
            help_text=_("Par exemple : vacation, brut, préparation comprise."),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for status in PAID:
            amount, unit = given.get(f"amount_{status}"), given.get(f"unit_{status}")
            accepts = given.get(f"accepts_{status}")
            if amount and not unit:
                self.add_error(f"unit_{status}", _("Dites pour combien de temps."))
            if unit and not amount:
                self.add_error(f"amount_{status}", _("Dites combien, ou ne choisissez rien."))
            if (amount or unit) and not accepts:
                self.add_error(f"accepts_{status}", _("Cochez ce statut aussi, ou effacez son montant."))
            if accepts and status != Status.ON_DUTY and not amount and not unit:
                self.add_error(f"amount_{status}", _("Ce statut se rémunère : dites combien."))
        return given

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        terms: dict[str, tuple[Decimal | None, str, str]] = {}
        if given.pop("volunteer"):
            terms[Status.VOLUNTEER.value] = (None, "", "")
        for status in PAID:
            amount = given.pop(f"amount_{status}", None)
            unit, words = given.pop(f"unit_{status}", ""), given.pop(f"words_{status}", "")
            if given.pop(f"accepts_{status}"):
                terms[status.value] = (amount, unit, words)
        contact = self.people.get(given.pop("contact"))
        return {**given, "contact": contact, "terms": terms, "part": "conditions"}
