"""Forms of those who answer for others: who led a supervision, relays, an absence."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.people.models import Person

from ..kinds import Facilitator
from ..models import Facilitation, Relay


class FacilitatorForm(RewriteForm):
    """What kind of person led a supervision."""

    reads: ClassVar = ("facilitator",)
    facilitator = forms.ChoiceField(
        label=_("Qui l’animait ?"),
        choices=Facilitator,
        widget=forms.RadioSelect,
        help_text=_("Un type seulement : ni nom, ni rien de ce qui s’y est dit."),
    )

    def __init__(self, request: HttpRequest, said: Facilitation):
        super().__init__(request, said)

    @property
    def theirs(self) -> dict[str, Any]:
        return {name: Facilitator(value).label for name, value in super().theirs.items()}


class RelayForm(ActForm):
    """Whom a partner turns to, and who takes over."""

    referent = forms.ChoiceField(label=_("Vers qui elle se tourne"))
    substitute = forms.ChoiceField(
        label=_("Qui prend le relais"),
        help_text=_("Pendant une absence, ou si la première personne s’en va."),
    )

    def __init__(self, request: HttpRequest, people: list[Person], relay: Relay | None):
        self.people = {one.code: one for one in people}
        codes = {one.pk: code for code, one in self.people.items()}
        initial = (
            {"referent": codes.get(relay.referent_id), "substitute": codes.get(relay.substitute_id)}
            if relay
            else {}
        )
        super().__init__(request, initial=initial)
        for name in ("referent", "substitute"):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", _("Choisir…")),
                *((code, one.name) for code, one in self.people.items()),
            ]

    def particulars(self) -> dict[str, Any]:
        return {name: self.people[code] for name, code in super().particulars().items()}


class AbsenceForm(ActForm):
    """The days on which one is away."""

    starts_on = forms.DateField(label=_("Du"))
    ends_on = forms.DateField(
        label=_("Au"), help_text=_("Ce jour compris. Personne ne vous demande pourquoi.")
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request, initial={"starts_on": clock.today()})
