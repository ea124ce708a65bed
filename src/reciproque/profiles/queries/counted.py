"""What people let be counted of them, as groups of a query: for reports that go through the statistics engine alone."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from reciproque.foundation.parameters import values

from ..kinds import Gender
from ..models import SelfDescription
from ..rules import AGES_TOGETHER, LAST_AGES, ages

NOT_SAID = ""


def by_gender(rows: QuerySet, person: str) -> tuple[QuerySet, dict[str, str]]:
    """`rows` with the `group` of the person at `person`, and what each group is called."""
    said = SelfDescription.objects.filter(person=OuterRef(person)).values("gender")
    grouped = rows.annotate(group=Coalesce(Subquery(said), Value(NOT_SAID), output_field=CharField()))
    return grouped, {**{one.value: str(one.label) for one in Gender}, NOT_SAID: _("Non dit")}


def by_age(rows: QuerySet, person: str, *, on: date) -> tuple[QuerySet, dict[str, str]]:
    """The same by group of ages, reached in the year of `on`; one query of parameters."""
    found = values(AGES_TOGETHER.name, LAST_AGES.name, on=on)
    groups = ages(found[AGES_TOGETHER.name], found[LAST_AGES.name])
    said = SelfDescription.objects.filter(person=OuterRef(person)).values("born_in")
    group = Case(
        *(
            When(
                Q(
                    born_in__lte=on.year - first,
                    **({"born_in__gte": on.year - last} if last is not None else {}),
                ),
                then=Value(f"{first:03}"),
            )
            for first, last in groups
        ),
        default=Value(NOT_SAID),
        output_field=CharField(),
    )
    labels = {f"{first:03}": _ages(first, last) for first, last in groups}
    return rows.annotate(born_in=Subquery(said)).annotate(group=group), {**labels, NOT_SAID: _("Non dit")}


def _ages(first: int, last: int | None) -> str:
    if last is None:
        return _("{n} ans et plus").format(n=first)
    if not first:
        return _("Moins de {n} ans").format(n=last + 1)
    return _("De {first} à {last} ans").format(first=first, last=last)
