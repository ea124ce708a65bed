"""The line of places that stands on every page of a partnership."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.page import PLACES

register = template.Library()


@register.inclusion_tag("partnerships/_places.html", takes_context=True)
def places(context: Context, partnership: Partnership) -> dict[str, Any]:
    """{% places partnership %}: summary, framing, charter, people… the place one stands in is said."""
    request = context["request"]
    view = request.resolver_match.view_name if request.resolver_match else ""
    urls = [(place, reverse(place.view, args=[partnership.code])) for place in PLACES]
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
