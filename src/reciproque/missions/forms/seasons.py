"""Forms of seasons: between which days, and which proposals leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm

from ..models import Proposed
from ..verbs.seasons import check_days

THREE_MONTHS = timedelta(days=91)


class PlanForm(ActForm):
    first_on = forms.DateField(label=_("Du"))
    last_on = forms.DateField(label=_("Au"))

    def __init__(self, request: HttpRequest):
        today = clock.today()
        super().__init__(request, initial={"first_on": today, "last_on": today + THREE_MONTHS})

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("first_on") and given.get("last_on"):
            check_days(given["first_on"], given["last_on"], today=clock.today())
        return given


class SendForm(ActForm):
    """One box for each proposal."""

    chosen = forms.MultipleChoiceField(
        label=_("Ce qui part"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une proposition.")},
    )

    def __init__(self, request: HttpRequest, rows: list[Proposed]):
        super().__init__(request)
        self.rows = {f"{one.mission.code}-{one.person.code}": one for one in rows}
        self.fields["chosen"].choices = [(key, key) for key in self.rows]  # type: ignore[attr-defined]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {"chosen": [self.rows[key] for key in given["chosen"]]}
