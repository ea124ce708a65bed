"""Forms of beginnings: the call and its answers, drafts and sponsors, the one page on which one starts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock, words
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.partnerships.forms.founding import Looking
from reciproque.partnerships.kinds import InterventionKind, Side
from reciproque.partnerships.queries.positions import Position
from reciproque.people.models import Organisation

from .kinds import FIRST_MISSIONS, DraftKind, Means, Outcome, Sponsoring, aim_choices
from .models import Call, Draft
from .queries.drafts import possible_sponsors, sponsor_named
from .queries.starts import latest_day, names_for

IN_A_WEEK = timedelta(days=8)


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


# --- « Participer » -------------------------------------------------------------------------------
class CallFields(forms.Form):
    words = forms.CharField(
        label=_("Ce que vous cherchez, en mots de tous les jours"),
        help_text=_("Qui vous êtes, ce qu’on pourrait faire ensemble. Aucun diplôme n’est demandé."),
        max_length=1500,
        widget=lines(6),
    )
    welcome = forms.CharField(
        label=_("Où et quand passer vous voir"),
        help_text=_("Par exemple : à l’accueil, le mardi de 9 h à 12 h."),
        max_length=200,
        required=False,
    )


class OpenCallForm(CallFields, ActForm):
    keeps_what_was_typed = True


class CallForm(CallFields, RewriteForm):
    keeps_what_was_typed = True
    reads: ClassVar = ("words", "welcome")

    def __init__(self, request: HttpRequest, call: Call):
        super().__init__(request, call)


class AnswerForm(ActForm):
    """A first name and a way to be met: nothing else is asked, and no way is better than another."""

    keeps_what_was_typed = True
    first_name = forms.CharField(label=_("Votre prénom"), max_length=60)
    means = forms.ChoiceField(
        label=_("Comment préférez-vous qu’on se retrouve ?"),
        choices=Means,
        initial=Means.PLACE,
        widget=forms.RadioSelect,
    )
    contact = forms.CharField(label=_("Où et quand, ou à quel numéro, ou à quelle adresse"), max_length=200)


class SettleForm(ActForm):
    outcome = forms.ChoiceField(label=_("Ce qui s’est passé"), choices=Outcome, widget=forms.RadioSelect)


# --- drafts ---------------------------------------------------------------------------------------
class DraftFields(forms.Form):
    kind = forms.ChoiceField(label=_("C’est"), choices=DraftKind, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Comment l’appeler"), max_length=160)
    for_whom = forms.CharField(label=_("Pour qui"), max_length=300)
    wish = forms.CharField(label=_("Ce que nous aimerions faire"), max_length=600, widget=lines(3))
    reason = forms.CharField(label=_("Pourquoi"), max_length=2000, widget=lines(3))
    aim = forms.ChoiceField(label=_("C’est surtout pour"), choices=aim_choices, widget=forms.RadioSelect)


class NewDraftForm(DraftFields, ActForm):
    keeps_what_was_typed = True


class DraftForm(DraftFields, RewriteForm):
    keeps_what_was_typed = True
    reads: ClassVar = ("kind", "title", "for_whom", "wish", "reason", "aim")

    def __init__(self, request: HttpRequest, draft: Draft):
        super().__init__(request, draft)


class AskForm(Looking, ActForm):
    """Looks for somebody, then asks her."""

    template_name = "beginnings/ask_fields.html"
    person_words = forms.CharField(
        label=_("Chercher une personne"),
        help_text=_(
            "Quelques lettres de son nom si elle est de votre structure ; son nom entier si elle est d’une autre."
        ),
        required=False,
        max_length=100,
    )
    sponsor = forms.ChoiceField(
        label=_("La personne à qui je le demande"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Cherchez quelqu’un, puis choisissez son nom.")},
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        for name in ("person_words", "sponsor"):
            self.fields[name].asked_when = "chercher"
        self.show_anew()
        on, actor = clock.today(), request.actor  # type: ignore[attr-defined]
        kept = sponsor_named(actor, str(self.typed("sponsor")), on=on)
        found = possible_sponsors(actor, str(self.typed("person_words")), on=on)
        self.positions = {one.code: one for one in [*([kept] if kept else []), *found]}
        self.fields["sponsor"].choices = in_words(self.positions)  # type: ignore[attr-defined]

    def particulars(self) -> dict[str, Any]:
        return {"sponsor": self.positions[super().particulars()["sponsor"]]}


class SponsorForm(ActForm):
    keeps_what_was_typed = True
    answer = forms.ChoiceField(label=_("Votre réponse"), choices=Sponsoring, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Votre raison, ou votre condition"),
        help_text=_(
            "Un oui peut se passer de mots. Un refus n’est lu que par la personne qui vous l’a demandé ;"
            " une condition acceptée sera écrite dans le partenariat."
        ),
        max_length=1000,
        required=False,
        widget=lines(4),
    )


# --- starting simply ------------------------------------------------------------------------------
class StartForm(Looking, ActForm):
    """Fifteen minutes, one page: two names, three questions, a first time together."""

    template_name = "beginnings/start_fields.html"
    keeps_what_was_typed = True
    title = forms.CharField(label=_("Comment appeler ce que vous voulez faire ?"), max_length=160)
    aim = forms.ChoiceField(label=_("C’est surtout pour"), choices=aim_choices, widget=forms.RadioSelect)
    lived_words = forms.CharField(
        label=_("Chercher une patiente, un patient ou un proche"), required=False, max_length=100
    )
    lived = forms.ChoiceField(
        label=_("Côté patients et proches"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Cherchez un nom, puis choisissez-le.")},
    )
    care_words = forms.CharField(label=_("Chercher un professionnel"), required=False, max_length=100)
    care = forms.ChoiceField(
        label=_("Côté professionnels"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Cherchez un nom, puis choisissez-le.")},
    )
    idea_of = forms.ChoiceField(
        label=_("De qui vient l’idée ?"),
        choices=[(Side.LIVED, _("Du côté patients et proches")), (Side.CARE, _("Du côté professionnels"))],
        widget=forms.RadioSelect,
    )
    need = forms.CharField(label=_("De quoi a-t-on besoin ?"), max_length=1000, widget=lines(2))
    wish = forms.CharField(label=_("Que veut-on faire ?"), max_length=600, widget=lines(2))
    reason = forms.CharField(label=_("Pourquoi le fait-on ?"), max_length=1000, widget=lines(2))
    mission = forms.CharField(
        label=_("La première chose à faire ensemble"),
        help_text=_("Petite et concrète. Par exemple : regarder ensemble le livret d’accueil."),
        max_length=160,
    )
    mission_kind = forms.ChoiceField(
        label=_("Ce sera"),
        choices=[(kind.value, InterventionKind(kind).label) for kind in FIRST_MISSIONS],
        widget=forms.RadioSelect,
    )
    with_people = forms.TypedChoiceField(
        label=_("Des personnes accompagnées y seront-elles ?"),
        help_text=_("Des patients ou des proches que la structure soigne ou accompagne."),
        choices=[("non", _("Non, seulement nous")), ("oui", _("Oui"))],
        coerce=lambda said: said == "oui",
        initial="non",
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label=_("Quel jour"))
    hour = forms.TimeField(label=_("À quelle heure"), initial="14:00")
    place = forms.CharField(label=_("Où"), required=False, max_length=200)

    def __init__(self, request: HttpRequest, organisation: Organisation):
        super().__init__(request, initial={"day": clock.today() + IN_A_WEEK})
        for name in ("lived_words", "lived", "care_words", "care"):
            self.fields[name].asked_when = "chercher"
        latest = latest_day(organisation, today=clock.today())
        self.fields["day"].help_text = _("Au plus tard le {day}.").format(day=words.day(latest))
        self.show_anew()
        self.named: dict[str, dict[str, Position]] = {}
        for side in Side.values:
            self.named[side] = names_for(
                request.actor,  # type: ignore[attr-defined]
                organisation,
                side,
                str(self.typed(f"{side}_words")),
                str(self.typed(side)),
                on=clock.today(),
            )
            self.fields[side].choices = in_words(self.named[side])  # type: ignore[attr-defined]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        for side in Side.values:
            del given[f"{side}_words"]
            given[side] = self.named[side][given[side]]
        return given


def in_words(positions: dict[str, Position]) -> list[tuple[str, str]]:
    return [(code, f"{position.person} · {position.words}") for code, position in positions.items()]
