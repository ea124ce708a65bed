"""Every rule of the policy is broken in turn, opened to all, then closed to all: something must notice each time.

`python3 run.py prove mutants`. What notices is what people wrote: the access matrix (who may reach what), the
canaries (whose words are met), and the file of rules (who may do what no page shows by itself). Exits with 1 when a
mutant survives. Figures go to proofs/mutants.json.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

import time_machine
from django.conf import settings
from django.db import transaction
from django.test.utils import get_runner, setup_test_environment
from django.urls import reverse

from reciproque.foundation import policy
from reciproque.foundation.actor import VISITOR
from tests.authz import matrix, rules, world
from tests.authz.objects import OBJECTS, SENT, is_aside
from tests.authz.test_canaries import WORD

ACTORS = (
    "partner_in",
    "professional_in",
    "representative_in",
    "proposed",
    "partner_in_other_hat",
    "partner_out",
    "professional_out",
    "coordinator_host",
    "coordinator_other",
    "institution",
    "visitor",
)
RESULT = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class Cell:
    """One request of the matrix."""

    route: matrix.Route
    method: str
    actor: str
    relation: str
    url: str


@dataclass(frozen=True)
class Seen:
    """What a request shows to its sender: whether she may, and whose words she meets."""

    verdict: str
    words: frozenset[str]


def cells(small: world.World) -> Iterator[Cell]:
    for route in matrix.routes():
        if is_aside(route.name) or (route.takes and route.name not in OBJECTS):
            continue
        for relation in matrix.relations_of(route):
            if relation == "none":
                continue
            given = (
                matrix.arguments(route, matrix.objects_for(small, relation), OBJECTS) if route.takes else {}
            )
            if given is None:
                continue
            url = reverse(route.name, kwargs=given)
            for method in matrix.METHODS:
                for actor in ACTORS:
                    yield Cell(route, method, actor, relation, url)


def look(clients: dict, cell: Cell) -> Seen:
    try:
        answer = matrix.ask(clients[cell.actor], cell.method, cell.url, SENT.get(cell.route.name))
    except Exception as problem:  # a broken rule may let someone in where the code does not expect her
        return Seen(f"broke: {type(problem).__name__}", frozenset())
    response = answer.response
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Seen(matrix.verdict(answer), frozenset(WORD.findall(body.decode(errors="replace"))))


def main() -> int:
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    began = time.monotonic()
    try:
        with transaction.atomic(), time_machine.travel(world.AT, tick=False):
            figures = prove()
            transaction.set_rollback(True)
    finally:
        runner.teardown_databases(databases)
    figures["seconds"] = round(time.monotonic() - began)
    RESULT.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{figures['killed']} of {figures['mutants']} mutants killed, {figures['cells']} cells")
    for survivor in figures["survivors"]:
        print("  survived:", survivor)
    return 1 if figures["survivors"] else 0


@dataclass(frozen=True)
class Mutant:
    """One rule, opened to everyone on every row, or closed to all."""

    key: tuple[str, str]
    name: str

    def __str__(self) -> str:
        return f"{self.key[0]}.{self.key[1]} {self.name}"


WHERE = {"opened": policy.EVERY_ROW, "closed": policy.NO_ROW}


def mutants() -> Iterator[Mutant]:
    """Every rule, broken both ways; but for those that this leaves as they are."""
    for key, rule in sorted(policy.RULES.items()):
        if rule.where(VISITOR) != policy.EVERY_ROW:
            yield Mutant(key, "opened")
        if rule.serves - {"system"}:  # served to jobs and commands alone, no person can tell it is closed
            yield Mutant(key, "closed")


@contextmanager
def broken(mutant: Mutant) -> Iterator[None]:
    """While it is broken."""
    rule, where = policy.RULES[mutant.key], WHERE[mutant.name]
    policy.RULES[mutant.key] = policy.Rule(lambda actor: where, rule.because, rule.serves)
    try:
        yield
    finally:
        policy.RULES[mutant.key] = rule


def unnoticed_by_rules(small: world.World, unseen: list[Mutant]) -> Iterator[Mutant]:
    """Those of `unseen` that the file of rules does not notice either."""
    rules.furnish(small)
    actors, expected = rules.acting(small), rules.expected()
    for rule, who in expected.items():
        if rules.allowed(rule, actors) != who:
            raise AssertionError(f"{rule} is wrong before it is broken")
    for mutant in unseen:
        rule = f"{mutant.key[0]}.{mutant.key[1]}"
        with broken(mutant):
            if rule not in expected or rules.allowed(rule, actors) == expected[rule]:
                yield mutant


def prove() -> dict:
    small = world.build()
    clients = small.doors = matrix.doors(small)
    asked: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    normal: dict[Cell, Seen] = {}
    consulted: set[tuple[str, str]] = set()
    honest = policy.rule_for

    def listening(model, verb):
        consulted.add((model._meta.label, verb))
        return honest(model, verb)

    policy.rule_for = listening
    for cell in cells(small):
        consulted.clear()
        normal[cell] = look(clients, cell)
        for key in consulted:
            asked[key].append(cell)
    policy.rule_for = honest

    made = list(mutants())
    unseen = []
    for number, mutant in enumerate(made, start=1):
        print(f"{number:>4}  {mutant}", flush=True)
        with broken(mutant):
            met = likely_first(asked[mutant.key], normal, mutant.name)
            if not any(look(clients, cell) != normal[cell] for cell in met):
                unseen.append(mutant)
    survivors = list(unnoticed_by_rules(small, unseen))
    return {
        "mutants": len(made),
        "killed": len(made) - len(survivors),
        "by_rules_alone": len(unseen) - len(survivors),
        "survivors": [str(mutant) for mutant in survivors],
        "cells": len(normal),
    }


def likely_first(found: list[Cell], normal: dict[Cell, Seen], mutant: str) -> list[Cell]:
    """The cells of a rule, those likely to notice before the others."""
    wanted = "refused" if mutant == "opened" else "allowed"
    return sorted(found, key=lambda cell: (normal[cell].verdict != wanted, cell.method == "GET"))


if __name__ == "__main__":
    sys.exit(main())
