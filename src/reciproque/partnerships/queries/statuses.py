"""Under which status time is given: that of the mission it was given for, which a package above knows, or one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..models import Engagement, Intervention

Find = Callable[[Intervention, Iterable[int]], Mapping[int, str]]
_found_by: list[Find] = []


def statuses_found_by(find: Find) -> Find:
    """Say how the status agreed for one intervention is found, by key of engagement (the package of missions does)."""
    _found_by[:] = [find]
    return find


def statuses_for(engagements: Iterable[Engagement], intervention: Intervention | None) -> dict[int, str]:
    """The status under which each of these people gives time there, by key of engagement. One query at most.

    A mission may be taken as a volunteer by somebody who is otherwise paid, and the other way round: hours under
    different statuses are never added up (founding text: volunteer, employee or independent).
    """
    asked = {one.pk: one.status for one in engagements}
    if intervention is not None and asked:
        for find in _found_by:
            asked |= find(intervention, list(asked))
    return asked
