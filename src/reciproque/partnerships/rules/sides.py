"""Which side of a partnership each position may sit on, so that nobody speaks in the place of the other side."""

from __future__ import annotations

from reciproque.people.kinds import Role

from ..kinds import Side

SIDES_OF_ROLE = {
    Role.USER: (Side.LIVED,),
    Role.REPRESENTATIVE: (Side.LIVED,),
    Role.PARTNER: (Side.LIVED,),
    Role.PROFESSIONAL: (Side.CARE,),
    Role.COORDINATOR: (Side.CARE, Side.LIVED),
    Role.INSTITUTION: (Side.CARE, Side.LIVED),
}
"""A coordinator or an institution sits with the side that asked her to; the others sit with their own."""


def sides_open_to(role: str) -> tuple[Side, ...]:
    """The sides that somebody may take in a position, the most usual first; none for an unknown position."""
    return SIDES_OF_ROLE.get(role, ())  # type: ignore[call-overload]


def roles_open_to(side: str) -> tuple[Role, ...]:
    """The positions in which one may sit on a side, those that belong to it alone first."""
    open_to_it = [role for role, sides in SIDES_OF_ROLE.items() if side in sides]
    return tuple(sorted(open_to_it, key=lambda role: len(SIDES_OF_ROLE[role])))
