"""What the package of hours holds in the small world."""

from __future__ import annotations

from types import SimpleNamespace

from reciproque.hours.models import Confirmation, Dispute, Remark, Showing, Thanks
from reciproque.partnerships.models import Contribution

from ..world import AT, TODAY, World, make


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """Rows around one partnership, for the relation `where`."""
    it = world.objects[where]
    it.own, agreed, discussed = (_own_time(it, kind) for kind in ("travel", "preparation", "debrief"))
    Confirmation.objects.create(
        contribution=agreed,
        of_version=1,
        party="house",
        minutes=30,
        on=TODAY,
        confirmed_by=it.care.person,
        confirmed_at=AT,
    )
    it.dispute = _discussed(it, where, discussed)
    said = {"engagement": it.lived, "intervention": it.held, "said_by": it.care.person, "said_at": AT}
    it.thanks = make(Thanks, where, said_as=it.care.position, **said)
    it.shown_thanks = make(Thanks, f"{where}-shown", said_as=it.care.position, **said)
    Showing.objects.create(thanks=it.shown_thanks, shown_at=AT)


def _own_time(it: SimpleNamespace, kind: str) -> Contribution:
    """Half an hour that the referent of the lived side noted herself."""
    return Contribution.objects.create(
        engagement=it.lived,
        kind=kind,
        status="volunteer",
        minutes=30,
        on=TODAY,
        entered_at=AT,
        entered_by=it.lived.person,
    )


def _discussed(it: SimpleNamespace, where: str, given: Contribution) -> Dispute:
    """Solved in another thread once, open again now: opened by the referent of the care side."""
    read = {
        "engagement": it.lived,
        "contribution": given,
        "about": given.code,
        "of_version": 1,
        "kind": given.kind,
        "minutes": 30,
        "on": TODAY,
        "opened_by": it.care.person,
        "opened_as": "house",
        "opened_at": AT,
    }
    settled = {"settled_by": it.care.person, "settled_as": "house", "settled_at": AT}
    before = make(Dispute, f"{where}-settled", **read, **settled)
    open_now = Dispute.objects.create(**read)
    for number, dispute in enumerate((before, open_now)):
        make(
            Remark,
            f"{where}-{number}",
            dispute=dispute,
            said_by=it.care.person,
            said_as="house",
            said_at=AT,
        )
    return open_now
