"""What the organisation that keeps sheets has to look at: checks, stale sheets, differences; and likely doubles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.models import plain
from reciproque.foundation.policy import visible

from ..models import Check, Difference, Intake, Service, Sheet
from ..policy import KEEPERS, OPEN

BUTTONS = ("revise", "confirm", "close_down", "add_service", "tell")


def with_page() -> QuerySet[Sheet]:
    """A sheet with what its page shows."""
    return Sheet.objects.select_related(
        *("commune", "kept_by", "checked_by", "added_by"), "closure__closed_by", "closure__same_as"
    )


def services_of(sheet: Sheet, actor: Actor) -> list[Service]:
    """The services a sheet still gives, by name, each with `may_revise`. One query."""
    mine = visible(Service, actor, "revise").filter(pk=OuterRef("pk"))
    rows = Service.objects.filter(sheet=sheet, withdrawal=None).order_by("name", "pk")
    return list(rows.annotate(may_revise=Exists(mine)).select_related("sheet"))


def with_sheet() -> QuerySet[Service]:
    return Service.objects.select_related("sheet__kept_by")


def checks_with_sheet() -> QuerySet[Check]:
    return Check.objects.select_related("sheet__kept_by")


def differences_with_sheet() -> QuerySet[Difference]:
    return Difference.objects.select_related("sheet", "service")


def open_check(sheet: Sheet) -> Check | None:
    """The check that waits for an outcome, if there is one."""
    return Check.objects.filter(sheet=sheet, closed_at=None).first()


def last_check(sheet: Sheet) -> Check | None:
    """The last check that had an outcome, if there is one."""
    done = Check.objects.filter(sheet=sheet, closed_at__isnull=False).select_related("closed_by")
    return done.order_by("-closed_at", "-pk").first()


def open_differences(sheet: Sheet, actor: Actor) -> list[Difference]:
    """What the source says otherwise and nobody answered, as far as the actor may settle it."""
    rows = visible(Difference, actor, "settle").filter(sheet=sheet)
    return list(rows.select_related("sheet", "service").order_by("pk"))


def kept(actor: Actor, *, on: date) -> QuerySet[Sheet]:
    """The sheets of the house of the hat, each with `stale`, `to_check` and `differs`; to be ordered and cut."""
    checks = Check.objects.filter(sheet=OuterRef("pk"), closed_at=None)
    differences = Difference.objects.filter(sheet=OuterRef("pk"), answer="")
    return (
        visible(Sheet, actor)
        .filter(OPEN, kept_by=actor.organisation_id)
        .annotate(
            to_check=Exists(checks),
            differs=Exists(differences),
            stale=ExpressionWrapper(Q(recheck_on__lte=on), output_field=BooleanField()),
        )
    )


def doubles(*, name: str, town: str, siret: str = "", but: int | None = None) -> list[Sheet]:
    """The open sheets that are likely the same structure: same SIRET number, or same name in the same town."""
    likely = Q(plain__startswith=plain(name))
    if siret:
        likely |= Q(siret=siret)
    rows = Sheet.objects.filter(OPEN & likely).exclude(pk=but).select_related("kept_by").order_by("pk")
    return [
        one
        for one in rows[:100]
        if (siret and one.siret == siret)
        or (plain(one.name) == plain(name) and plain(one.town) == plain(town))
    ][:5]


def intakes_joined() -> QuerySet[Intake]:
    return Intake.objects.select_related("read_by", "organisation")


def intakes(actor: Actor) -> QuerySet[Intake]:
    return visible(Intake, actor).select_related("read_by", "organisation")


# --- what waits -----------------------------------------------------------------------------------
def _to_check_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("« {name} » ne répond plus").format(name=facts["name"]),
        detail=_("Plusieurs personnes l’ont dit. Appelez, puis dites ce que vous avez trouvé."),
        url=reverse("directory:check", args=[facts["code"]]),
        action=_("Contrôler"),
        icon="phone-off",
        tone="warn",
    )


@waits(_to_check_told)
def addresses_to_check(actor: Actor, today: date) -> QuerySet | None:
    """For those who keep the sheet: it was said not to answer any more, and nobody looked yet."""
    if actor.role not in KEEPERS or not actor.organisation_id:
        return None
    return facts_of(visible(Check, actor, "settle"), code="code", name="sheet__name")
