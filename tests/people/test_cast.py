"""The cast is what the tests believe it is."""

import pytest

from reciproque.people.kinds import Role
from reciproque.people.queries import hats_of
from tests import cast

pytestmark = pytest.mark.django_db


def test_each_of_the_cast_wears_the_hat_of_the_journeys():
    worn = {
        who.name: [hat.role for hat in hats_of(who, on=cast.TODAY)][1:]
        for who in (
            cast.nadia(),
            cast.karim(),
            cast.lucie(),
            cast.morvan(),
            cast.paul(),
            cast.ines(),
            cast.nurse(),
            cast.charlie(),
        )
    }

    assert worn == {
        "Nadia Berthier": [Role.COORDINATOR],
        "Karim Sow": [Role.PARTNER],
        "Lucie Arnaud": [Role.PARTNER, Role.PROFESSIONAL],
        "Dr Hélène Morvan": [Role.PROFESSIONAL],
        "Paul Ménard": [Role.REPRESENTATIVE],
        "Inès Rahmani": [Role.INSTITUTION],
        "Solène Kervella": [Role.PROFESSIONAL],
        "Charlie Maurel": [Role.COORDINATOR],
    }
