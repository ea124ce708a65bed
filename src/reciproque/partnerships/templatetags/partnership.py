"""The line of places that stands on every page of a partnership."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from reciproque.foundation.addresses import address
from reciproque.foundation.templatetags.house import icon
from reciproque.partnerships.kinds import Stage
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.page import PLACES
from reciproque.partnerships.rules.first_mission import WHY

register = template.Library()


STAGES = {
    Stage.RUNNING: ("ok", "play"),
    Stage.ENDED: ("plain", "flag"),
    Stage.FRAMING: ("warn", "message-circle-question-mark"),
}
"""How each stage looks: the class of its tag, and its drawing."""


@register.simple_tag
def stage_tag(stage: str) -> SafeString:
    """Where a partnership stands, in a word and a drawing."""
    look, drawing = STAGES[Stage(stage)]
    return format_html('<span class="tag {}">{}{}</span>', look, icon(drawing, 14), Stage(stage).label)


@register.simple_tag
def why_meeting_people() -> str:
    """Why the charter and the pledge are asked for before a mission with accompanied people."""
    return str(WHY)


@register.simple_tag
def number_of_people(lived: int, care: int) -> str:
    """« 2 patients et proches, 1 professionnel »."""
    return _number_of_people(lived, care, get_language())


@lru_cache(maxsize=1_000)
def _number_of_people(lived: int, care: int, _language: str | None) -> str:
    return ", ".join(
        (
            ngettext("%(n)s patient ou proche", "%(n)s patients et proches", lived) % {"n": lived},
            ngettext("%(n)s professionnel", "%(n)s professionnels", care) % {"n": care},
        )
    )


@register.inclusion_tag("partnerships/_places.html", takes_context=True)
def places(context: Context, partnership: Partnership) -> dict[str, Any]:
    """{% places partnership %}: summary, framing, charter, people… the place one stands in is said."""
    request = context["request"]
    view = request.resolver_match.view_name if request.resolver_match else ""
    urls = [(place, address(place.view, partnership.code)) for place in PLACES]
    named = [url for place, url in urls if view in place.also]
    current = named or [
        max((url for _place, url in urls if request.path.startswith(url)), key=len, default="")
    ]
    return {
        "places": [
            {"label": place.label, "icon": place.icon, "url": url, "here": url in current}
            for place, url in urls
        ]
    }
