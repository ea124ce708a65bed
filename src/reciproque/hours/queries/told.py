"""What is kept of somebody's time confirmed, discussed and thanked for, told to herself."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Confirmation, Dispute, Remark, Showing, Thanks

PARTNERSHIP = "engagement__partnership__title"
READ = {"kind": "kind", "minutes": "minutes", "on": "on"}


@told_to_herself("hours")
def _hours(person: Person) -> dict[str, Any]:
    return {**_hers(person), **_said(person), **_done(person)}


def _hers(person: Person) -> dict[str, Any]:
    """Her times confirmed and discussed, the thanks she received: whole."""
    confirmed = Confirmation.objects.filter(contribution__engagement__person=person)
    return {
        "confirmations": told_lines(
            confirmed,
            partnership=f"contribution__{PARTNERSHIP}",
            minutes="minutes",
            on="on",
            party="party",
            confirmed_by="confirmed_by__name",
            confirmed_at="confirmed_at",
        ),
        "disputes": told_lines(
            Dispute.objects.filter(engagement__person=person),
            partnership=PARTNERSHIP,
            **READ,
            opened_by="opened_by__name",
            opened_at="opened_at",
            settled_by="settled_by__name",
            settled_at="settled_at",
            outcome="outcome",
        ),
        "said_to_her": told_lines(
            Remark.objects.filter(dispute__engagement__person=person).exclude(said_by=person),
            partnership=f"dispute__{PARTNERSHIP}",
            said_by="said_by__name",
            said_at="said_at",
            words="words",
        ),
        "thanks": told_lines(
            Thanks.objects.filter(engagement__person=person),
            partnership=PARTNERSHIP,
            intervention="intervention__title",
            words="words",
            said_by="said_by__name",
            said_as="said_as",
            said_at="said_at",
            received_at="received_at",
        ),
        "thanks_shown": told_lines(
            Showing.objects.filter(thanks__engagement__person=person),
            partnership=f"thanks__{PARTNERSHIP}",
            shown_at="shown_at",
            withdrawn_at="withdrawn_at",
        ),
    }


def _said(person: Person) -> dict[str, Any]:
    """What she wrote."""
    return {
        "remarks": told_lines(
            Remark.objects.filter(said_by=person),
            partnership=f"dispute__{PARTNERSHIP}",
            said_at="said_at",
            words="words",
        ),
        "outcomes": told_lines(
            Dispute.objects.filter(settled_by=person),
            partnership=PARTNERSHIP,
            settled_at="settled_at",
            outcome="outcome",
        ),
        "thanks_said": told_lines(
            Thanks.objects.filter(said_by=person),
            partnership=PARTNERSHIP,
            said_as="said_as",
            said_at="said_at",
            words="words",
        ),
    }


def _done(person: Person) -> dict[str, Any]:
    """Neither whose time it was, nor how long: the date and the organisation."""
    house = "engagement__partnership__host__name"
    given = Confirmation.objects.filter(confirmed_by=person)
    opened = Dispute.objects.filter(opened_by=person)
    return {
        "confirmations_given": told_lines(
            given, organisation=f"contribution__{house}", confirmed_at="confirmed_at"
        ),
        "disputes_opened": told_lines(opened, organisation=house, opened_at="opened_at"),
    }
