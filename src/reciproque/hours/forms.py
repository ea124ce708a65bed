"""Forms of time confirmed: one tap, all at once, a disagreement, what was agreed; time around; a thanks; a period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm, HouseRenderer, ask_natively
from reciproque.partnerships.forms.lengths import LengthField
from reciproque.partnerships.models import Contribution, Engagement, Intervention

from .queries.thanks import what_for
from .rules import Period, of_year

MOST = 200
"""How many times one page may confirm at once."""


class ConfirmForm(ActForm):
    """One button: it says which version of the time was before one's eyes."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AllForm(ActForm):
    """All that is on the page, each with its version: « CODE:1,CODE:2 »."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=20 * MOST)

    def clean_shown(self) -> list[tuple[str, int]]:
        pairs = [one.rpartition(":") for one in self.cleaned_data["shown"].split(",")]
        try:
            return [(code, int(version)) for code, _colon, version in pairs][:MOST]
        except ValueError:
            raise ValidationError(_("Rechargez la page, puis recommencez.")) from None


def shown_on(rows: Iterable[Contribution]) -> str:
    """What `AllForm` receives of the times a page shows."""
    return ",".join(f"{one.code}:{one.version}" for one in rows)


class DisputeForm(ActForm):
    """Why one does not agree."""

    keeps_what_was_typed = True
    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Ce que vous voyez autrement"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("« Je n’étais pas là », « c’était plus long ». Rien de la santé de personne."),
    )


class RemarkForm(ActForm):
    """A word more in the thread."""

    keeps_what_was_typed = True
    words = forms.CharField(
        label=_("Ce que vous répondez"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SettlementForm(ActForm):
    """What was agreed."""

    keeps_what_was_typed = True
    outcome = forms.CharField(
        label=_("Ce qui a été convenu"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple : « Karim était là deux heures, il corrige »."),
    )


class AroundForm(ActForm):
    """Preparation, travel and talk around one session, noted at once."""

    preparation = LengthField(label=_("Préparation"), required=False, help_text="")
    travel = LengthField(label=_("Trajet"), required=False, help_text="")
    debrief = LengthField(label=_("Échange après coup"), required=False, help_text="")

    def __init__(self, request: HttpRequest, intervention: Intervention):
        super().__init__(request, auto_id=f"id_{intervention.code}_%s")
        self.intervention = intervention

    def particulars(self) -> dict[str, Any]:
        return {**super().particulars(), "intervention": self.intervention}


class ThanksForm(ActForm):
    """To whom, for what, in one's own words."""

    keeps_what_was_typed = True
    about = forms.ChoiceField(label=_("À qui, pour quoi ?"))
    words = forms.CharField(
        label=_("Votre merci"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Ce que cela a changé, pour vous ou pour d’autres. Sans nommer personne d’accompagné, ni rien de la"
            " santé de quelqu’un. Elle le lit d’abord seule ; elle choisit ensuite de le montrer ou non."
        ),
    )

    def __init__(self, request: HttpRequest, offered: Iterable[Contribution]):
        super().__init__(request)
        self.offered = {one.code: one for one in offered}
        by_name = sorted(self.offered.values(), key=lambda one: one.engagement.person.name)
        groups = [
            (name, [(one.code, what_for(one)) for one in some])
            for name, some in groupby(by_name, key=lambda one: one.engagement.person.name)
        ]
        only = len(self.offered) == 1
        self.fields["about"].choices = groups if only else [("", _("Choisir…")), *groups]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Engagement | None:
        """Who is thanked, once the form is right."""
        return self.offered[self.cleaned_data["about"]].engagement if self.is_valid() else None

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        about = self.offered[given.pop("about")]
        return {
            **given,
            **({"intervention": about.intervention} if about.intervention else {"contribution": about}),
        }


class PeriodForm(forms.Form):
    """From a day to another; nothing asked: this year."""

    default_renderer = HouseRenderer()
    du = forms.DateField(label=_("Du"))
    au = forms.DateField(label=_("Au"))

    def __init__(self, request: HttpRequest, today: date):
        self.otherwise = of_year(today.year)
        asked = {name: request.GET[name] for name in ("du", "au") if name in request.GET}
        super().__init__(asked or None, initial={"du": self.otherwise.first, "au": self.otherwise.last})
        for one in self.fields.values():
            ask_natively(one.widget)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "du" in given and "au" in given and given["du"] > given["au"]:
            raise ValidationError({"au": _("Ce jour vient avant le premier.")})
        return given

    @property
    def period(self) -> Period | None:
        """The days asked for; None when they could not be read."""
        if not self.is_bound:
            return self.otherwise
        return Period(self.cleaned_data["du"], self.cleaned_data["au"]) if self.is_valid() else None

    @property
    def status(self) -> int:
        return 200 if self.period else 422
