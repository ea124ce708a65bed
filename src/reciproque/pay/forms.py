"""Forms of pay: a rate, several lines at once, a reason, an expense with its receipt, the reference of a paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock, files, words
from reciproque.foundation.forms import ActForm
from reciproque.missions.kinds import Unit
from reciproque.partnerships.kinds import ContributionKind, Status
from reciproque.partnerships.models import Engagement, Intervention

from .kinds import ExpenseKind, PaperKind, State
from .models import Line
from .models.grid import PAID
from .rules.papers import NEEDED


class RateForm(ActForm):
    """What one kind of time is paid, from a day on."""

    keeps_what_was_typed = True
    status = forms.ChoiceField(
        label=_("Statut"), choices=[(one.value, one.label) for one in PAID], widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=_("Nature du temps"), choices=ContributionKind)
    amount = forms.DecimalField(
        label=_("Montant"),
        required=False,
        max_digits=8,
        decimal_places=2,
        localize=True,
        help_text=_("Par exemple 30, ou 22,50. Laissez vide pour dire que plus rien n’est proposé."),
    )
    currency = forms.CharField(
        label=_("Monnaie"), max_length=3, initial="EUR", help_text=_("Trois lettres : EUR.")
    )
    unit = forms.ChoiceField(label=_("Pour"), required=False, choices=[("", _("Choisir…")), *Unit.choices])
    starts_on = forms.DateField(label=_("À partir du"))
    source = forms.CharField(
        label=_("D’où vient ce montant"),
        max_length=300,
        help_text=_("La décision, la convention ou l’accord, avec sa date."),
    )

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(request, initial={"starts_on": clock.today(), "currency": "EUR"}, **kwargs)


class Ticked(forms.CheckboxSelectMultiple):
    """Boxes that stand in the tables of the page, beside what they are about: the form draws none itself."""

    is_hidden = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return mark_safe("")


class Ticks(forms.MultipleChoiceField):
    """Codes of lines; one that the page no longer offers is left out, not refused: it changed meanwhile."""

    widget = Ticked

    def valid_value(self, value: Any) -> bool:
        return True


class MoveForm(ActForm):
    """Takes the lines that were ticked one step further. `lines` are those the page offers, by code."""

    keeps_what_was_typed = True
    ligne = Ticks(required=False)
    reference = forms.CharField(
        label=_("Référence"),
        required=False,
        max_length=60,
        help_text=_("Un numéro de bordereau ou de virement, si vous en avez un."),
    )
    on = forms.DateField(label=_("Payé le"))

    def __init__(self, request: HttpRequest, lines: list[Line], state: State, **kwargs: Any):
        super().__init__(request, initial={"on": clock.today()}, **kwargs)
        self.lines, self.state = {line.code: line for line in lines}, state
        if state != State.PAID:
            del self.fields["on"]
        if state == State.VALIDATED:
            del self.fields["reference"]

    @property
    def ticked(self) -> set[str]:
        """The lines that were ticked, so that they stay so when something is wrong."""
        return set(self["ligne"].value() or ()) & set(self.lines)

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        codes = sorted(set(given.pop("ligne")) & set(self.lines))
        return {**given, "lines": [self.lines[code] for code in codes], "state": self.state}


class WordsForm(ActForm):
    """A reason, or a few words."""

    keeps_what_was_typed = True
    words = forms.CharField(
        label=_("En quelques mots"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne et la coordination le liront."),
    )

    def __init__(self, request: HttpRequest, *, required: bool, **kwargs: Any):
        super().__init__(request, **kwargs)
        self.fields["words"].required = required


class ExpenseForm(ActForm):
    """One's own expense: when, for what, how much or how far; a receipt if there is one."""

    keeps_what_was_typed = True
    engagement = forms.ChoiceField(label=_("Dans quel partenariat"))
    intervention = forms.ChoiceField(
        label=_("Pour quel moment"), required=False, help_text=_("Demandé pour des frais payés d’avance.")
    )
    kind = forms.ChoiceField(label=_("Pour quoi"), choices=ExpenseKind)
    on = forms.DateField(label=_("Quel jour"))
    amount = forms.DecimalField(
        label=_("Montant, en euros"), required=False, max_digits=8, decimal_places=2, localize=True
    )
    kilometres = forms.DecimalField(
        label=_("Ou nombre de kilomètres"),
        required=False,
        max_digits=7,
        decimal_places=1,
        localize=True,
        help_text=_("Pour un trajet, si votre structure a un barème au kilomètre."),
    )
    words = forms.CharField(label=_("Une précision"), required=False, max_length=200)
    document = forms.FileField(
        label=_("Justificatif"),
        required=False,
        help_text=_(
            "Une photo ou un PDF, 10 Mo au plus. Il est gardé chiffré. Vous pouvez l’ajouter plus tard."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPTED}),
    )

    def __init__(
        self,
        request: HttpRequest,
        engagements: list[Engagement],
        dates: list[Intervention],
        *,
        today: date,
        **kwargs: Any,
    ):
        chosen = request.GET.get("moment", "")
        moment = next((one for one in dates if one.code == chosen), None)
        initial = {"on": moment.day if moment else today, "intervention": moment.code if moment else ""}
        super().__init__(request, initial=initial, **kwargs)
        self.engagements = {one.code: one for one in engagements}
        self.dates = {one.code: one for one in dates}
        self.fields["engagement"].choices = [  # type: ignore[attr-defined]
            (code, f"{one.partnership} · {one.partnership.host}") for code, one in self.engagements.items()
        ]
        self.fields["intervention"].choices = [  # type: ignore[attr-defined]
            ("", _now("Aucun en particulier")),
            *((code, f"{words.day(one.day, short=True)} · {one.title}") for code, one in self.dates.items()),
        ]

    @property
    def chosen(self) -> Engagement | None:
        return self.engagements.get(self["engagement"].value() or "")

    def clean_document(self) -> files.Document | None:
        sent = self.cleaned_data["document"]
        return files.accept(sent) if sent else None

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        del given["engagement"]
        given["intervention"] = self.dates.get(given["intervention"])
        return given


class ReceiptForm(ActForm):
    """The receipt of an expense."""

    document = forms.FileField(
        label=_("Justificatif"),
        help_text=_("Une photo ou un PDF, 10 Mo au plus. Il est gardé chiffré."),
        widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPTED}),
        error_messages={"required": _("Choisissez d’abord un document.")},
    )

    def clean_document(self) -> files.Document:
        return files.accept(self.cleaned_data["document"])


class PaperForm(ActForm):
    """The reference of a paper: the paper itself stays where it is."""

    keeps_what_was_typed = True
    kind = forms.ChoiceField(label=_("Quelle pièce"), choices=PaperKind)
    reference = forms.CharField(
        label=_("Référence"),
        max_length=120,
        help_text=_("Un numéro, une date : de quoi la retrouver. Aucune copie n’est gardée ici."),
    )
    since = forms.DateField(label=_("Depuis le"))
    until = forms.DateField(label=_("Jusqu’au"), required=False)

    def __init__(self, request: HttpRequest, statuses: tuple[Status, ...], **kwargs: Any):
        super().__init__(request, initial={"since": clock.today()}, **kwargs)
        needed = [kind for status in statuses for kind in NEEDED[status]] or list(PaperKind)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in dict.fromkeys(needed)]  # type: ignore[attr-defined]
