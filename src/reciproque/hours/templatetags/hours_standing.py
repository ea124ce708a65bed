"""Where a time stands, said the same way on every page."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reciproque.foundation.paging import Page
from reciproque.foundation.policy import may
from reciproque.foundation.templatetags.house import icon
from reciproque.hours.kinds import Standing
from reciproque.hours.models import Thanks
from reciproque.hours.queries.confirmed import read_standing
from reciproque.hours.queries.document import signature
from reciproque.hours.queries.thanks import may_thank, what_for
from reciproque.partnerships.models import Contribution, Partnership

register = template.Library()
LOOKS = {
    Standing.CONFIRMED: ("ok", "check"),
    Standing.TO_CONFIRM: ("plain", "hourglass"),
    Standing.AGAIN: ("warn", "hourglass"),
    Standing.DISPUTED: ("late", "message-circle-question-mark"),
}


@register.simple_tag
def read_standings(given: Page[Contribution]) -> str:
    """Let each time of a page carry where it stands. One query."""
    read_standing(given)
    return ""


@register.simple_tag
def standing_tag(standing: str) -> SafeString:
    """« confirmé », « en discussion », as a tag."""
    look, drawing = LOOKS[Standing(standing)]
    return format_html('<span class="tag {}">{}{}</span>', look, icon(drawing, 14), Standing(standing).label)


@register.filter
def thanked_for(thanks: Thanks) -> str:
    """What a thanks is about; nothing once the time was taken back."""
    if thanks.intervention:
        return str(thanks.intervention)
    return what_for(thanks.contribution) if thanks.contribution else ""


@register.filter
def signed(thanks: Thanks) -> str:
    """Who says it, from which position, when."""
    return signature(thanks)


@register.simple_tag(takes_context=True)
def may_vouch(context: Context, partnership: Partnership) -> bool:
    """Whether the reader may confirm times there for the house. One query."""
    return may(context["actor"], "vouch_time", partnership)


@register.simple_tag(takes_context=True)
def somebody_to_thank(context: Context, partnership: Partnership) -> bool:
    """Whether there is somebody there whom the reader may thank. One query."""
    return may_thank(partnership, context["actor"])
