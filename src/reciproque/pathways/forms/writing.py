"""What is written of a draft: its presentation, its steps, their variants, its languages, names of those who wrote.

Long sentences are pointed at under their field, and never refused.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import LANGUAGE_CHOICES, Circumstance, Part, Side, StepKind
from ..models import Step, StepText, VariantText, Version, Wording
from ..queries.contents import STEP_WORDS, WORDS
from ..queries.steps import variant_key
from ..rules import LONGEST_DELAY, LONGEST_STEP, PRIORITY_APPOINTMENT
from ..rules.plain_words import MOST_WORDS, measure
from .beginning import NEUTRAL_HELP

AREA = {"rows": 2}
OWN, NONE = "own", ""


def _area(label: Any, most: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs=AREA),
        help_text=help_text,
    )


class Measured(forms.Form):
    """Each text field says, under it, how long its sentences are and which are long: as it stands, never refused."""

    def point_at_long_sentences(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea):
                written = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
                said = _pointed(str(written or ""))
                field.help_text = format_html("{}{}{}", field.help_text, " " if field.help_text else "", said)


def _pointed(text: str) -> SafeString:
    long = measure([text]).long
    if not long:
        return SafeString("")
    return format_html(
        "<span class='tag warn'>{}</span> {}",
        ngettext("phrase de plus de {n} mots", "phrases de plus de {n} mots", len(long)).format(n=MOST_WORDS),
        format_html_join(" ", "<q>{}</q>", ((_("« {words} »").format(words=one),) for one in long)),
    )


class WordingForm(Measured, RewriteForm):
    """What is said of the whole pathway, in one language."""

    keeps_what_was_typed = True
    reads = WORDS
    title = forms.CharField(label=gettext_lazy("Nom du parcours"), max_length=160)
    neutral = forms.CharField(label=gettext_lazy("Nom neutre"), max_length=60, help_text=NEUTRAL_HELP)
    aim = _area(gettext_lazy("À quoi sert ce parcours"), 600)
    condition = forms.CharField(
        label=gettext_lazy("Pour quoi"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Avec vos mots : « Hépatites », « Douleur chronique ». Le nom neutre ne le dit pas."
        ),
    )
    lost = _area(
        gettext_lazy("Perdu de vue : ce que cela veut dire ici"),
        800,
        help_text=gettext_lazy(
            "À partir de quand, et ce que l’on fait alors. Il faut l’écrire avant de publier."
        ),
    )

    def __init__(self, request: HttpRequest, row: Wording):
        super().__init__(request, row)
        self.point_at_long_sentences()


class TextForm(Measured, RewriteForm):
    """The words of a step, in one language."""

    keeps_what_was_typed = True
    name = forms.CharField(label=gettext_lazy("Nom de l’étape"), max_length=120)
    neutral = forms.CharField(label=gettext_lazy("Nom neutre"), max_length=60, help_text=NEUTRAL_HELP)
    what = _area(Part.WHAT.label, 1200, required=True)
    who = _area(Part.WHO.label, 600, help_text=gettext_lazy("Des rôles, jamais des noms."))
    where = _area(Part.WHERE.label, 600)
    why = _area(Part.WHY.label, 600)
    bring = _area(Part.BRING.label, 600)
    trigger = forms.CharField(
        label=gettext_lazy("Ce qui déclenche le délai"),
        max_length=160,
        required=False,
        help_text=gettext_lazy(
            "Après « dans les 15 jours après : ». Par exemple « le résultat est connu du service »."
        ),
    )

    def __init__(self, request: HttpRequest, row: Step, language: str):
        self.language = language
        super().__init__(request, row)
        self.point_at_long_sentences()

    def read(self, row: Any) -> dict[str, Any]:
        text = next((one for one in row.texts.all() if one.language == self.language), StepText())
        return {name: getattr(text, name) for name in STEP_WORDS}

    def particulars(self) -> dict[str, Any]:
        return super().particulars() | {"language": self.language}


def _facts(days: int) -> dict[str, forms.Field]:
    return {
        "kind": forms.ChoiceField(label=_("Genre d’étape"), choices=StepKind.choices),
        "minutes": forms.IntegerField(
            label=_("Combien de temps (minutes)"), required=False, min_value=1, max_value=LONGEST_STEP
        ),
        "same_day": forms.BooleanField(label=_("Le même jour que l’étape d’avant"), required=False),
        "offered": forms.BooleanField(
            label=_("Proposé, jamais imposé : la personne peut dire non"), required=False
        ),
        "promise": forms.ChoiceField(
            label=_("Un délai promis"),
            required=False,
            widget=forms.RadioSelect,
            choices=[
                (NONE, _("Aucun")),
                (
                    PRIORITY_APPOINTMENT.name,
                    ngettext(
                        "{n} jour : le nombre de référence", "{n} jours : le nombre de référence", days
                    ).format(n=days),
                ),
                (OWN, _("Un nombre de jours à nous")),
            ],
            help_text=PRIORITY_APPOINTMENT.source,
        ),
        "days": forms.IntegerField(
            label=_("Si c’est à nous, combien de jours"), required=False, min_value=1, max_value=LONGEST_DELAY
        ),
    }


class StepForm(TextForm):
    """A step in the language of the draft: what is true in every language, and its words."""

    field_order = ("kind", *STEP_WORDS[:-1], "minutes", "same_day", "offered", "promise", "days", "trigger")

    def __init__(self, request: HttpRequest, row: Step, language: str, days: int):
        super().__init__(request, row, language)
        self.fields.update(_facts(days))
        self.order_fields(self.field_order)

    def read(self, row: Any) -> dict[str, Any]:
        return super().read(row) | {
            "kind": row.kind,
            "minutes": row.minutes,
            "same_day": row.same_day,
            "offered": row.offered,
            "promise": row.delay or (OWN if row.days else NONE),
            "days": row.days,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("promise") == OWN and not given.get("days") and "days" not in self.errors:
            self.add_error("days", _("Dites combien de jours."))
        return given

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        promise, days = given.pop("promise"), given.pop("days")
        return given | {
            "days": days if promise == OWN else None,
            "delay": promise if promise not in (OWN, NONE) else "",
        }


class NewStepForm(StepForm):
    """A step that is not there yet."""

    def __init__(self, request: HttpRequest, draft: Version, days: int):
        super().__init__(request, Step(of=draft), draft.language, days)
        del self.fields["version"]

    def read(self, row: Any) -> dict[str, Any]:
        return {}

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        del given["language"]
        return given


class VaryForm(Measured, ActForm):
    """What a step becomes for people in some circumstance."""

    keeps_what_was_typed = True
    kind = forms.ChoiceField(label=gettext_lazy("Pour qui"))
    when = forms.CharField(
        label=gettext_lazy("Comment le dire"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "« Si vous n’avez pas de papiers ». Vide, la maison le dit elle-même quand elle le sait."
        ),
    )
    part = forms.ChoiceField(label=gettext_lazy("Ce qui change"), choices=Part.choices)
    replaces = forms.TypedChoiceField(
        label=gettext_lazy("Ces mots"),
        choices=[
            ("", gettext_lazy("s’ajoutent à ce qui est écrit")),
            ("1", gettext_lazy("prennent la place de ce qui est écrit")),
        ],
        coerce=bool,
        required=False,
        empty_value=False,
        widget=forms.RadioSelect,
    )
    words = _area(
        gettext_lazy("Les mots"), 600, help_text=gettext_lazy("Sans mots, cette variante quitte l’étape.")
    )

    def __init__(self, request: HttpRequest, step: Step, language: str):
        self.language = language
        known = {variant_key(one): one for one in step.of.variants.all()}
        chosen = request.GET.get("variante", "")
        found = known[chosen].texts.filter(step=step, language=language).first() if chosen in known else None
        super().__init__(request, initial=self._initial(chosen, found))
        own = [
            (key, _("Autre situation : {when}").format(when=text.when))
            for key, one in known.items()
            if one.kind == Circumstance.OWN and (text := one.texts.exclude(when="").first())
        ]
        self.fields["kind"].choices = [
            *Circumstance.choices[:-1],
            *own,
            (Circumstance.OWN, _("Autre situation")),
        ]  # type: ignore[attr-defined]
        self.point_at_long_sentences()

    @staticmethod
    def _initial(chosen: str, text: VariantText | None) -> dict[str, Any]:
        if text is None:
            return {"kind": chosen, "replaces": ""}
        return {
            "kind": chosen,
            "when": text.when,
            "part": text.part,
            "replaces": "1" if text.replaces else "",
            "words": text.words,
        }

    def particulars(self) -> dict[str, Any]:
        return super().particulars() | {"language": self.language}


class LanguageForm(ActForm):
    """One more language."""

    language = forms.ChoiceField(
        label=gettext_lazy("Langue"),
        help_text=gettext_lazy(
            "Elle se montre quand rien n’y manque. Une page n’est jamais en deux langues."
        ),
    )

    def __init__(self, request: HttpRequest, draft: Version):
        super().__init__(request)
        there = {one.language for one in draft.wordings.all()}
        self.fields["language"].choices = [one for one in LANGUAGE_CHOICES if one[0] not in there]  # type: ignore[attr-defined]


class CreditForm(ActForm):
    """Somebody who wrote too, and has no account."""

    keeps_what_was_typed = True
    name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=120,
        help_text=gettext_lazy("Comme la personne souhaite être nommée, avec son accord : un prénom suffit."),
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Elle a écrit comme"), choices=Side.choices, widget=forms.RadioSelect
    )
