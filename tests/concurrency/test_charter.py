"""While one signs, another writes: whoever comes second waits, then is told; the text signed stays the text read."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from reciproque.foundation.policy import Refused
from reciproque.partnerships.kinds import ClauseKind, Side
from reciproque.partnerships.queries.charter import digest_of, standing
from reciproque.partnerships.verbs import charter as verbs
from tests.builders import partnerships as build
from tests.builders.people import NOON

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WRITTEN = [(kind.value, f"Nous disons : {kind.label}.") for kind in ClauseKind]


def beside(act: Callable[[], object]) -> tuple[threading.Thread, list[Exception]]:
    """`act` on a connection of its own, and what it raised."""
    raised: list[Exception] = []

    def run():
        try:
            act()
        except Exception as problem:
            raised.append(problem)
        finally:
            connection.close()

    return threading.Thread(target=run), raised


@pytest.mark.parametrize("act", ["revise", "remove", "add"])
def test_who_writes_during_a_signature_waits_and_is_refused(act):
    partnership = build.met()
    charter = verbs.draft_charter(
        partnership, by=build.actor(partnership, Side.CARE), at=NOON, clauses=WRITTEN
    )
    clause = charter.clauses.standing().first()
    by, signer = build.actor(partnership, Side.CARE), build.actor(partnership, Side.LIVED)
    writes = {
        "revise": lambda: verbs.revise_clause(
            clause, by=by, at=NOON, version=1, kind=clause.kind, text="Tout autre chose."
        ),
        "remove": lambda: verbs.remove_clause(clause, by=by, at=NOON, version=1),
        "add": lambda: verbs.add_clause(charter, by=by, at=NOON, kind=ClauseKind.OTHER, text="Encore."),
    }
    writer, raised = beside(writes[act])

    with transaction.atomic():
        digest = digest_of(charter, charter.clauses.standing())
        signature = verbs.sign(charter, by=signer, at=NOON, digest=digest, read_in_full=True)
        writer.start()
        writer.join(timeout=1)
        waited = writer.is_alive()
    writer.join(timeout=20)

    charter.refresh_from_db()
    assert (waited, [type(one) for one in raised]) == (True, [Refused])
    assert digest_of(charter, standing(charter)) == signature.digest
