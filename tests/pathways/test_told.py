"""What somebody wrote, read again and decided of pathways is told to her."""

from __future__ import annotations

import pytest

from reciproque.pathways import verbs
from reciproque.pathways.kinds import Verdict
from reciproque.people.queries import all_about
from tests import cast
from tests.builders import pathways as build
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def test_her_words_about_a_draft_are_told_to_her_whole_and_to_others_not_at_all():
    pathway = build.adopted()
    version = build.draft(pathway)
    build.read_again(version, cast.karim(), Verdict.NOT_YET, "Où est la salle ?")
    build.publish(pathway)
    verbs.share(pathway, by=cast.actor_of(cast.nadia()), at=NOON)

    karim, nadia = (all_about(one, at=NOON)["pathways"] for one in (cast.karim(), cast.nadia()))

    assert [one["verdict"] for one in karim["read_again"]] == [Verdict.READY]
    assert (len(nadia["begun"]), len(nadia["published"]), len(nadia["shared"])) == (1, 1, 1)
    assert nadia["read_again"] == []
