"""The words our templates add to Django's: icons, people, proportions, dates said plainly, the key of a form.

Declared as a builtin: no template loads it. What each looks like is shown in docs/guides/developers/look.md.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, cast
from uuid import uuid4

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Engine, Node, NodeList, TemplateDoesNotExist
from django.template.base import Parser, Template, Token
from django.template.context import Context, RequestContext
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from lucide.templatetags.lucide import lucide

from reciproque.foundation import clock, words
from reciproque.foundation.deadlines import days_in_words
from reciproque.foundation.forms import KEY

register = template.Library()

VOICES = {"lived": _("Savoir vécu"), "care": _("Soin"), "institution": _("Institution")}
"""Who speaks, in the order shown; the colour of a voice is the class of the same name."""


@register.simple_tag
@cache
def icon(name: str, size: int = 20) -> SafeString:
    """A Lucide drawing, hidden from screen readers: the words beside it say the same.

    `size` is in pixels for who reads at the usual size; it grows with the text.
    """
    side = f"{size / 16:g}rem"
    drawing = lucide(str(name), size=None, width=side, height=side, stroke_width="1.8", aria_hidden="true")
    return mark_safe(drawing)  # noqa: S308


# --- people ---------------------------------------------------------------------------------------
def initials(name: str) -> str:
    """« Nadia Berthier » → « NB », « Dr Hélène Morvan » → « HM », « Amara K. » → « AK »."""
    parts = [part for part in name.replace("-", " ").split() if part[0].isalpha()]
    parts = [part for part in parts if part.rstrip(".").lower() not in {"dr", "pr", "m", "mme"}] or parts
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@register.simple_tag
def who(person: Any, voice: str = "", *, beside_name: bool = False) -> SafeString:
    """The initials of a person in the colour of her voice. Alone, they are read aloud as her name and voice."""
    name = str(person)
    if beside_name:
        letters = (
            f'<span class="who {escape(voice or "")}" aria-hidden="true">{escape(initials(name))}</span>'
        )
        return mark_safe(letters)  # noqa: S308  (its parts are escaped; a list has fifty of them)
    said = f"{name}, {VOICES[voice]}" if voice in VOICES else name
    return format_html(
        '<span class="who {0}" title="{1}"><span aria-hidden="true">{2}</span>'
        '<span class="hidden-visually">{1}</span></span>',
        voice or "",
        said,
        initials(name),
    )


@register.simple_tag
def person(someone: Any, voice: str = "", line: Any = "") -> SafeString:
    """A person: initials, name, and a smaller line (her role, her organisation)."""
    letters = who(someone, voice, beside_name=True)
    small = f"<small>{conditional_escape(line)}</small>" if line else ""
    said = f'<span class="person">{letters}<span><strong>{conditional_escape(someone)}</strong>{small}</span></span>'
    return mark_safe(said)  # noqa: S308  (its parts are escaped; a list has fifty of them)


@register.filter
def given_name(name: str) -> str:
    """How one greets somebody: « Nadia »."""
    return words.given_name(name)


@register.filter
def voice_label(voice: str) -> str:
    """« Savoir vécu » for `lived`: the word that always goes with the colour."""
    return str(VOICES.get(voice, ""))


# --- proportions ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Thread:
    """One voice in a weave: its percentage, and where its thread begins."""

    voice: str
    label: str
    count: Any
    percent: int
    start: int


def shares(counts: Sequence[float]) -> list[int]:
    """Whole percentages that always add up to 100 (largest remainders); all zero when nothing was counted."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    exact = [100 * count / total for count in counts]
    rounded = [int(share) for share in exact]
    by_remainder = sorted(range(len(counts)), key=lambda i: rounded[i] - exact[i])
    for i in by_remainder[: 100 - sum(rounded)]:
        rounded[i] += 1
    return rounded


@register.inclusion_tag("foundation/parts/weave.html")
def weave(lived: float, care: float, institution: float = 0, *, label: Any = "") -> dict[str, Any]:
    """The share of each voice in what was decided, said or done. Takes counts; a voice at zero stays named."""
    counts = [lived or 0, care or 0, institution or 0]
    threads, start = [], 0
    for (voice, said), count, percent in zip(VOICES.items(), counts, shares(counts), strict=True):
        threads.append(Thread(voice, str(said), count, percent, start))
        start += percent
    return {"threads": threads, "label": label or gettext("Part des voix"), "empty": not sum(counts)}


@register.inclusion_tag("foundation/parts/gauge.html")
def gauge(value: float, of: float, said: Any = "", *, near: float | None = None) -> dict[str, Any]:
    """A bar of `value` within a ceiling `of`, with its words (« 7 h sur 8 h par mois »).

    Red above the ceiling; amber from `near`, when the page says where near begins.
    """
    percent = round(100 * value / of) if of else (100 if value else 0)
    state = "late" if value > of else "warn" if near is not None and value >= near else "ok"
    return {"percent": min(percent, 100), "state": state, "said": said}


# --- dates and hours ------------------------------------------------------------------------------
@register.simple_tag
def day(on: date | None, *, short: bool = False, capital: bool = False) -> SafeString:
    """« lundi 23 novembre 2026 » in a <time>, `capital` at the head of a line; nothing when there is no date."""
    if not on:
        return mark_safe("")
    said = words.day(on, short=short)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), capfirst(said) if capital else said)


@register.simple_tag
def moment(at: datetime, *, short: bool = False) -> SafeString:
    """« lundi 23 novembre 2026 à 14 h 30 » in a <time>, on the clock of the current time zone."""
    if not at:
        return mark_safe("")
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words.moment(at, short=short))


@register.filter
def in_words(on: date) -> str:
    """A day in words, for the middle of a translated sentence."""
    return words.day(on) if on else ""


@register.filter
def as_hour(at: time | datetime) -> str:
    """« 14 h 30 »."""
    return words.hour(at) if at is not None else ""


@register.filter
def as_length(minutes: int) -> str:
    """Minutes as « 2 h 30 »."""
    return words.length(minutes) if minutes is not None else ""


@register.filter
def rhythm(every: timedelta) -> str:
    """« toutes les 6 heures »."""
    return words.rhythm(every)


@register.filter
def in_days(due_on: date) -> str:
    """« dans 3 jours », « 2 jours de retard »."""
    return days_in_words(due_on, today=clock.today())


# --- parts of a page ------------------------------------------------------------------------------
@register.simple_block_tag
def help(content: str) -> SafeString:
    """{% help %}<p>…</p>{% endhelp %}: what this page is for, folded."""
    return format_html(
        '<details class="help"><summary>{}{}</summary><div class="stack tight">{}</div></details>',
        icon("circle-question-mark", 18),
        gettext("Aide sur cette page"),
        content,
    )


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """{% crumbs %}<a href="…">Partenariats</a><span>Vivre avec la douleur</span>{% endcrumbs %}: where one is."""
    return format_html('<nav class="crumbs" aria-label="{}">{}</nav>', gettext("Où je suis"), content)


@register.simple_block_tag
def empty(content: str, name: str = "sprout") -> SafeString:
    """{% empty "calendar" %}<p>…</p><a class="button">…</a>{% endempty %}: nothing yet, and what to do next."""
    return format_html('<div class="empty">{}{}</div>', icon(name, 28), content)


@register.inclusion_tag("foundation/parts/paging.html")
def paging(page: Any) -> dict[str, Any]:
    """Previous and next of a `foundation.paging.Page`; nothing when all fits."""
    return {"page": page}


class Kept(Node):
    """A part of the frame that is rendered once for each reader, place and language, then said again."""

    parts: OrderedDict[tuple[Any, ...], SafeString] = OrderedDict()
    most = 500

    def __init__(self, content: NodeList):
        self.nodelist = content

    def render(self, context: Context) -> SafeString:
        request = getattr(context, "request", None)
        shown = getattr(request, "frame", None)
        if shown is None:
            return self.nodelist.render(context)
        key = (self, get_language(), shown)
        found = self.parts.get(key)
        if found is None:
            alone = RequestContext(cast(HttpRequest, request))
            with alone.bind_template(cast(Template, context.template)):
                found = self.parts[key] = self.nodelist.render(alone)
            if len(self.parts) > self.most:
                self.parts.popitem(last=False)
        return found


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """{% kept %}…{% endkept %}: what stands inside depends on `request.frame` (see web.layout) and nothing else.

    For the frame alone: inside, nothing of what the page shows is known. Never a form's token or a right on a row.
    """
    content = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(content)


@register.simple_tag(takes_context=True)
def brought(context: Context, name: str) -> SafeString:
    """A part that a package above brings: shown when that package is installed, nothing otherwise."""
    try:
        part = Engine.get_default().get_template(name)
    except TemplateDoesNotExist:
        return mark_safe("")
    return mark_safe(part.render(context))  # noqa: S308  (a rendered template is escaped already)


# --- forms ----------------------------------------------------------------------------------------
@register.simple_tag
def form_key() -> SafeString:
    """The idempotency key of a form written by hand (an `ActForm` carries its own)."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY, uuid4())


@register.simple_tag
def first_id(field: BoundField) -> str:
    """Where a link to a field leads: its only control, or the first of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@dataclass(frozen=True)
class Theirs:
    """What somebody else wrote meanwhile in a field; `differs` is false when nothing did."""

    differs: bool = False
    words: str = ""


@register.simple_tag
def theirs(field: BoundField) -> Theirs:
    """What stands now in a field that two people changed (see RewriteForm)."""
    others = getattr(field.form, "theirs", {})
    if field.name not in others:
        return Theirs()
    return Theirs(True, _in_words(field, others[field.name]))


def _in_words(field: BoundField, value: Any) -> str:
    if value in (None, "", [], ()):
        return gettext("(vide)")
    if isinstance(value, bool):
        return gettext("oui") if value else gettext("non")
    values = value if isinstance(value, list | tuple | set) else [value]
    choices = {str(key): str(said) for key, said in _flat(getattr(field.field, "choices", ()))}
    return ", ".join(choices.get(str(one), _one(one)) for one in values)


def _one(value: Any) -> str:
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, time):
        return words.hour(value)
    return str(value)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    pairs: list[tuple[Any, Any]] = []
    for key, said in choices:
        pairs.extend(said if isinstance(said, list | tuple) else [(key, said)])
    return pairs
