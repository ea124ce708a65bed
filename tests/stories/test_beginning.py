"""J1, the first two steps: founded from an example, framed apart, settled, signed; begun when nothing is missing."""

import pytest
import time_machine
from django.urls import reverse

from reciproque.partnerships.kinds import Question, Side
from reciproque.partnerships.models import Activation, Charter, Difference, Objective, Partnership
from reciproque.partnerships.queries.charter import digest_of
from tests import cast
from tests.builders import partnerships as build

NOON = cast.NOON
pytestmark = pytest.mark.django_db


class Doing:
    """Someone at her screen, on 2 November 2026: each act is a form sent."""

    def __init__(self, client, partnership=None):
        self.client, self.partnership = client, partnership

    def address(self, name: str, *more: str) -> str:
        return reverse(f"partnerships:{name}", args=[self.partnership.code, *more])

    def send(self, who, path: str, **typed):
        with time_machine.travel(NOON, tick=False):
            cast.signed_in(self.client, who)
            return self.client.post(path, typed | {"cle": cast.form_key()})

    def read(self, who, path: str) -> str:
        with time_machine.travel(NOON, tick=False):
            cast.signed_in(self.client, who)
            return self.client.get(path).content.decode()

    def begin(self, who):
        return self.send(who, self.address("beginning"))


@pytest.mark.spec("J1.AC1", "B2", "B4", "B11", "S2-42", "S2-43", "S2-72")
def test_a_partnership_begins_only_when_each_side_has_answered_settled_and_signed(client):
    nadia, nurse, karim = cast.nadia(), cast.nurse(), cast.karim()
    doing = Doing(client)

    # Nadia founds it from the example, on the side of patients with whom she works; the head nurse is asked.
    founded = doing.send(
        nadia,
        reverse("partnerships:found", args=["consultation-prioritaire"]),
        title="Consultation prioritaire",
        purpose="Ne perdre personne.",
        level="meso",
        domain="parcours",
        modes=["soutien_accompagnement", "aide_parcours", "pouvoir_agir"],
        side="lived",
        status="on_duty",
        other=nurse.memberships.get().code,
        other_status="on_duty",
        language="fr",
    )
    doing.partnership = partnership = Partnership.objects.get()
    assert founded.url == partnership.get_absolute_url()
    refused = doing.begin(nadia)
    assert refused.status_code == 403
    assert "Côté professionnels, la proposition attend une réponse\u00a0: Solène Kervella" in (
        refused.content.decode()
    )
    doing.send(nurse, doing.address("accept", build.engagement(partnership, Side.CARE).code))

    # Each answers the three questions apart; nothing begins while a side is empty, and it is named.
    doing.send(nadia, doing.address("answers"), **build.ANSWERS[Side.LIVED])
    assert (
        "Côté professionnels, les trois questions attendent leurs réponses\u00a0: Solène Kervella peut le"
        in (doing.begin(nadia).content.decode())
    )
    assert build.ANSWERS[Side.LIVED]["need"] not in doing.read(nurse, doing.address("framing"))
    doing.send(nurse, doing.address("answers"), **build.ANSWERS[Side.CARE])

    # Two differences appear side by side; they settle them.
    shown = doing.read(nurse, doing.address("framing"))
    assert all(said in shown for side in Side for said in build.ANSWERS[side].values())
    for question in (Question.NEED, Question.WISH):
        doing.send(
            nurse, doing.address("differences"), question=question, text="Nous ne le disons pas ainsi."
        )
    doing.send(nurse, doing.address("concords"), question=Question.REASON)
    for difference in Difference.objects.all():
        doing.send(nurse, doing.address("wording", difference.code), wording="Être là, et revoir vite.")
    assert "2 différences ne sont pas encore réglées" in doing.begin(nadia).content.decode()
    for difference in Difference.objects.all():
        doing.send(nadia, doing.address("agreement", difference.code), version="1")

    # A need, an objective, the first evaluation on 2 February 2027.
    doing.send(
        nadia,
        doing.address("new_need"),
        text="Personne n’attend les gens à la sortie.",
        knowledge="experientiel",
        evidence="Trois personnes du café du jeudi.",
    )
    doing.send(
        nurse,
        doing.address("new_objective"),
        text="Chacun est vu en quinze jours.",
        need=partnership.needs.get().code,
        indicator="Part des personnes vues",
        target="9 sur 10",
        due_on="2027-05-02",
        owner_lived=build.engagement(partnership, Side.LIVED).code,
        owner_care=build.engagement(partnership, Side.CARE).code,
    )
    assert Objective.objects.count() == 1
    doing.send(nurse, doing.address("first_evaluation"), due_on="2027-02-02")

    # The charter is written from the example; nothing begins while a signature is missing, and it is named.
    missing = doing.begin(nadia).content.decode()
    assert "La charte n’est pas encore écrite" in missing
    assert "évaluation n’a pas encore de date" not in missing
    doing.send(nurse, doing.address("drafting"), exemple="oui")
    charter = Charter.objects.get()
    assert charter.clauses.count() == 9
    for signer, absent in ((nurse, "Côté patients et proches"), (nadia, None)):
        signed = {"digest": digest_of(charter, charter.clauses.standing()), "read_in_full": "on"}
        doing.send(signer, doing.address("signature", "1"), **signed)
        if absent:
            page = doing.begin(nadia).content.decode()
            assert f"{absent}, il manque une signature à la charte (version 1)\u00a0: Nadia Berthier" in page
            assert not Activation.objects.exists()

    # Nothing is missing any more: it begins, once.
    assert "Nous commençons" in doing.read(nadia, partnership.get_absolute_url())
    assert doing.begin(nadia).url == partnership.get_absolute_url()
    assert Activation.objects.get().activated_by == nadia
    assert doing.begin(nurse).status_code == 403
    assert "En cours" in doing.read(nurse, partnership.get_absolute_url())
    assert karim.engagements.count() == 0
