"""Readings that gather all packages: what one may find, where the tour goes, how letters and jobs stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus

from reciproque.decisions.models import Decision
from reciproque.exchange.jobs import do_passage
from reciproque.foundation import outbox, post, schedule
from reciproque.foundation.actor import Actor
from reciproque.foundation.models import searched
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Intervention, Partnership
from reciproque.partnerships.queries.partnerships import founding_organisation
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person
from reciproque.voices.models import Voice

from .elements import FOUNDING
from .guides import WATCHING
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
    if not actor.is_someone:
        return set()
    closed = set() if founding_organisation(actor) is not None else {FOUNDING}
    return closed if actor.role == Role.COORDINATOR else closed | {WATCHING}


def address_of(view: str, closed: set[str]) -> str:
    """Where a screen is; empty when there is none, or when it is closed to the reader."""
    return reverse(view) if view and view not in closed else ""


# --- what runs behind -----------------------------------------------------------------------------
LOOKED_BACK = timedelta(days=30)
PROBLEMS = {
    post.MAILBOX: _("boîte qui refuse"),
    post.SERVER: _("serveur de courrier"),
    post.FAULT: _("défaut de Réciproque"),
}
TASKS = {
    do_passage.module_path: _("Lecture des imports"),
    schedule.run_job.module_path: _("Travaux périodiques"),
}
OTHERS = _("Autres tâches")
STATUSES = (
    TaskResultStatus.READY,
    TaskResultStatus.RUNNING,
    TaskResultStatus.SUCCESSFUL,
    TaskResultStatus.FAILED,
)


@dataclass
class Sort:
    """A sort of letters, by its name: how many stand where. `handled` stands for three numbers of a discreet one."""

    label: str
    kind: str
    discreet: bool = False
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*outbox.COUNTS, *PROBLEMS), 0))
    oldest: datetime | None = None
    next_try: datetime | None = None

    @property
    def can_leave(self) -> bool:
        """Whether this version still knows how to write letters of this sort."""
        return self.kind in outbox.NOTICES

    @property
    def handled(self) -> int:
        return sum(self.numbers[one] for one in (outbox.SENT, outbox.NOT_NEEDED, outbox.NO_ADDRESS))

    @property
    def problems(self) -> list[Any]:
        """What letters still to be sent, or given up, have met."""
        return [said for word, said in PROBLEMS.items() if self.numbers[word]]

    def add(self, row: dict[str, Any]) -> None:
        for name in self.numbers:
            self.numbers[name] += row[name]
        self.oldest = _earliest(self.oldest, row["oldest"])
        self.next_try = _earliest(self.next_try, row["next_try"])


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((one for one in instants if one), default=None)


def letters(*, at: datetime) -> list[Sort]:
    """The letters of the last thirty days and those that still wait, sort by sort; never whose. One query."""
    sorts: dict[str, Sort] = {}
    for row in outbox.counts(at - LOOKED_BACK):
        declared = outbox.NOTICES.get(row["kind"])
        label = str(declared.label) if declared and declared.label else gettext("Autres courriels")
        sort = sorts.setdefault(label, Sort(label, row["kind"]))
        sort.discreet = sort.discreet or bool(declared and declared.discreet)
        sort.add(row)
    return [sorts[label] for label in sorted(sorts)]


def all_of(sorts: Iterable[Sort]) -> Sort:
    """Every sort together, for what holds no secret: what waits, what is tried again, what is given up."""
    whole = Sort("", "")
    for sort in sorts:
        whole.add({**sort.numbers, "oldest": sort.oldest, "next_try": sort.next_try})
    return whole


def tasks() -> list[tuple[Any, list[int]]]:
    """Each sort of task of the queue with how many wait, are under way, were done, failed. One query."""
    found = schedule.queue()
    lines = {label: [0] * len(STATUSES) for label in (*TASKS.values(), OTHERS)}
    for (path, status), number in found.items():
        numbers = lines[TASKS.get(path, OTHERS)]
        numbers[STATUSES.index(TaskResultStatus[status])] += number
    return list(lines.items())
