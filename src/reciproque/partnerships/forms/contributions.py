"""Forms of the time one gave."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import ContributionKind
from ..models import Engagement, Intervention
from .interventions import in_words
from .lengths import LengthField


class TimeForm(ActForm):
    """Notes one's own time in a partnership one takes part in."""

    engagement = forms.ChoiceField(label=_("Dans quel partenariat"))
    kind = forms.ChoiceField(
        label=_("Nature du temps"),
        choices=[kind for kind in ContributionKind.choices if kind[0] != ContributionKind.SESSION],
        widget=forms.RadioSelect,
        help_text=_("Le temps partagé se note dans l’intervention où il s’est passé."),
    )
    minutes = LengthField()
    on = forms.DateField(label=_("Jour"))

    def __init__(self, request: HttpRequest, engagements: list[Engagement]):
        super().__init__(request, initial={"on": clock.today(), "kind": ContributionKind.PREPARATION})
        self.engagements = {one.code: one for one in engagements}
        self.fields["engagement"].choices = [  # type: ignore[attr-defined]
            (one.code, f"{one.partnership.title} ({one.get_status_display()})") for one in engagements
        ]

    @property
    def chosen(self) -> Engagement | None:
        """The engagement picked, once the form is right."""
        return self.engagements[self.cleaned_data["engagement"]] if self.is_valid() else None

    def particulars(self) -> dict[str, Any]:
        return {name: value for name, value in super().particulars().items() if name != "engagement"}


class TimeAroundForm(ActForm):
    """Notes one's own time around one intervention."""

    kind = forms.ChoiceField(label=_("Nature du temps"), choices=ContributionKind, widget=forms.RadioSelect)
    minutes = LengthField()
    on = forms.DateField(label=_("Jour"))

    def __init__(self, request: HttpRequest, intervention: Intervention):
        day = min(intervention.day, clock.today())
        super().__init__(request, initial={"on": day, "kind": ContributionKind.PREPARATION})
        self.intervention = intervention

    def particulars(self) -> dict[str, Any]:
        return {**super().particulars(), "intervention": self.intervention}


class CorrectForm(RewriteForm):
    """Corrects one's own time."""

    minutes = LengthField()
    on = forms.DateField(label=_("Jour"))
    reads = ("minutes", "on")

    @property
    def theirs(self) -> dict[str, Any]:
        return in_words(super().theirs)


class RemoveForm(ActForm):
    """Takes back time noted by mistake."""
