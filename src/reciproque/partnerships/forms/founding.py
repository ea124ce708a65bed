"""Forms that found a partnership and keep its sheet: who, what, at which level, in which modes, with whom."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.people.models import LANGUAGES, Organisation

from ..kinds import OTHER_SIDE, Domain, Level, Side, Status
from ..modes import MODES, mode_choices
from ..queries.founding import candidate, candidates
from ..queries.partnerships import organisations_found
from ..queries.positions import Position
from ..rules.sides import sides_open_to

SEARCH = "chercher"
"""The name of the buttons that look for somebody or for an organisation, and send nothing else."""


class ModesInput(forms.CheckboxSelectMultiple):
    """The seven modes, each with the missions that the HAS table gives it."""

    option_template_name = "partnerships/mode_option.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["missions"] = [label for _code, label in MODES[str(value)].missions]
        return option


class Looking:
    """What a form gains that looks up rows while it is filled: sent by a « chercher » button, it is only shown anew."""

    request: HttpRequest
    is_bound: bool
    initial: dict[str, Any]

    def show_anew(self) -> None:
        """When a search button was pressed, keep what was typed and find nothing wrong in it."""
        if self.request.method != "POST" or SEARCH not in self.request.POST:
            return
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            self.initial[name] = field.widget.value_from_datadict(self.data, self.files, name)  # type: ignore[attr-defined]
        self.is_bound = False

    def typed(self, name: str) -> Any:
        """What stands in a field now, checked or not."""
        return self[name].value() or ""  # type: ignore[index]


class SheetFields(forms.Form):
    """What the sheet of a partnership says."""

    title = forms.CharField(label=_("Titre"), max_length=160)
    purpose = forms.CharField(
        label=_("En une phrase, à quoi il sert"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    level = forms.ChoiceField(label=_("Niveau"), choices=Level, widget=forms.RadioSelect)
    domain = forms.ChoiceField(label=_("Domaine"), choices=Domain, widget=forms.RadioSelect)
    modes = forms.MultipleChoiceField(
        label=_("Modes d’intervention"),
        help_text=_("Ce que les patients partenaires y feront : un mode ou plusieurs, et leurs missions."),
        choices=mode_choices,
        widget=ModesInput,
        error_messages={"required": _("Choisissez au moins un mode d’intervention.")},
    )
    organisation_words = forms.CharField(
        label=_("Chercher une structure"),
        help_text=_("Un ou plusieurs mots de son nom, sa commune ou son numéro FINESS."),
        required=False,
        max_length=100,
    )
    other_organisations = forms.ModelMultipleChoiceField(
        label=_("Les autres structures qui le portent"),
        queryset=Organisation.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def offer_organisations(self, *, besides: Organisation) -> None:
        """Offer the organisations chosen already and those the search words name."""
        chosen = [str(getattr(one, "code", one)) for one in self.typed("other_organisations")]  # type: ignore[attr-defined]
        found = organisations_found(
            self.request.actor,  # type: ignore[attr-defined]
            str(self.typed("organisation_words")),  # type: ignore[attr-defined]
            chosen,
        )
        self.fields["other_organisations"].queryset = found.exclude(pk=besides.pk)  # type: ignore[attr-defined]
        for name in ("organisation_words", "other_organisations"):
            self.fields[name].asked_when = SEARCH
        self.chosen_organisations = [one for one in found if one.code in chosen and one.pk != besides.pk]


class FoundingForm(Looking, SheetFields, ActForm):
    """Founds a partnership, with the founder's own place and the first person asked on the other side."""

    template_name = "partnerships/founding_fields.html"

    side = forms.ChoiceField(label=_("De quel côté je parle"), choices=Side, widget=forms.RadioSelect)
    status = forms.ChoiceField(
        label=_("Mon statut dans ce partenariat"), choices=[("", "—"), *Status.choices]
    )
    person_words = forms.CharField(
        label=_("Chercher une personne"),
        help_text=_(
            "Quelques lettres de son nom si elle est de votre structure ; son nom entier si elle est d’une autre."
        ),
        required=False,
        max_length=100,
    )
    other = forms.ChoiceField(
        label=_("La personne qui parlera pour l’autre côté"), required=False, widget=forms.RadioSelect
    )
    other_status = forms.ChoiceField(
        label=_("Son statut"), required=False, choices=[("", "—"), *Status.choices]
    )
    language = forms.ChoiceField(label=_("Langue des textes du partenariat"), choices=LANGUAGES)

    def __init__(self, request: HttpRequest, organisation: Organisation, *, initial: dict[str, Any]):
        super().__init__(request, initial=initial)
        self.organisation = organisation
        open_to_me = sides_open_to(request.actor.role)  # type: ignore[attr-defined]
        self.fields["side"].choices = [(side.value, side.label) for side in open_to_me]
        self.initial["side"] = open_to_me[0].value if open_to_me else ""
        for name in ("person_words", "other", "other_status"):
            self.fields[name].asked_when = SEARCH
        self.show_anew()
        self.offer_organisations(besides=organisation)
        self._offer_people(clock.today())

    def _offer_people(self, today: date) -> None:
        around = [self.organisation, *self.chosen_organisations]
        side = OTHER_SIDE.get(self.typed("side"), Side.LIVED)
        self.positions: dict[str, Position] = {}
        kept = candidate(around, side, str(self.typed("other")), on=today)
        found = candidates(self.request.actor, around, side, str(self.typed("person_words")), on=today)  # type: ignore[attr-defined]
        for position in [*([kept] if kept else []), *found]:
            self.positions[position.code] = position
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            *((code, f"{position.person} · {position.words}") for code, position in self.positions.items()),
            ("", _("Je la nommerai plus tard")),
        ]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        for name in ("organisation_words", "person_words"):
            del given[name]
        return given | {"other": self.positions.get(given["other"])}


class SheetForm(Looking, SheetFields, RewriteForm):
    """Keeps the sheet of a partnership right."""

    template_name = "partnerships/sheet_fields.html"
    reads: ClassVar = ("title", "purpose", "level", "domain", "evaluation_months")
    evaluation_months = forms.IntegerField(
        label=_("Évaluer ensemble tous les (mois)"),
        help_text=_("Vide : le rythme habituel de l’installation."),
        min_value=1,
        max_value=60,
        required=False,
    )

    def __init__(self, request: HttpRequest, partnership: Any):
        super().__init__(request, partnership)
        self.show_anew()
        self.offer_organisations(besides=partnership.host)

    def read(self, row: Any) -> dict[str, Any]:
        others = [held.organisation for held in row.hostings.all() if held.organisation_id != row.host_id]
        return super().read(row) | {
            "modes": [worked.mode for worked in row.modes.all()],
            "other_organisations": [organisation.code for organisation in others],
        }

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        del given["organisation_words"]
        return given

    @property
    def theirs(self) -> dict[str, Any]:
        differs = super().theirs
        if "other_organisations" in differs:
            mine = {one.code for one in self.cleaned_data.get("other_organisations", ())}
            if mine == set(differs["other_organisations"]):
                del differs["other_organisations"]
        if set(differs.get("modes", ())) == set(self.cleaned_data.get("modes", ())):
            differs.pop("modes", None)
        return differs
