"""Forms of the evaluation: one side's answers, an action, the conclusion, a new date."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm, RewriteForm

from ..models import Partnership
from ..queries.engagement import accepted_in
from .objectives import EngagementChoice

LOWEST, HIGHEST = 0, 10
RATED = _("De 0 (pas du tout) à 10 (tout à fait).")


def _rating(label: object) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=RATED, min_value=LOWEST, max_value=HIGHEST)


def _words(label: object, help_text: object = "", *, rows: int = 3, longest: int = 4000) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, widget=forms.Textarea(attrs={"rows": rows})
    )


class RoundAnswersForm(RewriteForm):
    """The same questions to both sides, answered apart."""

    keeps_what_was_typed: ClassVar = True
    reads: ClassVar = ("works", "good", "bad", "change", "trust", "gave", "received")

    works = _rating(_("Est-ce que ça fonctionne ?"))
    good = _words(_("Qu’est-ce qui marche ?"))
    bad = _words(
        _("Qu’est-ce qui ne marche pas ?"),
        _("Parlez de ce qui s’est passé, sans nommer une personne accompagnée."),
    )
    change = _words(_("Que faut-il changer ?"))
    trust = _rating(_("Y a-t-il de la confiance entre nous ?"))
    gave = _words(_("Ce que nous avons donné"), _("Du temps, un savoir, une place, un mot."))
    received = _words(_("Ce que nous avons reçu"))


class ActionForm(ActForm):
    """What follows from a round: what, who, by when."""

    keeps_what_was_typed: ClassVar = True
    text = _words(_("Ce que nous allons faire"), rows=2, longest=1000)
    owner = EngagementChoice(
        label=_("Qui s’en charge"), queryset=None, to_field_name="code", empty_label=_("Choisir une personne")
    )
    due_on = forms.DateField(label=_("Pour quel jour"))

    def __init__(self, request: HttpRequest, partnership: Partnership, **kwargs: Any):
        super().__init__(request, **kwargs)
        self.fields["owner"].queryset = accepted_in(partnership)  # type: ignore[attr-defined]


class ActionDoneForm(ActForm):
    """The day on which an action was done."""

    done_on = forms.DateField(label=_("Faite le"))


class ClosingForm(ActForm):
    """What both sides keep of a round; why a wide gap is accepted, when no action follows from it."""

    keeps_what_was_typed: ClassVar = True
    conclusion = _words(_("Ce que nous en retenons, ensemble"))
    gap_accepted = forms.CharField(
        label=_("Pourquoi l’écart est accepté tel quel"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, request: HttpRequest, *, wide: bool, **kwargs: Any):
        super().__init__(request, **kwargs)
        if not wide:
            del self.fields["gap_accepted"]


class PostponementForm(RewriteForm):
    """A later day for a round, and why."""

    keeps_what_was_typed: ClassVar = True
    reads: ClassVar = ("due_on",)
    due_on = forms.DateField(label=_("Nouvelle date"))
    reason = forms.CharField(label=_("Pourquoi"), max_length=300)


class NextRoundForm(ActForm):
    """The day of a round, when none is planned any more."""

    due_on = forms.DateField(label=_("Le jour de la prochaine évaluation"))
