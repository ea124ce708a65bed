"""Files of others: data·inclusion, the open file of communes, and what came of each."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation.paging import paged
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Installation, Organisation

from .. import verbs
from ..forms import CommunesForm, ImportForm
from ..kinds import REFUSED, Fault
from ..models import Intake
from ..queries.keeping import intakes, intakes_joined

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def imports(request: HttpRequest) -> HttpResponse:
    """Read files of data·inclusion; those read before."""
    actor = request.actor  # type: ignore[attr-defined]
    house = find(request, Organisation, to="import_sheets", pk=actor.organisation_id or 0)
    form = ImportForm(request)
    if form.carries_out(verbs.import_sheets, house):
        return done(request, form.result, _("Le fichier est lu."))
    rows = paged(request, intakes(actor), by=("-read_at", "code"), size=20)
    return page(request, "directory/imports.html", {"form": form, "page": rows})


@require_safe
def intake(request: HttpRequest, code: str) -> HttpResponse:
    """What came of a file, and each line that was not taken, with its reason."""
    found = find(request, Intake, rows=intakes_joined, code=code)
    told = [
        (thing, name or key, key, [Fault(fault) for *_of_whom, fault in faults])
        for (thing, key, name), faults in groupby(found.faults, key=lambda line: tuple(line[:3]))
    ]
    refused = [line for line in told if REFUSED.intersection(line[3])]
    context = {
        "intake": found,
        "refused": refused,
        "left_out": [line for line in told if line not in refused],
        "untold": found.refused - len(refused),
    }
    return page(request, "directory/intake.html", context)


@FORM
def communes(request: HttpRequest) -> HttpResponse:
    """Place communes from the open file."""
    house = find(request, Installation, to="place_communes", only=True)
    form = CommunesForm(request)
    if form.carries_out(verbs.place_communes, house):
        said = ngettext("%(n)d commune est placée.", "%(n)d communes sont placées.", form.result)
        said %= {"n": form.result}
        if form.left_out:
            more = ngettext(
                "%(n)d ligne est restée de côté.", "%(n)d lignes sont restées de côté.", form.left_out
            )
            said = f"{said} {more % {'n': form.left_out}}"
        return done(request, "directory:sheets", said)
    return page(request, "directory/communes.html", {"form": form})
