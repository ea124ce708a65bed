"""Long lists a page at a time, as quick at the end as at the beginning, and stable while rows are added."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)
AFTER, BEFORE = "apres", "avant"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows shown, and the query strings of the pages around them (empty at either end)."""

    rows: list[Row]
    previous: str = ""
    next: str = ""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def paged(request: HttpRequest, rows: QuerySet[Row], *, by: Sequence[str], size: int = 50) -> Page[Row]:
    """One page of `rows`, ordered `by` fields that are never null, the last one unique (« name », « code »).

    Two rows beyond a page are never read, nothing is counted, and the other words of the address (a search, a
    filter) are kept. An address that cannot be read shows the first page.
    """
    back = BEFORE in request.GET
    order = [_turned(field) for field in by] if back else list(by)
    rows = rows.order_by(*order)
    beyond = _beyond(order, request.GET.get(BEFORE if back else AFTER, ""))
    if beyond is None:
        back, beyond = False, Q()
        rows = rows.order_by(*by)
    try:
        found = list(rows.filter(beyond)[: size + 1])
    except (ValidationError, ValueError, TypeError):
        back, found = False, list(rows.order_by(*by)[: size + 1])
        beyond = Q()
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    earlier, later = (more, bool(beyond)) if back else (bool(beyond), more)
    return Page(
        found,
        previous=_address(request, BEFORE, found[0], by) if earlier and found else "",
        next=_address(request, AFTER, found[-1], by) if later and found else "",
    )


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _beyond(order: Sequence[str], token: str) -> Q | None:
    """What comes after the row a token names; None when it names none."""
    try:
        values = json.loads(urlsafe_b64decode(token.encode()))
    except ValueError:
        return None
    if not isinstance(values, list) or len(values) != len(order):
        return None
    return reduce(_then, reversed(list(zip(order, values, strict=True))), Q())


def _then(rest: Q, key: tuple[str, Any]) -> Q:
    field, value = key
    way, name = ("lt", field[1:]) if field.startswith("-") else ("gt", field)
    strictly = Q(**{f"{name}__{way}": value})
    return Q(**{f"{name}__{way}e": value}) & (strictly | rest) if rest else strictly


def _address(request: HttpRequest, way: str, row: Model, by: Sequence[str]) -> str:
    values = [_value(row, field.removeprefix("-")) for field in by]
    words = request.GET.copy()
    for old in (AFTER, BEFORE):
        words.pop(old, None)
    words[way] = urlsafe_b64encode(json.dumps(values).encode()).decode()
    return f"?{words.urlencode()}"


def _value(row: Any, field: str) -> Any:
    value = reduce(getattr, field.split("__"), row)
    return value if isinstance(value, str | int | float) else str(value)
