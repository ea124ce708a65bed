"""The page of the barometer: what holds, what is to be looked at again, what each one said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reciproque.foundation import clock
from reciproque.foundation.web import find, page

from ..models import Partnership
from ..queries.barometer import barometer_of
from ..queries.partnerships import with_start


@require_safe
def barometer(request: HttpRequest, code: str) -> HttpResponse:
    """Each condition of success and point of vigilance, with what it rests on and where the next step is taken."""
    partnership = find(request, Partnership, rows=with_start, code=code)
    today = clock.today(partnership.host.zone)
    context = {
        "partnership": partnership,
        "today": today,
        "barometer": barometer_of(partnership, request.actor, today=today),
    }
    return page(request, "partnerships/barometer.html", context)
