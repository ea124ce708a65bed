"""The way of a line: which step may follow which, and how old what waits has become."""

from __future__ import annotations

from datetime import date

from ..kinds import UNPAID, Age, State

FROM: dict[State, tuple[State, ...]] = {
    State.VALIDATED: (State.DUE,),
    State.SENT: (State.VALIDATED,),
    State.PAID: (State.SENT, State.REFUSED),
    State.RECEIVED: (State.PAID,),
    State.REFUSED: (State.PAID,),
    State.CANCELLED: (State.DUE, State.VALIDATED),
}
"""What a line must be to take each step. « Non reçu » opens it again, until it is paid for good."""
RECENT_DAYS = 30
"""Up to this many days, waiting is usual: the first of the three ages shown."""


def age(owed_since: date, state: str, *, today: date, late_days: int) -> Age | None:
    """How old a line is for who waits for it; None once it is paid, received or cancelled."""
    if state not in UNPAID:
        return None
    days = (today - owed_since).days
    if days > late_days:
        return Age.LATE
    return Age.WAITING if days > RECENT_DAYS else Age.RECENT
