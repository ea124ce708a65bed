"""From what somebody said to what was done about it: heard, waiting, decided, promised, told, come back to."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from reciproque.decisions.models import Decision, Review
from reciproque.partnerships.kinds import Side
from reciproque.voices.models import Voice
from tests import cast
from tests.builders import partnerships as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
SAID = "Je travaille : l’après-midi, je ne peux jamais venir."


def page_of(client, who, path: str, at=NOON, **asked) -> str:
    with time_machine.travel(at, tick=False):
        cast.signed_in(client, who)
        return client.get(path, asked).content.decode()


def send(client, who, path: str, at=NOON, **typed):
    with time_machine.travel(at, tick=False):
        cast.signed_in(client, who)
        return client.post(path, typed | {"cle": cast.form_key()})


@pytest.mark.spec("F6", "H4", "J9.AC6")
def test_a_voice_leads_to_a_decision_that_is_kept_and_comes_back(client):
    partnership = build.begun()
    karim, nurse = cast.karim(), cast.nurse()
    lived, care = (build.engagement(partnership, side).code for side in (Side.LIVED, Side.CARE))

    # Karim hears somebody, who agrees to be quoted; the nurse finds it on her home.
    send(
        client,
        karim,
        reverse("voices:hear", args=[partnership.code]),
        read_aloud="on",
        consent="quoted",
        text=SAID,
        kind="difficulty",
        said_as="user",
        language="fr",
        heard_on=TODAY.isoformat(),
    )
    voice = Voice.objects.get()
    assert "1 parole attend une réponse" in page_of(client, nurse, "/")

    # They decide together: Karim's option is taken up, the nurse's refused with its reason.
    send(
        client,
        nurse,
        reverse("decisions:decide", args=[partnership.code]),
        title="Un atelier le soir",
        text="Une fois par mois, l’atelier a lieu à 18 h 30.",
        decided_on=TODAY.isoformat(),
        degree="co_decision",
        option_rows="2",
        option_1_text="Une fois par mois, le soir",
        option_1_carried_by=lived,
        option_1_outcome="adopted",
        option_2_text="Un atelier à distance",
        option_2_carried_by=care,
        option_2_outcome="refused",
        option_2_reason="Sept personnes sur neuf n’ont pas d’ordinateur.",
        voices=voice.code,
        commitment_rows="1",
        commitment_1_text="Réserver la salle",
        commitment_1_owner=care,
        commitment_1_due_on=(TODAY + timedelta(days=10)).isoformat(),
        review_on=(TODAY + timedelta(days=180)).isoformat(),
    )
    taken = Decision.objects.get()
    assert "attend une réponse" not in page_of(client, nurse, "/")
    assert "Un atelier le soir" in page_of(client, karim, voice.get_absolute_url())

    # The promise comes due, is kept a day late, and stays so for all to read.
    promise = taken.commitments.get()
    late = NOON + timedelta(days=11)
    assert "Réserver la salle" in page_of(client, nurse, "/", late)
    send(
        client,
        nurse,
        reverse("decisions:commitment", args=[promise.code]),
        late,
        done="oui",
        on=(TODAY + timedelta(days=11)).isoformat(),
        words="Salle des associations, à partir de décembre.",
    )
    said_and_done = reverse("decisions:said_and_done", args=[partnership.code])
    followed = page_of(client, karim, said_and_done, NOON + timedelta(days=90))
    for words in (
        SAID,
        "Un atelier le soir",
        "Réserver la salle",
        "Tenue en retard",
        "Salle des associations",
    ):
        assert words in followed

    # Six months later the decision comes back, and its effect is told.
    review = taken.reviews.get()
    then = NOON + timedelta(days=180)
    assert "Revenir sur" in page_of(client, karim, "/", then)
    send(
        client,
        karim,
        reverse("decisions:review", args=[review.code]),
        then,
        effect="yes",
        words="Quatre personnes qui travaillent viennent le soir.",
    )
    assert "Quatre personnes qui travaillent" in page_of(client, nurse, taken.get_absolute_url(), then)
    assert "Revenir sur" not in page_of(client, karim, "/", then)
    assert Review.objects.count() == 1
