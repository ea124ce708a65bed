"""What a page of voices, below this package, shows of the decisions that answer them."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from reciproque.decisions.queries import decisions_answering
from reciproque.foundation.policy import may
from reciproque.voices.models import Voice

register = template.Library()


@register.simple_tag(takes_context=True)
def answers_of(context: Context, voice: Voice) -> dict[str, Any]:
    """{% answers_of voice as found %}: its decisions, and whether the reader may answer it by another."""
    actor = context["request"].actor
    return {
        "decisions": decisions_answering(voice, actor),
        "may_decide": may(actor, "decide", voice.partnership),
    }
