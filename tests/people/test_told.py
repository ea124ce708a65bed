"""Whoever invites is told that she did; whoever came by it is told who invited her, and what she did since."""

import pytest
import time_machine

from reciproque.people import verbs
from tests import cast
from tests.builders import people as build

pytestmark = pytest.mark.django_db


def test_an_invitation_is_told_whole_to_who_accepted_it_and_without_her_to_who_sent_it():
    with time_machine.travel(cast.NOON, tick=False):
        by = cast.actor_of(cast.nadia())
        offer = build.invitation(cast.chu(), by=by, name="Karim S.", email="", function="Lecteur")
        verbs.accept(offer, by=cast.actor_of(cast.karim()), at=cast.NOON)

        nadia, karim = cast.data_of(cast.nadia()), cast.data_of(cast.karim())

    (hers,) = karim["invitations_accepted"]
    assert (hers["name"], hers["function"], hers["invited_by"]) == ("Karim S.", "Lecteur", "Nadia Berthier")
    assert [one["organisation"] for one in nadia["invitations_made"]] == ["CHU des Deux-Rives"]
    assert [word for word in ("Karim", "Lecteur", offer.code, offer.digest) if word in str(nadia)] == []
    assert [one["verb"] for one in karim["acts"]] == ["people.Invitation.accept"]
    assert offer.digest not in str(karim)
