"""Readings that gather all packages: what one may find, and what this quarter's decisions were made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from reciproque.decisions.models import Decision
from reciproque.foundation.actor import Actor
from reciproque.foundation.models import searched
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Intervention, Partnership
from reciproque.partnerships.queries.partnerships import founding_organisation
from reciproque.people.models import Organisation, Person
from reciproque.voices.models import Voice

from .elements import FOUNDING
from .tour import STOPS, Stop

MOST_OF_A_KIND = 8


@dataclass(frozen=True)
class Searchable:
    """A noun one may look for: its rows are those the actor may see, none other is even counted."""

    label: Any
    icon: str
    model: type[Model]
    columns: tuple[str, ...]
    line: Callable[[Any], Any]
    joins: tuple[str, ...] = ()


SEARCHABLE = (
    Searchable(_("Partenariats"), "waypoints", Partnership, ("plain",), lambda p: p.host, ("host",)),
    Searchable(
        _("Rencontres et ateliers"),
        "calendar",
        Intervention,
        ("title", "place"),
        lambda i: i.partnership,
        ("partnership",),
    ),
    Searchable(_("Paroles"), "message-square", Voice, ("plain",), lambda v: v.partnership, ("partnership",)),
    Searchable(_("Décisions"), "scale", Decision, ("plain",), lambda d: d.partnership, ("partnership",)),
    Searchable(_("Personnes"), "users", Person, ("plain",), lambda p: ""),
    Searchable(_("Structures"), "building-2", Organisation, ("plain",), lambda o: o.town),
)


@dataclass(frozen=True)
class Found:
    """What was found of one kind; `more` when there is more than is shown."""

    kind: Searchable
    rows: list[tuple[Any, str, Any]]
    more: bool


def search(text: str, *, actor: Actor) -> list[Found]:
    """All that the actor may see and whose words contain every word of `text`, kind by kind."""
    words = searched(text)
    if not words:
        return []
    found = []
    for kind in SEARCHABLE:
        rows = list(_matching(visible(kind.model, actor), kind, words)[: MOST_OF_A_KIND + 1])
        if rows:
            shown = [(row, row.get_absolute_url(), kind.line(row)) for row in rows[:MOST_OF_A_KIND]]
            found.append(Found(kind, shown, len(rows) > MOST_OF_A_KIND))
    return found


def _matching(rows: QuerySet, kind: Searchable, words: list[str]) -> QuerySet:
    for word in words:
        rows = rows.filter(_any(Q(**{f"{column}__{_lookup(column)}": word}) for column in kind.columns))
    return rows.select_related(*kind.joins).order_by("-pk")


def _lookup(column: str) -> str:
    return "contains" if column == "plain" else "icontains"


def _any(conditions: Any) -> Q:
    first, *others = conditions
    for other in others:
        first |= other
    return first


@dataclass(frozen=True)
class TourStop:
    """A stop of the tour in this very installation: whose place to take, and the address to go to."""

    stop: Stop
    person: Person
    url: str
    title: str = ""

    def to_try(self) -> str:
        """What to try there; the partnership keeps the title it was given, whatever the reader's language."""
        return str(self.stop.to_try).format(title=self.title)


def tour_of(people: list[Person]) -> list[TourStop]:
    """The stops whose person and partnership are here, in order."""
    by_name = {person.account.username: person for person in people if person.account}
    titles = [title for stop in STOPS for title in titles_of(stop)]
    codes = dict(Partnership.objects.filter(title__in=titles).values_list("title", "code"))
    stops = []
    for stop in STOPS:
        person = by_name.get(stop.who)
        title = next((title for title in titles_of(stop) if title in codes), "")
        if person is None or (stop.partnership and not title):
            continue
        arguments = [codes[title]] if title else []
        stops.append(TourStop(stop, person, reverse(stop.view, args=arguments), title))
    return stops


def titles_of(stop: Stop) -> list[str]:
    """The titles its partnership may have, one in each language: the demonstration is furnished in either."""
    if not stop.partnership:
        return []
    titles = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            titles.append(str(stop.partnership))
    return titles


def views_closed_to(actor: Actor) -> set[str]:
    """Screens the help and the elements speak of, and that someone signed in would be refused under this hat."""
    may_found = not actor.is_someone or founding_organisation(actor) is not None
    return set() if may_found else {FOUNDING}


def address_of(view: str, closed: set[str]) -> str:
    """Where a screen is; empty when there is none, or when it is closed to the reader."""
    return reverse(view) if view and view not in closed else ""
