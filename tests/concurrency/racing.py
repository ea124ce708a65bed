"""Races: acts begun at the same instant, each on a connection of its own, and held where the danger is.

statuses = together(act, act)                            # both begin at once
statuses = together(act, act, before="holding")          # … and nobody writes to *_holding until both are there

What an act returned, or raised, stands in the list, in the order of the acts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import translation

from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import AlreadyDone, Stale

TOLD = (Refused, ValidationError, Stale, IntegrityError, AlreadyDone)
"""What a verb raises to whoever comes second: the screens make a sentence of each (see Refusals)."""
PATIENCE = {"sqlite": 0.05, "postgresql": 0.3}
"""For how many seconds an act waits for the others to come to the dangerous point: a lock may keep them away."""


def together(*acts: Callable[[], Any], before: str = "") -> list[Any]:
    """Run acts at once. `before` names a table: its first write waits until everyone is about to write there."""
    gate, brink = Barrier(len(acts)), Barrier(len(acts))
    danger = re.compile(rf'^(INSERT INTO|UPDATE|DELETE FROM) "\w*{before}"') if before else None

    def run(act: Callable[[], Any]) -> Any:
        arrived = []

        def wait_on_the_brink(execute, sql, params, many, context):
            if danger and not arrived and danger.match(sql):
                arrived.append(True)
                with suppress(BrokenBarrierError):
                    brink.wait(PATIENCE[connection.vendor])
            return execute(sql, params, many, context)

        try:
            with translation.override("fr"), connection.execute_wrapper(wait_on_the_brink):
                connection.ensure_connection()
                gate.wait(10)
                return act()
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def told(outcomes: list[Any]) -> list[Exception]:
    """Those who were told something; raises what is no word to a person."""
    raised = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    for problem in raised:
        if not isinstance(problem, TOLD):
            raise problem
    return raised


def one_does(*acts: Callable[[], Any], before: str = "") -> Any:
    """Run acts at once, and see that one of them does it and that the others are told; returns what was done."""
    outcomes = together(*acts, before=before)
    did = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    assert (len(did), len(told(outcomes))) == (1, len(acts) - 1), outcomes
    return did[0]


def same_browser(client: Client) -> Client:
    """A second tab: the same session, its own connection. A failure shows as a page, as it does to people."""
    other = Client(raise_request_exception=False)
    other.cookies = client.cookies
    other.defaults = client.defaults
    return other
