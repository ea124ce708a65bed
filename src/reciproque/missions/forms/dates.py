"""Forms of dates: opening them, having more places, signing up."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm
from reciproque.partnerships.forms.interventions import RepeatFields
from reciproque.partnerships.forms.lengths import LengthField
from reciproque.partnerships.kinds import InterventionKind
from reciproque.partnerships.rules.calendar import zone_in_words

from ..models import Mission, Slot
from ..verbs.dates import MOST_PLACES

KINDS = [one for one in InterventionKind.choices if one[0] != InterventionKind.SUPERVISION]


class OpenDatesForm(RepeatFields, ActForm):
    """Opens dates to who took the mission."""

    keeps_what_was_typed = True
    day = forms.DateField(label=_("Jour"))
    hour = forms.TimeField(label=_("Heure"))
    minutes = LengthField()
    places = forms.IntegerField(label=_("Places à chaque date"), min_value=1, max_value=MOST_PLACES)
    kind = forms.ChoiceField(label=_("Nature"), choices=KINDS)
    place = forms.CharField(label=_("Lieu"), required=False, max_length=200)

    def __init__(self, request: HttpRequest, mission: Mission):
        kind = InterventionKind.PRESENCE if mission.meets_people else InterventionKind.WORKING_GROUP
        initial = {
            "day": mission.starts_on,
            "minutes": mission.minutes,
            "places": mission.wanted,
            "kind": kind,
            "place": mission.place,
            "times": mission.sessions,
        }
        super().__init__(request, initial=initial)
        zone = zone_in_words(mission.partnership.host.zone)
        self.fields["hour"].help_text = _("À l’heure de {town}.").format(town=zone)


class PlacesForm(ActForm):
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST_PLACES)

    def __init__(self, request: HttpRequest, slot: Slot):
        super().__init__(request, initial={"places": slot.places})


class SignUpForm(ActForm):
    """Says that one will be there. The last field appears when her own ceiling would be passed."""

    keeps_what_was_typed = True
    travel = LengthField(
        label=_("Votre trajet, aller et retour"),
        required=False,
        help_text=_("Il compte dans votre charge et vos heures. Par exemple : 40 min."),
    )
    override = forms.CharField(
        label=_("Au-delà de ce que vous vous êtes fixé : un mot à vous-même"),
        required=False,
        max_length=300,
        help_text=_("Personne d’autre ne le lira. Sans ce mot, votre propre limite tient."),
    )

    def __init__(self, request: HttpRequest):
        self.problem: ValidationError | None = None
        super().__init__(request)
        if "override" not in self.data:
            del self.fields["override"]

    def _stand_beside_fields(self, problem: ValidationError) -> None:
        self.problem = problem
        super()._stand_beside_fields(problem)

    def stopped_by(self, kind: type[ValidationError]) -> bool:
        """Whether the verb refused for that very reason."""
        return isinstance(self.problem, kind)

    def ask_for_a_word(self) -> None:
        """Show the field: her own ceiling stopped her."""
        self.fields.setdefault("override", copy(type(self).base_fields["override"]))

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {"travel": given.get("travel") or 0, "override": given.get("override") or ""}
