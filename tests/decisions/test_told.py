"""What somebody carried, promised and came back to is told to her; what another carried is not."""

import pytest
import time_machine

from reciproque.partnerships.kinds import Side
from tests import cast
from tests.builders import decisions as build
from tests.builders import partnerships

pytestmark = pytest.mark.django_db


def test_each_is_told_her_options_her_promises_and_her_reviews():
    with time_machine.travel(cast.NOON, tick=False):
        partnership = partnerships.begun()
        decision = build.decided(partnership)
        build.told(decision.commitments.get())
        build.held(decision.reviews.get())
        lived, care = (
            cast.data_of(partnerships.engagement(partnership, side).person)
            for side in (Side.LIVED, Side.CARE)
        )

    def said(told: dict, name: str, key: str = "text") -> list[str]:
        return [one[key] for one in told["decisions"][name]]

    assert said(lived, "options_carried") == [
        "Poser la question à chaque entretien",
        "Une permanence le soir",
    ]
    assert said(lived, "reviews_held", "words") == ["La question est posée une fois sur deux."]
    assert said(care, "options_carried") == ["Une fiche dans le dossier"]
    assert said(care, "commitments") == ["Former l’équipe à cette question"]
    assert said(care, "fulfilments_recorded", "words") == ["L’équipe est formée."]
    assert "Une fiche dans le dossier" not in str(lived)
    assert "La question est posée une fois sur deux." not in str(care)
