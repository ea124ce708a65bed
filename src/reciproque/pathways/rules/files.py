"""Reads a file of a pathway: what is wrong in it is told by its place, in words, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..kinds import LANGUAGES, Circumstance, Part, StepKind
from . import DELAYS, LONGEST_DELAY, LONGEST_STEP, MOST_STEPS
from .content import FORMAT, Content, Step, StepWords, Variant, VariantWords, Words

LENGTHS = {
    "neutral": 60,
    "title": 160,
    "trigger": 160,
    "lost": 800,
    "what": 1200,
    **dict.fromkeys(("name", "condition", "when"), 120),
    **dict.fromkeys(("aim", "words", "who", "where", "why", "bring"), 600),
}
"""Letters each text may hold, in a file as on the screen."""
MOST_TOLD = 12


def content_of_file(told: Any) -> Content:
    """The content that a file tells. Raises ValidationError: a sentence for each thing wrong, with its place."""
    reader = _Reader()
    found = reader.content(told)
    if reader.wrong:
        more = len(reader.wrong) - MOST_TOLD
        said = reader.wrong[:MOST_TOLD]
        if more > 0:
            said.append(_("Et {n} autres choses à corriger.").format(n=more))
        raise ValidationError(said)
    return found


class _Reader:
    """Goes through what was read, and keeps what is wrong on the way rather than stop at the first."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def tell(self, place: str, sentence: str) -> None:
        self.wrong.append(f"{place} : {sentence}" if place else sentence)

    def content(self, told: Any) -> Content:
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            self.tell(
                "",
                _("Ce fichier n’est pas un parcours : « format » doit valoir « {format} ».").format(
                    format=FORMAT
                ),
            )
            return Content("fr", {})
        self._known(told, {"format", "language", "wording", "steps", "variants"}, "")
        language = self._choice(told.get("language"), LANGUAGES, _("langue"))
        wording = self._by_language(told.get("wording"), _("présentation"), self._words(Words))
        if language and language not in wording:
            self.tell(
                _("présentation"),
                _("elle manque dans la langue du parcours, « {code} ».").format(code=language),
            )
        raw = self._list(told.get("steps"), _("étapes"))
        if len(raw) > MOST_STEPS:
            self.tell(_("étapes"), _("pas plus de {n}.").format(n=MOST_STEPS))
        steps = tuple(
            self._step(one, _("étape {n}").format(n=n), language)
            for n, one in enumerate(raw[:MOST_STEPS], start=1)
        )
        variants = tuple(
            self._variant(one, _("variante {n}").format(n=n), len(steps))
            for n, one in enumerate(self._list(told.get("variants", []), _("variantes")), start=1)
        )
        return Content(language, wording, steps, variants)

    def _step(self, told: Any, place: str, language: str) -> Step:
        told = self._dict(told, place)
        self._known(told, {"kind", "same_day", "minutes", "days", "delay", "offered", "texts"}, place)
        texts = self._by_language(told.get("texts"), place, self._words(StepWords))
        if language and language not in texts:
            self.tell(
                place, _("ses textes manquent dans la langue du parcours, « {code} ».").format(code=language)
            )
        days = self._number(told.get("days"), _("{place}, « days »").format(place=place), LONGEST_DELAY)
        delay = told.get("delay", "")
        if delay != "" and delay not in DELAYS:
            self.tell(
                place,
                _("le délai « {name} » n’existe pas ici. Donnez un nombre de jours.").format(name=delay),
            )
            delay = ""
        if delay and days is not None:
            self.tell(place, _("donnez un délai ou un nombre de jours, pas les deux."))
        return Step(
            kind=self._choice(told.get("kind"), StepKind.values, _("{place}, genre").format(place=place)),
            same_day=self._yes(told.get("same_day", False), place),
            minutes=self._number(
                told.get("minutes"), _("{place}, « minutes »").format(place=place), LONGEST_STEP
            ),
            days=days,
            delay=delay,
            offered=self._yes(told.get("offered", False), place),
            texts=texts,
        )

    def _variant(self, told: Any, place: str, steps: int) -> Variant:
        told = self._dict(told, place)
        self._known(told, {"kind", "texts"}, place)

        def words(one: Any, where: str) -> tuple[VariantWords, ...]:
            return tuple(self._variant_words(each, where, steps) for each in self._list(one, where))

        kind = self._choice(told.get("kind"), Circumstance.values, _("{place}, genre").format(place=place))
        return Variant(kind, self._by_language(told.get("texts"), place, words))

    def _variant_words(self, told: Any, place: str, steps: int) -> VariantWords:
        told = self._dict(told, place)
        self._known(told, {one.name for one in fields(VariantWords)}, place)
        step = told.get("step")
        if type(step) is not int or not 1 <= step <= steps:
            self.tell(place, _("« step » est le rang d’une étape, de 1 à {n}.").format(n=steps))
            step = 1
        return VariantWords(
            step=step,
            part=self._choice(told.get("part"), Part.values, place),
            words=self._text(told, "words", place, needed=True),
            when=self._text(told, "when", place),
            replaces=self._yes(told.get("replaces", False), place),
        )

    # --- shapes -----------------------------------------------------------------------------------
    def _words(self, kind: Any) -> Callable[[Any, str], Any]:
        def read(told: Any, place: str) -> Any:
            told = self._dict(told, place)
            self._known(told, {one.name for one in fields(kind)}, place)
            return kind(
                **{
                    one.name: self._text(told, one.name, place, needed=one.default is MISSING)
                    for one in fields(kind)
                }
            )

        return read

    def _by_language(self, told: Any, place: str, read: Callable[[Any, str], Any]) -> dict[str, Any]:
        found = {}
        for code, one in self._dict(told, place).items():
            if code in LANGUAGES:
                found[code] = read(one, f"{place}, {LANGUAGES[code].name}")
            else:
                self.tell(place, _("la langue « {code} » n’est pas connue ici.").format(code=code))
        return found

    def _dict(self, told: Any, place: str) -> Mapping[str, Any]:
        if isinstance(told, dict):
            return told
        self.tell(place, _("un objet { … } est attendu."))
        return {}

    def _list(self, told: Any, place: str) -> list[Any]:
        if isinstance(told, list):
            return told
        self.tell(place, _("une liste [ … ] est attendue."))
        return []

    def _known(self, told: Mapping[str, Any], names: set[str], place: str) -> None:
        for name in told:
            if name not in names:
                self.tell(place, _("« {name} » n’est pas un nom connu.").format(name=str(name)[:60]))

    def _text(self, told: Mapping[str, Any], name: str, place: str, *, needed: bool = False) -> str:
        said = told.get(name, "")
        if not isinstance(said, str):
            self.tell(place, _("« {name} » est un texte.").format(name=name))
            return ""
        said = said.replace("\x00", "").encode("utf-8", "ignore").decode().strip()
        if needed and not said:
            self.tell(place, _("« {name} » manque.").format(name=name))
        if len(said) > LENGTHS[name]:
            self.tell(place, _("« {name} » dépasse {n} signes.").format(name=name, n=LENGTHS[name]))
        return said

    def _choice(self, said: Any, known: Any, place: str) -> str:
        if isinstance(said, str) and said in known:
            return said
        self.tell(place, _("« {said} » n’est pas un code connu.").format(said=str(said)[:60]))
        return ""

    def _number(self, said: Any, place: str, most: int) -> int | None:
        if said is None:
            return None
        if type(said) is int and 1 <= said <= most:
            return said
        self.tell(place, _("un nombre entier de 1 à {n} est attendu.").format(n=most))
        return None

    def _yes(self, said: Any, place: str) -> bool:
        if not isinstance(said, bool):
            self.tell(place, _("« {said} » : oui ou non s’écrit true ou false.").format(said=str(said)[:60]))
        return said is True
