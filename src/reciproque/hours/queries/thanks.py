"""Thanks: those one received, those of a partnership shown with her agreement, whom one could thank for what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution, Engagement, Partnership
from reciproque.partnerships.queries.page import Place, place

from ..models import Showing, Thanks
from ..policy import SHOWN
from ..rules import THANKED_DAYS

OFFERED = 60
place(Place(gettext_lazy("Mercis"), "hours:thanks", "heart-handshake", order=72))


def with_page() -> QuerySet[Thanks]:
    """Thanks with what a line about each shows; `shown_since` when she lets others read it."""
    return _told(Thanks.objects.all())


def _told(rows: QuerySet[Thanks]) -> QuerySet[Thanks]:
    active = Showing.objects.filter(thanks=OuterRef("pk"), withdrawn_at=None)
    return rows.select_related(
        "engagement__person", "engagement__partnership", "intervention", "contribution", "said_by"
    ).annotate(shown_since=Subquery(active.values("shown_at")[:1]))


def received_by(actor: Actor) -> QuerySet[Thanks]:
    """Thanks the actor received, whatever her hat."""
    return _told(visible(Thanks, actor).filter(engagement__person=actor.person_id))


def shown_in(partnership: Partnership, actor: Actor) -> QuerySet[Thanks]:
    """Thanks of a partnership that their receivers let its people read."""
    return _told(visible(Thanks, actor).filter(SHOWN, engagement__partnership=partnership))


def said_by(actor: Actor, partnership: Partnership) -> QuerySet[Thanks]:
    """Thanks the actor wrote in a partnership, whoever may read them."""
    return _told(visible(Thanks, actor).filter(said_by=actor.person_id, engagement__partnership=partnership))


def may_thank(partnership: Partnership, actor: Actor) -> bool:
    """Whether there is somebody here whom the actor may thank. One query."""
    return visible(Engagement, actor, "thank").filter(partnership=partnership).exists()


def could_be_thanked(
    partnership: Partnership, actor: Actor, *, today: date, intervention: str = ""
) -> list[Contribution]:
    """Lately given times of the others there, for which the actor may thank them; of one intervention, when named."""
    thankable = visible(Engagement, actor, "thank").filter(pk=OuterRef("engagement"))
    rows = visible(Contribution, actor).filter(
        Exists(thankable),
        Q(kind=ContributionKind.SESSION) | Q(intervention=None),
        engagement__partnership=partnership,
        on__gte=today - timedelta(days=THANKED_DAYS),
    )
    if intervention:
        rows = rows.filter(intervention__code=intervention)
    joined = rows.select_related("engagement__person", "intervention")
    return list(joined.order_by("-on", "engagement__person__name", "pk")[:OFFERED])


def what_for(given: Contribution) -> str:
    """« Café d’accueil, jeudi 29 octobre 2026 »."""
    return _("{what}, {day}").format(
        what=given.intervention or given.get_kind_display(), day=words.day(given.on, short=True)
    )


# --- what waits -----------------------------------------------------------------------------------
def _thanks_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("Un merci de {name}").format(name=words.given_name(facts["name"])),
        detail=facts["title"],
        url=reverse("hours:received", args=[facts["code"]]),
        action=_("Le lire"),
        icon="heart-handshake",
        tone="shared",
    )


@waits(_thanks_told)
def thanks_to_read(actor: Actor, today: date) -> QuerySet:
    """Thanks that the actor has not read yet."""
    rows = visible(Thanks, actor, "receive")
    return facts_of(rows, code="code", name="said_by__name", title="engagement__partnership__title")
