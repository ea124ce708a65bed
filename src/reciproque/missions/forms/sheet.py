"""The sheet of a mission: what for, what one does there, where, when, how many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock, words
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.partnerships.forms.lengths import LengthField
from reciproque.partnerships.modes import MODES

from ..kinds import Where
from ..models import Mission
from ..vocabulary import HELP

OF_MODE = {f"mode_{code}": mode for code, mode in MODES.items()}
"""A field for each of the seven modes, with its missions to tick."""


class WithHelp(forms.CheckboxSelectMultiple):
    """Each mission of the HAS table with what it means in practice."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        told = format_html("<span>{}<br><small>{}</small></span>", label, HELP.get(str(value), ""))
        return super().create_option(name, value, told, *args, **kwargs)


class SheetFields(forms.Form):
    """What is asked of a mission. Its mode is that of the missions ticked: one mode at a time."""

    title = forms.CharField(label=_("Titre"), max_length=160, help_text=_("Comme on le dirait à quelqu’un."))
    purpose = forms.CharField(
        label=_("À quoi elle sert"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    does = forms.CharField(
        label=_("Ce que l’on y fait"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    does_not = forms.CharField(
        label=_("Ce que l’on n’y fait pas"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    gains = forms.CharField(
        label=_("Ce que la personne y trouve"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    where = forms.ChoiceField(label=_("Où"), choices=Where, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Lieu"), required=False, max_length=200)
    starts_on = forms.DateField(label=_("À partir du"))
    ends_on = forms.DateField(label=_("Jusqu’au"), required=False)
    minutes = LengthField(label=_("Durée d’une séance"))
    sessions = forms.IntegerField(
        label=_("Nombre de séances en tout"), required=False, min_value=1, max_value=500
    )
    wanted = forms.IntegerField(label=_("Nombre de personnes cherchées"), min_value=1, max_value=500)
    meets_people = forms.BooleanField(
        label=_("Auprès de personnes accompagnées"),
        required=False,
        help_text=_("La charte, l’engagement de chacun et l’accord de deux personnes sont alors demandés."),
    )

    def offer(self, ticked: set[str]) -> None:
        """Add the seven modes, after what the mission is for."""
        for name, mode in OF_MODE.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=mode.label,
                required=False,
                choices=mode.missions,
                widget=WithHelp,
                initial=[code for code, _label in mode.missions if code in ticked],
            )
            self.fields[name].asked_when = "one mode"  # type: ignore[attr-defined]  (one of the seven is asked)
        self.order_fields(["title", "purpose", *OF_MODE])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        ticked = [name for name in OF_MODE if given.get(name)]
        if not ticked:
            first = next(iter(OF_MODE))
            self.add_error(first, _("Cochez au moins une mission, dans un des sept modes."))
        for name in ticked[1:]:
            self.add_error(
                name, _("Une mission est d’un seul mode : gardez-en un, ou écrivez une autre mission.")
            )
        return given

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()  # type: ignore[misc]
        by_mode = {name: given.pop(name, []) for name in OF_MODE}
        name, tasks = next((name, tasks) for name, tasks in by_mode.items() if tasks)
        return {**given, "mode": OF_MODE[name].code, "tasks": tasks}


class WriteForm(SheetFields, ActForm):
    """Begins a mission."""

    keeps_what_was_typed = True

    def __init__(self, request: HttpRequest):
        initial = {"where": Where.ON_SITE, "starts_on": clock.today(), "minutes": 120, "wanted": 1}
        super().__init__(request, initial=initial)
        self.offer(set())


class SheetForm(SheetFields, RewriteForm):
    """Rewrites it."""

    keeps_what_was_typed = True
    reads = (
        *("title", "purpose", "does", "does_not", "gains", "where", "place", "starts_on", "ends_on"),
        *("minutes", "sessions", "wanted", "meets_people"),
    )

    def __init__(self, request: HttpRequest, row: Mission):
        super().__init__(request, row)
        self.offer(set(row.tasks.values_list("task", flat=True)))

    @property
    def theirs(self) -> dict[str, Any]:
        told = super().theirs
        return {name: words.length(value) if name == "minutes" else value for name, value in told.items()}

    def particulars(self) -> dict[str, Any]:
        return {**super().particulars(), "part": "fiche"}
