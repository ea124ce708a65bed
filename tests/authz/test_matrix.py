"""Who may do what: every route × method × actor × relation, against a file written by people."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from . import matrix, world
from .objects import OBJECTS, SENT, is_aside
from .silent import SILENT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def small_world(django_db_setup, django_db_blocker):
    """One world for the whole file: every request of it is undone."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(world.AT, tick=False):
            small = world.build()
            small.doors = matrix.doors(small)
        yield small
        transaction.set_rollback(True)


ROUTES = [route for route in matrix.routes() if not is_aside(route.name)]


def test_every_route_says_what_it_takes_and_has_a_line_or_is_set_aside():
    declared = {line.route for line in matrix.lines()}

    assert sorted(route.name for route in ROUTES if route.name not in declared) == []
    assert sorted(declared - {route.name for route in ROUTES}) == []
    assert sorted(r.name for r in ROUTES if r.takes and r.name not in OBJECTS) == []


def test_the_file_names_only_actors_relations_and_methods_that_exist(small_world):
    for line in matrix.lines():
        assert line.actors <= set(small_world.actors), line
        assert line.relations <= {*world.RELATIONS, "-"}, line
        assert line.method in matrix.METHODS, line


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
@pytest.mark.spec("N1")
def test_only_those_named_may(route, small_world, settings):
    settings.TEMPLATES = SILENT
    may = matrix.allowed(matrix.lines())
    with time_machine.travel(world.AT, tick=False):
        methods = matrix.methods_of(route, small_world.doors["partner_out"])
    assert not [cell for cell in may if cell[0] == route.name and cell[1] not in methods]
    wrong = []
    with time_machine.travel(world.AT, tick=False):
        for name, client in small_world.doors.items():
            for relation in matrix.relations_of(route):
                if relation == "none":
                    arguments = matrix.nowhere(route)
                elif route.takes:
                    arguments = matrix.arguments(route, matrix.objects_for(small_world, relation), OBJECTS)
                else:
                    arguments = {}
                if arguments is None:
                    continue
                url = reverse(route.name, kwargs=arguments)
                for method in methods:
                    expected = "allowed" if (route.name, method, name, relation) in may else "refused"
                    if not matrix.worth_asking(name, relation, allowed=expected == "allowed"):
                        continue
                    answer = matrix.ask(client, method, url, SENT.get(route.name))
                    found, response = matrix.verdict(answer), answer.response
                    assert response.status_code < 500, (route, method, name, relation)
                    if found != expected and not (found == "led" and expected == "refused"):
                        wrong.append(f"{method} {name} {relation}: {found} ({response.status_code})")
    assert not wrong, "\n" + "\n".join(wrong)


OPEN = {"organisation.code", "title.code", "claim.code", "carried.code", "address.code", "given.code"}
"""Organisations, useful addresses and the titles people bear are open: that one exists is no secret."""


@pytest.mark.parametrize("route", [route for route in ROUTES if route.takes], ids=lambda route: route.name)
@pytest.mark.spec("N1")
def test_what_one_may_not_see_answers_like_what_does_not_exist(route, small_world):
    """T2: body, status and headers are the same, once the key of the form is masked."""
    arguments = matrix.arguments(route, matrix.objects_for(small_world, "other"), OBJECTS)
    if arguments is None or OBJECTS[route.name].get("code") in OPEN:
        return
    elsewhere = {
        name: matrix.NOWHERE if len(str(value)) == len(matrix.NOWHERE) else value
        for name, value in arguments.items()
    }
    may = matrix.allowed(matrix.lines())
    with time_machine.travel(world.AT, tick=False):
        for name in ("partner_in", "coordinator_host", "institution"):
            if (route.name, "GET", name, "other") in may:
                continue
            client = small_world.doors[name]
            hidden = matrix.ask(client, "GET", reverse(route.name, kwargs=arguments)).response
            absent = matrix.ask(client, "GET", reverse(route.name, kwargs=elsewhere)).response

            assert _masked(hidden, arguments) == _masked(absent, elsewhere)


def _masked(response, arguments) -> tuple:
    import re

    body = re.sub(r'name="(csrfmiddlewaretoken|cle)" value="[^"]+"', "", response.content.decode())
    for value in arguments.values():
        body = body.replace(str(value), "…") if len(str(value)) == len(matrix.NOWHERE) else body
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in ("Set-Cookie", "Content-Length")
    }
    return response.status_code, body, headers
