"""Pages of those who answer for others: relays, absences, the digest and the month."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.actor import Hat
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import rights, visible
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.partnerships.rules.calendar import month_in
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person

from ..forms.answering import AbsenceForm, RelayForm
from ..models import Absence, Relay
from ..queries import digest as digests
from ..queries import month as months
from ..queries import relays as queries
from ..queries.digest import DigestLine
from ..verbs import relays as verbs

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def relays(request: HttpRequest, code: str) -> HttpResponse:
    """For each partner, whom she turns to and who takes over."""
    partnership = find(request, Partnership, code=code)
    named = visible(Engagement, request.actor, "name_relay").filter(partnership=partnership)  # type: ignore[attr-defined]
    context = {
        "partnership": partnership,
        "lines": queries.relays_of(partnership, on=clock.today()),
        "may_name": set(named.values_list("pk", flat=True)),
    }
    return page(request, "support/relays.html", context)


@FORM
def relay(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Name them for one partner."""
    rows = queries.partners_with_page
    found = find(request, Engagement, to="name_relay", rows=rows, partnership__code=code, code=who)
    standing = queries.standing_relay(found)
    form = RelayForm(request, queries.could_relay(found, on=clock.today()), standing)
    if form.carries_out(verbs.name_relay, found):
        return done(request, "support:relays", _("C’est dit : elle sait vers qui se tourner."), code)
    context = {"partnership": found.partnership, "engagement": found, "form": form, "relay": standing}
    return page(request, "support/relay.html", context)


@require_POST
def relay_end(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """End it: the referents answer again."""
    rows = queries.relays_with_page
    found = find(request, Relay, to="end", rows=rows, engagement__partnership__code=code, code=which)
    ActForm(request).carries_out(verbs.end, found)
    return done(request, "support:relays", _("Les référents répondent de nouveau pour elle."), code)


# --- away -----------------------------------------------------------------------------------------
@FORM
def absence(request: HttpRequest) -> HttpResponse:
    """Say that one will be away."""
    myself = find(request, Person, to="say_absent", pk=request.actor.person_id)  # type: ignore[attr-defined]
    form = AbsenceForm(request)
    if form.carries_out(verbs.say_absent, myself):
        said = _("C’est noté. Ce qui vous attendrait ira, ces jours-là, à qui prend le relais.")
        return done(request, "support:mine", said)
    return page(request, "support/absence.html", {"form": form})


@require_POST
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Be back."""
    found = find(request, Absence, to="come_back", code=code)
    ActForm(request).carries_out(verbs.come_back, found)
    return done(request, "support:mine", _("Bon retour."))


# --- digests --------------------------------------------------------------------------------------
@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """What waits for me as somebody who answers for others; names are read here, not in the letter."""
    actor = request.actor  # type: ignore[attr-defined]
    lines = [(line, _other_hat(request, line)) for line in digests.digest_of(actor.person_id, clock.today())]
    return page(request, "support/digest.html", {"lines": lines, **_house(request)})


def _other_hat(request: HttpRequest, line: DigestLine) -> Hat | None:
    """The hat of hers that opens the page of a line, when it is not the one she wears."""
    actor = request.actor  # type: ignore[attr-defined]
    wanted = (Role.COORDINATOR, line.coordinates)
    if line.coordinates is None or (actor.role, actor.organisation_id) == wanted:
        return None
    hats = request.hats  # type: ignore[attr-defined]
    return next((hat for hat in hats if (hat.role, hat.organisation_id) == wanted), None)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """For a coordination: how many partners each referent answers for, and supervisions of the month."""
    house = find(request, Organisation, to="read_month", pk=request.actor.organisation_id)  # type: ignore[attr-defined]
    today = clock.today()
    shown = month_in(request.GET.get("mois", ""), otherwise=today)
    context = {
        "house": house,
        "summary": months.summary_of(request.actor, shown, on=today),  # type: ignore[attr-defined]
        "before": shown.beside(-1),
        "after": shown.beside(1),
    }
    return page(request, "support/month.html", context)


def _house(request: HttpRequest) -> dict[str, bool]:
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.organisation_id:
        return {"read_month": False}
    return rights(actor, Organisation(pk=actor.organisation_id), "read_month")
