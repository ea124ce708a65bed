"""Forms of interventions: planning, changing, holding, cancelling."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock, words
from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import InterventionKind
from ..models import Engagement, Intervention
from ..modes import MODES
from ..rules.calendar import Repeat, zone_in_words
from ..verbs.interventions import LONGEST_SERIES
from .engagement import named
from .lengths import LengthField


def mode_choices(own: Iterable[str]) -> list[tuple[Any, Any]]:
    """No mode, those of the partnership, then the other ones of the seven."""
    mine = set(own)
    groups = (
        (_("Modes de ce partenariat"), [mode for mode in MODES.values() if mode.code in mine]),
        (_("Autres modes d’intervention"), [mode for mode in MODES.values() if mode.code not in mine]),
    )
    return [("", _("Aucun en particulier"))] + [
        (label, [(mode.code, mode.label) for mode in modes]) for label, modes in groups if modes
    ]


def mission_choices() -> list[tuple[Any, Any]]:
    return [("", _("Aucune en particulier"))] + [(mode.label, list(mode.missions)) for mode in MODES.values()]


MODE_OF_MISSION = {code: mode.code for mode in MODES.values() for code, _label in mode.missions}


class InterventionFields(forms.Form):
    """What is asked of something planned."""

    title = forms.CharField(label=_("Titre"), max_length=160)
    kind = forms.ChoiceField(label=_("Nature"), choices=InterventionKind)
    day = forms.DateField(label=_("Jour"))
    hour = forms.TimeField(label=_("Heure"))
    minutes = LengthField()
    meets_people = forms.BooleanField(
        label=_("Des personnes accompagnées y seront"),
        required=False,
        help_text=_(
            "La charte signée, l’engagement de chaque personne attendue, et l’accord de deux personnes pour chaque"
            " partenaire sont alors demandés."
        ),
    )
    place = forms.CharField(label=_("Lieu"), required=False, max_length=200)
    remote = forms.BooleanField(label=_("On peut y être à distance"), required=False)
    mode = forms.ChoiceField(
        label=_("Mode d’intervention"),
        required=False,
        help_text=_("Un des sept modes de la HAS, s’il y en a un."),
    )
    mission = forms.ChoiceField(
        label=_("Mission"), required=False, help_text=_("Une mission du mode choisi, selon la HAS.")
    )
    expected = forms.MultipleChoiceField(
        label=_("Qui est attendu"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, modes: Iterable[str], people: list[Engagement], zone: str) -> None:
        """Fill the choices: the partnership's modes, the people engaged; say the zone of the hour."""
        self.people = people
        self.fields["mode"].choices = mode_choices(modes)  # type: ignore[attr-defined]
        self.fields["mission"].choices = mission_choices()  # type: ignore[attr-defined]
        self.fields["expected"].choices = [(one.code, named(one)) for one in people]  # type: ignore[attr-defined]
        self.fields["hour"].help_text = _("À l’heure de {town}.").format(town=zone_in_words(zone))

    def clean_expected(self) -> list[str]:
        return sorted(self.cleaned_data["expected"])

    def clean(self) -> dict[str, Any]:
        """A mission chosen without its mode says which mode it is of."""
        given = super().clean()
        if given.get("mission") and not given.get("mode"):
            given["mode"] = MODE_OF_MISSION[given["mission"]]
        return given

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()  # type: ignore[misc]
        chosen = set(given["expected"])
        return {**given, "expected": [one for one in self.people if one.code in chosen]}


class RepeatFields(forms.Form):
    """Once, or again at a regular pace: `times` is 1 when nothing is repeated."""

    repeat = forms.ChoiceField(
        label=_("Répéter"), required=False, choices=[("", _("Une seule fois")), *Repeat.choices]
    )
    times = forms.IntegerField(
        label=_("Nombre de dates, la première comprise"),
        required=False,
        min_value=1,
        max_value=LONGEST_SERIES,
        help_text=_("Seulement si vous répétez."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("repeat") and not given.get("times") and "times" not in self.errors:
            self.add_error("times", _("Dites combien de dates."))
        return given

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()  # type: ignore[misc]
        return {**given, "times": given["times"] or 1}


class PlanForm(RepeatFields, InterventionFields, ActForm):
    """Plans something, once or as a series."""

    keeps_what_was_typed = True

    def __init__(self, request: HttpRequest, people: list[Engagement], modes: Iterable[str], zone: str):
        kind = request.GET.get("nature", "")
        asked = {"kind": kind} if kind in InterventionKind else {}
        super().__init__(request, initial={"minutes": 60, "day": clock.today(), **asked})
        self.offer(modes, people, zone)


class ReviseForm(InterventionFields, RewriteForm):
    """Changes something planned."""

    keeps_what_was_typed = True
    reads = (
        *("title", "kind", "mode", "mission", "meets_people", "day", "hour", "minutes"),
        *("place", "remote"),
    )

    def __init__(
        self, request: HttpRequest, row: Intervention, people: list[Engagement], modes: Iterable[str]
    ):
        super().__init__(request, row)
        self.offer(modes, people, row.zone)

    def read(self, row: Any) -> dict[str, Any]:
        expected = sorted(one.engagement.code for one in row.expected.all())
        return {**super().read(row), "expected": expected}

    @property
    def theirs(self) -> dict[str, Any]:
        return in_words(super().theirs)


class HoldForm(ActForm):
    """Says that it took place, who was there, and for how long."""

    present = forms.MultipleChoiceField(
        label=_("Qui était là"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Dites qui était là : au moins une personne.")},
    )
    minutes = LengthField(
        label=_("Combien de temps"),
        help_text=_("La durée prévue est proposée. Chacun pourra corriger son propre temps."),
    )
    words = forms.CharField(
        label=_("Ce qu’il en reste"),
        required=False,
        max_length=4000,
        help_text=_("Ce qui a été fait ensemble, sans nommer de personne accompagnée."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cross_training = forms.BooleanField(
        label=_("C’était une formation croisée"),
        required=False,
        help_text=_("Les deux côtés étaient là, et ont appris l’un de l’autre."),
    )
    about = forms.CharField(
        label=_("Sur quoi elle a porté"),
        required=False,
        max_length=300,
        help_text=_("Si c’était une formation croisée : les rôles, les attentes, les limites de chacun…"),
    )

    def __init__(self, request: HttpRequest, row: Intervention, people: list[Engagement]):
        expected = [one.engagement.code for one in row.expected.all()]
        planned_so = row.kind == InterventionKind.CROSS_TRAINING
        super().__init__(
            request, initial={"minutes": row.minutes, "present": expected, "cross_training": planned_so}
        )
        self.people = people
        self.fields["present"].choices = [(one.code, named(one)) for one in people]  # type: ignore[attr-defined]
        if row.kind == InterventionKind.SUPERVISION:  # of what is said there, nothing is kept
            for told in ("words", "cross_training", "about"):
                del self.fields[told]

    def clean(self) -> dict[str, Any]:
        """Nothing typed is dropped: who says what a cross-training was about says that it was one."""
        given = super().clean()
        if given.get("about") and not given.get("cross_training"):
            self.add_error("cross_training", _("Cochez-la aussi, ou effacez ce sur quoi elle a porté."))
        return given

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        chosen = set(given["present"])
        return {**given, "present": [one for one in self.people if one.code in chosen]}


class CrossTrainingForm(ActForm):
    """Says that what took place was a cross-training."""

    about = forms.CharField(
        label=_("Sur quoi elle a porté"),
        required=False,
        max_length=300,
        help_text=_("Les rôles, les attentes, les limites de chacun…"),
    )


class CancelForm(ActForm):
    reason = forms.CharField(
        label=_("Pourquoi elle n’aura pas lieu"),
        max_length=300,
        help_text=_("Les personnes attendues le liront."),
    )


def in_words(theirs: dict[str, Any]) -> dict[str, Any]:
    """What somebody else wrote, with lengths in hours and minutes."""
    return {name: words.length(value) if name == "minutes" else value for name, value in theirs.items()}
