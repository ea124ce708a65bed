"""Forms of an encounter: a code, a card, marks on the other's lines, a decision, three numbers, who else is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm
from reciproque.foundation.verbs import Verb

from . import rules
from .kinds import ASKED_AFTER, QUESTIONS, Mark, Presence, Question, Side
from .models import Encounter
from .queries.cards import Card, Read, decided_in, held_by_one, side_of

NOTHING = "none"
ROWS = 3
"""How many possibilities the screen has room for: « Ne rien changer » is the last one, unless it is written over."""
HELP = {
    Question.MATTERS: _("Une idée par ligne. Sommeil, travail, logement, argent, papiers : tout compte."),
    Question.FEARS: _("Rien n’est ridicule."),
    Question.UNSAID: _("Vous pourrez retirer une ligne avant d’ouvrir."),
    Question.UNDERSTAND: _("Une idée par ligne, dans des mots de tous les jours."),
    Question.OFFER: _("Ce qui dépend de vous."),
    Question.LIMITS: _("Temps, savoir, règles : ce que vous ne pouvez pas."),
}


class DoorForm(ActForm):
    """A code, as it was given on paper or drawn."""

    code = forms.CharField(
        label=_("Votre code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Six ou huit lettres et chiffres. Les tirets ne comptent pas."),
    )


class JoinForm(DoorForm):
    """The code that the person gives to the professional."""

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self.fields["code"].label = _("Le code que la personne vous donne")
        self.fields["code"].help_text = _("Six lettres et chiffres. Il sert une fois.")


def _box(question: Question) -> forms.CharField:
    asked = forms.CharField(
        label=question.label,
        help_text=HELP[question],
        required=False,
        max_length=rules.MOST_LINES * (rules.LONGEST_LINE + 2),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    return _quietly_optional(asked)


def _quietly_optional(asked: forms.Field) -> Any:
    """The same field, without « (facultatif) »: one of three will do, which the page says once."""
    asked.asked_when = True  # type: ignore[attr-defined]
    return asked


class CardForm(ActForm):
    """Lines to add to one's own card, question by question."""

    keeps_what_was_typed = True

    def __init__(self, request: HttpRequest, *sides: Side):
        super().__init__(request)
        self.asked = [question for side in sides for question in QUESTIONS[side]]
        for question in self.asked:
            self.fields[question.value] = _box(question)

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {"words": {question.value: given.pop(question.value) for question in self.asked}, **given}


class PresenceForm(ActForm):
    """Who else may be there, this time."""

    presence = forms.ChoiceField(
        label=_("Qui d’autre sera là ?"), choices=Presence, widget=forms.RadioSelect, initial=Presence.ALONE
    )

    def __init__(self, request: HttpRequest, encounter: Encounter):
        super().__init__(request, initial={"presence": encounter.presence or Presence.ALONE})


class TypingForm(CardForm):
    """Both cards, from paper, with the agreement of the person who is there."""

    template_name = "encounters/typing_fields.html"
    presence = forms.ChoiceField(
        label=_("Qui d’autre était là, avec l’accord de la personne ?"),
        choices=Presence,
        widget=forms.RadioSelect,
        initial=Presence.ALONE,
    )
    agreed = forms.BooleanField(
        label=_("La personne est d’accord pour que ces mots soient tapés, et nous avons ouvert ensemble"),
        error_messages={"required": _("Sans son accord, rien n’est tapé : le papier suffit.")},
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request, *Side)
        self.order_fields([*(one.value for one in self.asked), "presence", "agreed"])
        for one in self.asked:
            self.fields[one.value].help_text = ""

    def cards(self) -> list[tuple[Side, list[BoundField]]]:
        return [(side, [self[one.value] for one in QUESTIONS[side]]) for side in Side]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        given.pop("agreed")
        return given


class LookForm(ActForm):
    """What one says of each of the other's lines, and which of one's own were talked of."""

    def __init__(self, request: HttpRequest, encounter: Encounter, cards: tuple[Card, Card]):
        super().__init__(request)
        alone = held_by_one(encounter)
        self.lines = [line for card in cards for asked in card.asked for line in asked.lines]
        for line in self.lines:
            if alone or not line.mine:
                asked = forms.ChoiceField(
                    label=line.words,
                    choices=Mark,
                    widget=forms.RadioSelect,
                    required=False,
                    initial=line.mark,
                )
                self.fields[f"mark_{line.code}"] = _quietly_optional(asked)
            if alone or line.mine:
                self.fields[f"talked_{line.code}"] = forms.BooleanField(
                    label=_("Nous en avons parlé"), required=False, initial=line.talked
                )
        self.shown = [
            (card, [(asked.question, [self._of(line) for line in asked.lines]) for asked in card.asked])
            for card in cards
        ]

    def _of(self, line: Read) -> tuple[Read, BoundField | None, BoundField | None]:
        mark, talked = f"mark_{line.code}", f"talked_{line.code}"
        return (
            line,
            self[mark] if mark in self.fields else None,
            self[talked] if talked in self.fields else None,
        )

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        marks = {name.removeprefix("mark_"): said for name, said in given.items() if name.startswith("mark_")}
        talked = [name.removeprefix("talked_") for name, said in given.items() if said is True]
        return {"marks": marks, "talked": talked}


def _short(label: Any) -> forms.CharField:
    return _quietly_optional(forms.CharField(label=label, required=False, max_length=rules.LONGEST_OPTION))


class DecideForm(ActForm):
    """Possibilities with what speaks for and against each, what is chosen, in whose words, until when."""

    keeps_what_was_typed = True
    template_name = "encounters/decision_fields.html"
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    understood = forms.CharField(
        label=_("Ce que j’ai compris"),
        required=False,
        max_length=rules.LONGEST_DECISION,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    chosen = forms.ChoiceField(
        label=_("Nous avons décidé…"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez, même « ne pas décider aujourd’hui ».")},
    )
    words = forms.CharField(
        label=_("En quelques mots, si besoin"),
        required=False,
        max_length=rules.LONGEST_DECISION,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_on = forms.DateField(label=_("Quand en reparler"), required=False)

    def __init__(self, request: HttpRequest, encounter: Encounter):
        found, what = getattr(encounter, "decision", None), decided_in(encounter)
        super().__init__(request, initial=_initial(found, what))
        by_her = side_of(request.actor) is Side.PERSON  # type: ignore[attr-defined]
        views = (
            (_("Pour moi"), _("Contre, pour moi"))
            if by_her
            else (_("Pour, dit la personne"), _("Contre, dit la personne"))
        )
        if not by_her:
            self.fields["understood"].label = _("Ce que la personne a compris, dans ses mots")
        _quietly_optional(self.fields["review_on"])
        for rank in range(ROWS):
            self.fields[f"name_{rank}"] = _short(_("Possibilité {n}").format(n=rank + 1))
            self.fields[f"pro_{rank}"], self.fields[f"con_{rank}"] = map(_short, views)
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            *((str(rank), _("de choisir la possibilité {n}").format(n=rank + 1)) for rank in range(ROWS)),
            (NOTHING, _("de ne pas décider aujourd’hui")),
        ]
        if held_by_one(encounter):
            self.fields["together"] = forms.BooleanField(
                label=_("Nous l’avons relu ensemble, et la personne est d’accord"),
                error_messages={"required": _("Relisez-le avec la personne d’abord.")},
            )

    def rows(self) -> list[list[BoundField]]:
        return [[self[f"{name}_{rank}"] for name in ("name", "pro", "con")] for rank in range(ROWS)]

    def others(self) -> list[BoundField]:
        names = ("understood", "chosen", "words", "review_on", "together")
        return [self[name] for name in names if name in self.fields]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        rows = [(given[f"name_{n}"], given[f"pro_{n}"], given[f"con_{n}"]) for n in range(ROWS)]
        chosen = None if given["chosen"] == NOTHING else int(given["chosen"])
        draft = rules.Draft(rows, chosen, given["words"], given["understood"])
        return {"version": given["version"], "draft": draft, "review_on": given["review_on"]}

    def carries_out(self, verb: Verb, subject: Any, **more: Any) -> bool:
        done = super().carries_out(verb, subject, **more)
        if self.stale_row is not None:
            now = 0 if isinstance(self.stale_row, Encounter) else self.stale_row.version  # type: ignore[attr-defined]
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["version"] = now  # type: ignore[index]
        return done


def _initial(found: Any, what: rules.Decided | None) -> dict[str, Any]:
    if what is None:
        return {"version": 0, f"name_{ROWS - 1}": _("Ne rien changer")}
    given: dict[str, Any] = {
        "version": found.version,
        "words": what.words,
        "understood": what.understood,
        "review_on": found.review_on,
        "chosen": NOTHING if what.chosen is None else str(what.chosen),
    }
    for rank, option in enumerate(what.options):
        given |= {f"name_{rank}": option.name, f"pro_{rank}": option.pro, f"con_{rank}": option.con}
    return given


class AgreeForm(ActForm):
    """« C’est bien cela », of the decision as one read it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def __init__(self, request: HttpRequest, encounter: Encounter):
        found = getattr(encounter, "decision", None)
        super().__init__(request, initial={"version": found.version if found else 0})


class RateForm(ActForm):
    """The same three questions to each side."""

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        numbers = [("", _("Choisir…")), *((n, str(n)) for n in range(rules.HIGHEST + 1))]
        for item in ASKED_AFTER:
            self.fields[item.value] = forms.TypedChoiceField(
                label=item.label,
                choices=numbers,
                coerce=int,
                help_text=_("0 : pas du tout. 10 : tout à fait."),
            )

    def particulars(self) -> dict[str, Any]:
        return {"felt": super().particulars()}
