"""Reads `authz/matrix.csv`, finds every route, and says what a response means."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time
from types import SimpleNamespace
from uuid import uuid4

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reciproque.foundation.models import Event

from .world import RELATIONS, Someone, World

FILE = Path(__file__).parents[2] / "authz" / "matrix.csv"
METHODS = ("GET", "POST")
NOWHERE = "ZZZZZZZZZZ"


@dataclass(frozen=True)
class Route:
    """A named address; `takes` are the names of what stands in it."""

    name: str
    takes: tuple[str, ...]


def routes(patterns=None, space: str = "") -> Iterator[Route]:
    """Every named route of the installation, ours and the libraries'."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{space}{pattern.name}", tuple(pattern.pattern.converters))


@dataclass(frozen=True)
class Line:
    """One line of the file: these actors, in these relations, may use this route with this method."""

    route: str
    method: str
    actors: frozenset[str]
    relations: frozenset[str]


def read() -> tuple[list[dict[str, str]], dict[str, frozenset[str]]]:
    """The rows of the file, and the groups of actors it names (« = » before the name)."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["route"] and not row["route"].startswith("#")]
    groups: dict[str, frozenset[str]] = {}
    for row in rows:
        if row["route"].startswith("="):
            groups[row["route"].removeprefix("=").strip()] = named(row["actors"], groups)
    return [row for row in rows if not row["route"].startswith("=")], groups


def named(actors: str, groups: dict[str, frozenset[str]]) -> frozenset[str]:
    """The actors of a cell, groups opened."""
    return frozenset().union(*(groups.get(name, {name}) for name in actors.split()))


def lines() -> list[Line]:
    """The allow-lines."""
    rows, groups = read()
    found = []
    for row in rows:
        actors = named(row["actors"], groups)
        relations = frozenset(row["relations"].split() or ["-"])
        found += [Line(row["route"], method, actors, relations) for method in row["method"].split()]
    return found


def allowed(table: list[Line]) -> set[tuple[str, str, str, str]]:
    """The cells the file allows: (route, method, actor, relation). « -  » is the relation of a route without object."""
    return {
        (line.route, line.method, actor, relation)
        for line in table
        for actor in line.actors
        for relation in line.relations
    }


def arguments(route: Route, objects: SimpleNamespace, objects_of: dict[str, dict[str, str]]) -> dict | None:
    """What to put in the address for one relation; None when that relation has no such object."""
    paths = objects_of[route.name]
    found = {}
    for name in route.takes:
        value = _walk(objects, paths[name])
        if value is None:
            return None
        found[name] = value
    return found


def _walk(objects: SimpleNamespace, path: str) -> object | None:
    """« partnership.code » from the objects of a relation; a literal after « = »."""
    if path.startswith("="):
        return path[1:]
    value: object = objects
    for step in path.split("."):
        value = getattr(value, step, None)
        if value is None:
            return None
    return value


def nowhere(route: Route) -> dict:
    """A well-formed address that leads to nothing."""
    return {name: NOWHERE if name not in ("number", "year", "month") else 999 for name in route.takes}


def methods_of(route: Route, client: Client) -> list[str]:
    """The methods a route takes. Another is refused before anything is looked for: asked once, of what is nowhere."""
    url = reverse(route.name, kwargs=nowhere(route))
    return [method for method in METHODS if ask(client, method, url).response.status_code != 405]


def signed_in(someone: Someone) -> Client:
    client = Client(headers={"accept-language": "fr"})
    if someone.person is None:
        return client
    client.force_login(someone.person.account)
    session = client.session
    session["hat"] = someone.hat
    if someone.strong:
        session["account_authentication_methods"] = [{"method": "mfa", "at": time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(someone.person.account_id)
    session.save()
    return client


def doors(small: World) -> dict[str, Client]:
    """Everyone signed in once, each session knowing her hats already: ten thousand requests need no more."""
    clients = {name: signed_in(someone) for name, someone in small.actors.items()}
    for client in clients.values():
        client.get(reverse("web:guide"))
    return clients


@dataclass(frozen=True)
class Answer:
    """What came back, and whether something was done by it."""

    response: HttpResponse
    acted: bool


def ask(client: Client, method: str, url: str, sent: dict[str, str] | None = None) -> Answer:
    """One request whose effects, if any, are undone."""
    with transaction.atomic():
        before = Event.objects.filter(refused=False).count()
        if method == "GET":
            response = client.get(url)
        else:
            response = client.post(url, {"cle": str(uuid4())} | (sent or {}))
        acted = Event.objects.filter(refused=False).count() > before
        transaction.set_rollback(True)
    return Answer(response, acted)


def verdict(answer: Answer) -> str:
    """allowed, refused, or led: neither, the method does not exist there or one is sent to a page one may read."""
    response = answer.response
    if response.status_code in (403, 404):
        return "refused"
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "refused"
    if response.status_code == 405 or (response.status_code == 302 and not answer.acted):
        return "led"
    return "allowed"


STAGES = ("framing", "framed", "ended")
"""A partnership at another stage than under way."""
OUTSIDE = {
    *("visitor", "user_out", "institution", "coordinator_other", "coordinator_weak"),
    *("former_member", "left", "partner_out", "professional_out"),
}
"""Those for whom a partnership is the same at every stage: closed."""


def relations_of(route: Route) -> tuple[str, ...]:
    return RELATIONS if route.takes else ("-",)


def worth_asking(actor: str, relation: str, *, allowed: bool) -> bool:
    """Whether every run asks this cell: all but the refusals of those outside at other stages than under way.

    These are three in ten; `WHOLE_MATRIX=1` asks them too, before each release.
    """
    return allowed or relation not in STAGES or actor not in OUTSIDE or bool(os.environ.get("WHOLE_MATRIX"))


def objects_for(world: World, relation: str) -> SimpleNamespace:
    return world.objects.get(relation, SimpleNamespace())
