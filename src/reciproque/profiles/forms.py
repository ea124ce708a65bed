"""The form of one part of a profile: what it asks, and who will read it, said by name beside each choice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.forms import RewriteForm
from reciproque.people.models import Territory

from .kinds import Gender, Subject, Visibility
from .models import MOST_WORDS, Facet
from .queries.places import places_known, territories_named, written_out
from .queries.shown import Readers

MANY = 12
"""Beyond so many words to pick from, they stand side by side."""


class WhoReads(forms.RadioSelect):
    """Each visibility with the people it opens to today, by name."""

    def __init__(self, readers: dict[Visibility, Readers]):
        super().__init__()
        self.readers = readers

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        readers = self.readers.get(value)
        if readers is not None:
            today = _("aujourd’hui : {readers}").format(readers=readers)
            label = format_html("<span>{}<br><small>{}</small></span>", label, today)
        return super().create_option(name, value, label, *args, **kwargs)


class CountedForm(RewriteForm):
    """What may be counted of oneself. Left empty, it is erased."""

    gender = forms.ChoiceField(
        label=gettext_lazy("Mon genre"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", gettext_lazy("Je ne le dis pas")), *Gender.choices],
    )
    born_in = forms.IntegerField(
        label=gettext_lazy("Mon année de naissance"),
        required=False,
        min_value=0,
        max_value=9_999,
        help_text=gettext_lazy("Elle sert à compter par tranches d’âge. Par exemple : 1974."),
    )
    reads = ("gender", "born_in")


class FacetForm(RewriteForm):
    """What one part asks. Left empty, the part is erased."""

    keeps_what_was_typed = True
    words = forms.CharField(required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}))
    places = forms.CharField(required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))
    visibility = forms.ChoiceField(label=gettext_lazy("Qui peut le lire ?"), choices=Visibility)
    field_order = ("picks", "places", "words", "visibility")

    def __init__(self, request: HttpRequest, facet: Facet, readers: dict[Visibility, Readers]):
        self.territories: list[Territory] = []
        super().__init__(request, facet)
        subject = facet.subject
        self.fields["visibility"].widget = WhoReads(readers)
        self.fields["visibility"].widget.choices = Visibility.choices
        asks_places = subject.asks_places if subject.asks_places and places_known() else ""
        for name, asked in (("words", subject.asks_words), ("places", asks_places)):
            self.fields[name].label = asked
            if not asked:
                del self.fields[name]
        if subject.picks:
            self.fields["picks"] = _picks(subject)
        self.order_fields(self.field_order)

    def read(self, row: Facet) -> dict[str, Any]:
        picked = row.picked if row.pk else []
        places = row.places if row.pk else []
        return {
            "words": row.words,
            "visibility": row.visibility,
            "picks": (picked[0] if picked else "") if row.subject.one else picked,
            "places": "\n".join(map(written_out, places)),
        }

    def clean_places(self) -> str:
        self.territories = territories_named(self.cleaned_data["places"])
        return "\n".join(map(written_out, self.territories))

    def particulars(self) -> dict[str, Any]:
        said = super().particulars()
        picks = said.pop("picks", [])
        said["picks"] = [picks] if isinstance(picks, str) and picks else picks or []
        if said.pop("places", ""):
            said["places"] = self.territories
        return said


def _picks(subject: Subject) -> forms.Field:
    asked = {"label": subject.asks_picks, "required": False}
    if subject.one:
        choices = [("", gettext_lazy("Je ne le dis pas")), *subject.picks]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **asked)
    side_by_side = {"class": "tiles"} if len(subject.picks) > MANY else {}
    widget = forms.CheckboxSelectMultiple(attrs=side_by_side)
    return forms.MultipleChoiceField(choices=subject.picks, widget=widget, **asked)
