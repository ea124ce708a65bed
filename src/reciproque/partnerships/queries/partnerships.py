"""Which partnerships an actor may read, where each one stands, and all that a page of one of them needs at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from reciproque.foundation import written
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.foundation.models import searched
from reciproque.foundation.policy import listed as seen_in_pages
from reciproque.foundation.policy import rule_for, visible, with_rights
from reciproque.people.models import Organisation

from ..kinds import Side, Stage
from ..models import Activation, Ending, Engagement, Hosting, Partnership, PartnershipMode
from ..modes import MODES, Mode
from ..policy import ACCEPTED
from .activation import people_and_doubts
from .known import known_of


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for in the list; empty words ask for everything."""

    words: str = ""
    level: str = ""
    domain: str = ""
    mode: str = ""
    stage: str = ""

    def __bool__(self) -> bool:
        return any((self.words, self.level, self.domain, self.mode, self.stage))


def with_stage(partnerships: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """The same partnerships, each carrying its `stage` (one of `Stage`)."""
    ended = Ending.objects.filter(partnership=OuterRef("pk"), reopened_at=None)
    begun = Activation.objects.filter(partnership=OuterRef("pk"))
    return partnerships.annotate(
        stage=Case(
            When(Exists(ended), then=Value(Stage.ENDED.value)),
            When(Exists(begun), then=Value(Stage.RUNNING.value)),
            default=Value(Stage.FRAMING.value),
            output_field=CharField(max_length=10),
        )
    )


def listed(actor: Actor, wanted: Wanted) -> QuerySet[Partnership]:
    """The partnerships the actor may read that answer what she looks for, with what the list shows of each."""
    found = with_stage(seen_in_pages(Partnership, actor))
    for word in searched(wanted.words):
        found = found.filter(plain__contains=word)
    if wanted.level:
        found = found.filter(level=wanted.level)
    if wanted.domain:
        found = found.filter(domain=wanted.domain)
    if wanted.mode:
        worked = PartnershipMode.objects.filter(partnership=OuterRef("pk"), mode=wanted.mode)
        found = found.filter(Exists(worked))
    if wanted.stage:
        found = found.filter(stage=wanted.stage)
    return found.select_related("host").annotate(
        **{f"number_{side}": _engaged(side) for side in Side},
    )


def _engaged(side: str) -> Coalesce:
    there = Engagement.objects.filter(ACCEPTED, partnership=OuterRef("pk"), side=side)
    counted = there.order_by().values("partnership").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_sheet(partnerships: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """The same partnerships with their stage, host, modes and the organisations that carry them."""
    carried = Hosting.objects.select_related("organisation").order_by("organisation__name")
    worked = PartnershipMode.objects.order_by("pk")
    return (
        with_stage(partnerships)
        .select_related("host", "activation")
        .prefetch_related(Prefetch("hostings", carried), Prefetch("modes", worked))
    )


def with_start() -> QuerySet[Partnership]:
    """What the summary starts from: the sheet and its stage. `whole` completes it."""
    return with_stage(Partnership.objects.select_related("host", "activation"))


def whole(partnership: Partnership) -> Partnership:
    """The same partnership with its people (`there`) and all that its cards and its gate read (`known`).

    Two queries.
    """
    partnership.there = written.rows(_there, VISITOR, partnership=partnership.pk)
    partnership.known = known_of(partnership)
    return partnership


def _there(_actor: Actor, *, partnership: int) -> QuerySet[Engagement]:
    return people_and_doubts().filter(partnership=partnership)


def modes_of(partnership: Partnership) -> list[Mode]:
    """The modes a partnership with its `known` works in, in the order of the HAS table."""
    return [mode for mode in MODES.values() if mode.code in partnership.known.modes]


def every_partnership() -> QuerySet[Partnership]:
    """Where `find` starts from: it adds the filter of the policy itself."""
    return with_stage(Partnership.objects.select_related("host"))


def with_buttons(partnerships: QuerySet[Partnership], actor: Actor, *verbs: str) -> QuerySet[Partnership]:
    """The same partnerships, each carrying `may_<verb>` for the buttons of its page."""
    return with_rights(partnerships, actor, *verbs)


def founding_organisation(actor: Actor) -> Organisation | None:
    """The organisation in which the actor may found a partnership under her hat; None when she may not."""
    return visible(Organisation, actor, "found_partnership").first()


def why_not_found() -> object:
    """Why somebody may not found one, in words."""
    return rule_for(Organisation, "found_partnership").because


def organisations_found(
    actor: Actor, words: str, chosen: list[str], *, most: int = 12
) -> QuerySet[Organisation]:
    """Organisations of the directory whose names have these words, after those whose codes are chosen already."""
    named = Q(pk__in=())
    asked = searched(words)
    if asked:
        named = Q(pk__isnull=False)
        for word in asked:
            named &= Q(plain__contains=word)
    some = visible(Organisation, actor).filter(named).order_by("name", "pk").values("pk")[:most]
    return visible(Organisation, actor).filter(Q(code__in=chosen) | Q(pk__in=list_of(some)))


def list_of(rows: QuerySet) -> list[int]:
    """The keys of a few rows (SQLite and PostgreSQL both refuse a limit inside some subqueries)."""
    return [row["pk"] for row in rows]
