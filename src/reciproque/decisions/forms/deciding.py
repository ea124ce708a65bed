"""The form of a decision: rows of options and promises that grow without JavaScript, and lose nothing typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, ask_natively
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.partnerships.queries.engagement import accepted_in
from reciproque.partnerships.rules.rhythm import months_later
from reciproque.voices.models import Voice

from ..kinds import DEGREE_WORDS, Degree, Outcome
from ..queries import voices_to_tick
from ..rules import LEAST_OPTIONS, MOST_COMMITMENTS, MOST_OPTIONS, CommitmentDraft, OptionDraft

OPTION, COMMITMENT = "option", "commitment"
LEAST = {OPTION: LEAST_OPTIONS, COMMITMENT: 1}
MOST = {OPTION: MOST_OPTIONS, COMMITMENT: MOST_COMMITMENTS}
ADD = "ajouter"
"""The name of the buttons that add a row; their value is the kind of row."""


class DecideForm(ActForm):
    """« Nous avons décidé… »

    Rows are fields named « option_2_reason », « commitment_1_owner »; how many stand is counted in the fields
    `option_rows` and `commitment_rows`. A row left blank is not sent to the verb.
    """

    keeps_what_was_typed = True
    template_name = "decisions/_decide_form.html"

    title = forms.CharField(label=gettext_lazy("En quelques mots"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("Nous avons décidé…"),
        help_text=gettext_lazy(
            "En langage simple : quoi, pour qui, à partir de quand. N’y recopiez pas les mots d’une personne."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decided_on = forms.DateField(label=gettext_lazy("Décidé le"), initial=clock.today)
    degree = forms.ChoiceField(
        label=gettext_lazy("Jusqu’où les partenaires ont compté"),
        choices=[(degree.value, DEGREE_WORDS[degree]) for degree in Degree],
        widget=forms.RadioSelect,
    )
    voices = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Les paroles auxquelles cette décision répond"),
        required=False,
        empty_value=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Une parole cochée vient d’être retirée, ou une décision lui répond déjà :"
                " elle n’est plus dans la liste."
            )
        },
    )
    review_on = forms.DateField(
        label=gettext_lazy("Nous y reviendrons le"),
        help_text=gettext_lazy("Ce jour-là, on vous demandera si la décision a eu un effet."),
        error_messages={
            "required": gettext_lazy("Dites quand vous reviendrez voir si cette décision a eu un effet.")
        },
    )
    option_rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    commitment_rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, request: HttpRequest, partnership: Partnership, *, review_months: int):
        answered = request.GET.get("parole", "")
        today = clock.today()
        initial = {"review_on": months_later(today, review_months), "voices": [answered]}
        super().__init__(request, initial=initial)
        self.people = {one.code: one for one in accepted_in(partnership)}
        self.voices = {one.code: one for one in voices_to_tick(partnership, request.actor, also=answered)}
        self.fields["voices"].choices = [(code, _told(one)) for code, one in self.voices.items()]
        self.fields["voices"].coerce = self.voices.get
        self.sent_rows: dict[str, list[int]] = {}
        for kind in LEAST:
            for place in range(1, self._count(kind) + 1):
                self._add_row(kind, place)

    # --- rows -------------------------------------------------------------------------------------
    def _count(self, kind: str) -> int:
        """How many rows of a kind stand: what was sent, within bounds."""
        sent = self.data.get(f"{kind}_rows", "") if self.is_bound else ""
        count = int(sent) if sent.isdecimal() and len(sent) < 3 else LEAST[kind]
        return min(max(count, LEAST[kind]), MOST[kind])

    def _add_row(self, kind: str, place: int) -> None:
        needed = place <= LEAST[kind]
        fields = self._option(place, needed) if kind == OPTION else self._commitment(place, needed)
        for name, field in fields.items():
            ask_natively(field.widget)
            self.fields[f"{kind}_{place}_{name}"] = field
        self.initial[f"{kind}_rows"] = place

    def _option(self, place: int, needed: bool) -> dict[str, forms.Field]:
        return {
            "text": _lines(_("L’option {n}").format(n=place), required=needed),
            "carried_by": self._person(
                _("Qui portait l’option {n}").format(n=place), nobody=_("Les deux côtés ensemble")
            ),
            "outcome": forms.ChoiceField(
                label=_("Ce que l’option {n} est devenue").format(n=place),
                choices=[("", "—"), *Outcome.choices],
                required=needed,
            ),
            "reason": _lines(
                _("Pourquoi (option {n})").format(n=place),
                help_text=_("À dire quand l’option est adaptée ou refusée."),
                asked_when="outcome",
            ),
        }

    def _commitment(self, place: int, needed: bool) -> dict[str, forms.Field]:
        return {
            "text": _lines(_("Ce qui sera fait (promesse {n})").format(n=place), required=needed),
            "owner": self._person(
                _("Qui s’y engage (promesse {n})").format(n=place), nobody="—", required=needed
            ),
            "due_on": forms.DateField(label=_("Pour quand (promesse {n})").format(n=place), required=needed),
        }

    def _person(self, label: str, *, nobody: str, required: bool = False) -> forms.Field:
        field = forms.TypedChoiceField(
            label=label,
            choices=[("", nobody), *((code, _named(one)) for code, one in self.people.items())],
            coerce=self.people.get,
            empty_value=None,
            required=required,
        )
        field.asked_when = "always"  # an empty choice says something here
        return field

    def rows(self, kind: str) -> Iterator[list[forms.BoundField]]:
        """The rows of a kind, each as its fields in order."""
        for place in range(1, self._standing(kind) + 1):
            start = f"{kind}_{place}_"
            yield [self[name] for name in self.fields if name.startswith(start)]

    def _standing(self, kind: str) -> int:
        return len(
            {
                name.split("_")[1]
                for name in self.fields
                if name.startswith(f"{kind}_") and "_rows" not in name
            }
        )

    def option_groups(self) -> list[list[forms.BoundField]]:
        return list(self.rows(OPTION))

    def commitment_groups(self) -> list[list[forms.BoundField]]:
        return list(self.rows(COMMITMENT))

    def may_add(self) -> dict[str, bool]:
        """Whether another row of each kind still fits."""
        return {kind: self._standing(kind) < MOST[kind] for kind in MOST}

    # --- growing ----------------------------------------------------------------------------------
    @property
    def grows(self) -> bool:
        """True when the form was sent to get another row, not to be carried out."""
        return self.is_bound and self.data.get(ADD, "") in LEAST

    def grow(self) -> None:
        """Add the row asked for; all that was typed stays, and nothing is judged yet."""
        kind, place = self.data[ADD], self._standing(self.data[ADD]) + 1
        typed = {
            name: self.data.getlist(name) if name == "voices" else self.data.get(name)
            for name in self.fields
            if name in self.data
        }
        self.is_bound = False
        self.initial = {**self.initial, **typed, f"{kind}_rows": place - 1}
        if place <= MOST[kind]:
            self._add_row(kind, place)
            self.fields[f"{kind}_{place}_text"].widget.attrs["autofocus"] = True

    # --- to the verb, and back --------------------------------------------------------------------
    def particulars(self) -> dict[str, Any]:
        own = ("title", "text", "decided_on", "degree", "voices", "review_on")
        return {name: self.cleaned_data[name] for name in own} | {
            "options": [OptionDraft(**row) for row in self._filled(OPTION)],
            "commitments": [CommitmentDraft(**row) for row in self._filled(COMMITMENT)],
        }

    def _filled(self, kind: str) -> list[dict[str, Any]]:
        filled, self.sent_rows[kind] = [], []
        for place in range(1, self._standing(kind) + 1):
            start = f"{kind}_{place}_"
            row = {
                name.removeprefix(start): value
                for name, value in self.cleaned_data.items()
                if name.startswith(start)
            }
            if any(row.values()):
                filled.append(row)
                self.sent_rows[kind].append(place)
        return filled

    def _stand_beside_fields(self, problem: ValidationError) -> None:
        """The verb numbers the rows it received; the page also has blank ones."""
        if hasattr(problem, "error_dict"):
            problem = ValidationError({self._here(n): errors for n, errors in problem.error_dict.items()})
        super()._stand_beside_fields(problem)

    def _here(self, name: str) -> str:
        kind, _sep, rest = name.partition("_")
        place, _sep, column = rest.partition("_")
        if kind not in self.sent_rows or not place.isdecimal():
            return name
        return f"{kind}_{self.sent_rows[kind][int(place) - 1]}_{column}"


def _lines(label: str, *, required: bool = False, help_text: str = "", asked_when: str = "") -> forms.Field:
    """A short text. `asked_when` names what makes it compulsory: it is then not shown as optional."""
    lines = forms.Textarea(attrs={"rows": 2})
    field = forms.CharField(
        label=label, help_text=help_text, max_length=1000, required=required, widget=lines
    )
    field.asked_when = asked_when
    return field


def _told(voice: Voice) -> str:
    heard = date_format(voice.heard_on, "SHORT_DATE_FORMAT")
    text = Truncator(voice.text).chars(160)
    return _("« {text} » · {who} · {day}").format(text=text, who=voice.get_said_as_display(), day=heard)


def _named(engagement: Engagement) -> str:
    return f"{engagement.person} · {engagement.speaks_as}"
