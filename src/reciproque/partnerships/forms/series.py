"""Forms of regular exchanges: planning a series, a note for oneself, the answer to a quiet word."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import EXCHANGES, InterventionKind, Word
from ..models import Engagement, PrivateNote
from ..rules.calendar import zone_in_words
from ..verbs.series import MOST_TIMES, MOST_WEEKS
from .engagement import named
from .lengths import LengthField


class SeriesForm(ActForm):
    """Plans exchanges that come back."""

    keeps_what_was_typed: ClassVar = True
    title = forms.CharField(label=_("Titre"), max_length=160)
    kind = forms.ChoiceField(
        label=_("Nature"),
        choices=[(kind.value, InterventionKind(kind).label) for kind in EXCHANGES],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label=_("Première date"))
    hour = forms.TimeField(label=_("Heure"))
    minutes = LengthField()
    weeks = forms.IntegerField(label=_("Toutes les combien de semaines"), min_value=1, max_value=MOST_WEEKS)
    times = forms.IntegerField(
        label=_("Nombre de dates, la première comprise"), min_value=2, max_value=MOST_TIMES
    )
    place = forms.CharField(label=_("Lieu"), required=False, max_length=200)
    remote = forms.BooleanField(label=_("On peut y être à distance"), required=False)
    expected = forms.MultipleChoiceField(
        label=_("Qui est attendu"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, request: HttpRequest, people: list[Engagement], zone: str):
        self.people = people
        everyone = [one.code for one in people]
        usual = {"kind": InterventionKind.MEETING, "day": clock.today(), "minutes": 90}
        super().__init__(request, initial=usual | {"weeks": 4, "times": 6, "expected": everyone})
        self.fields["expected"].choices = [(one.code, named(one)) for one in people]  # type: ignore[attr-defined]
        self.fields["hour"].help_text = _("À l’heure de {town}.").format(town=zone_in_words(zone))

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        chosen = set(given["expected"])
        return {**given, "expected": [one for one in self.people if one.code in chosen]}


class NoteForm(RewriteForm):
    """A few words for oneself."""

    reads: ClassVar = ("text",)
    text = forms.CharField(
        label=_("Ma note"),
        help_text=_("Personne d’autre que vous ne la lira. Ne nommez pas une personne accompagnée."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, request: HttpRequest, note: PrivateNote):
        super().__init__(request, note)


class WordForm(ActForm):
    """Answers a quiet word."""

    word = forms.ChoiceField(
        label=_("Un mot, si vous le souhaitez"),
        choices=Word,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une de ces réponses, ou laissez ce mot de côté.")},
    )
