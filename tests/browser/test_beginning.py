"""A partnership's beginning in a browser: usable by everyone, and founded with or without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse

from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.verbs import framing
from tests import cast
from tests.builders import partnerships as build

from .conftest import NARROW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nurse() -> Client:
    return cast.signed_in(Client(), cast.nurse())


def compared() -> Partnership:
    """Both sides have answered; a wording of Karim's waits for the nurse, and he is not ready."""
    partnership = build.met(title="Parler du traitement autrement")
    for side in Side:
        build.answered(partnership, side)
    lived = build.actor(partnership, Side.LIVED)
    difference = framing.note_difference(
        partnership,
        by=lived,
        at=cast.NOON,
        question="need",
        text="Présence d’un côté, rendez-vous de l’autre.",
    )
    framing.propose_settlement(
        difference, by=build.actor(partnership, Side.LIVED), at=cast.NOON, wording="Être là, et revoir vite."
    )
    framing.hesitate(
        partnership, by=build.actor(partnership, Side.LIVED), at=cast.NOON, words="Il me faut du temps."
    )
    return partnership


def test_every_page_can_be_used_by_everyone_on_a_telephone_at_night(open_window, nurse):
    partnership, ready = compared(), build.aimed(template="douleur-chronique")
    build.objective(ready)
    difference, objective = partnership.differences.get(), ready.objectives.first()
    met = build.met(title="À peine réunis")
    window = open_window(width=NARROW, scheme="dark")
    window.sign_in(nurse)

    def of(one, name, *more):
        return reverse(f"partnerships:{name}", args=[one.code, *more])

    for path in (
        reverse("partnerships:list"),
        reverse("partnerships:list") + "?q=personne",
        reverse("partnerships:founding"),
        reverse("partnerships:found", args=["douleur-chronique"]),
        *(of(one, "partnership") for one in (partnership, ready, met)),
        of(ready, "sheet"),
        of(met, "framing"),
        of(partnership, "framing"),
        of(met, "answers"),
        of(partnership, "differences"),
        of(partnership, "wording", difference.code),
        of(met, "hesitation"),
        of(ready, "needs"),
        of(ready, "new_need"),
        of(ready, "need", ready.needs.get().code),
        of(ready, "new_objective"),
        of(ready, "objective", objective.code),
        of(ready, "reaching", objective.code),
        of(met, "first_evaluation"),
    ):
        assert window.visit(path).status == 200, path
        window.examine()


@pytest.mark.spec("B11", "B1")
@pytest.mark.parametrize("javascript", [True, False])
def test_one_founds_from_an_example_and_finds_the_other_side_without_losing_a_word(
    open_window, nurse, javascript
):
    cast.karim(), cast.passerelle()
    window = open_window(javascript=javascript)
    window.sign_in(nurse)
    window.visit(reverse("partnerships:found", args=["consultation-prioritaire"]))
    page = window.page

    page.fill("[name=title]", "Recevoir vite, ensemble")
    page.fill("[name=organisation_words]", "passerelle")
    page.click("button[value=structures]")
    page.get_by_label("Passerelle Santé").check()
    page.fill("[name=person_words]", "kar")
    page.click("button[value=personnes]")
    page.get_by_label("Karim Sow · Patient partenaire").check()
    page.select_option("[name=other_status]", "volunteer")
    page.select_option("[name=status]", "on_duty")
    page.get_by_role("button", name="Fonder ce partenariat").click()
    page.get_by_role("heading", name="Recevoir vite, ensemble").wait_for()

    founded = Partnership.objects.get()
    assert page.url.endswith(founded.get_absolute_url())
    assert founded.modes.count() == 3
    assert founded.hostings.count() == 2
    assert build.engagement(founded, Side.LIVED).person == cast.karim()
    assert window.complaints == []


def test_the_list_is_searched_in_place(open_window, nurse):
    build.met(title="Vivre avec la douleur")
    build.met(title="Recevoir vite")
    window = open_window()
    window.sign_in(nurse)
    window.visit(reverse("partnerships:list"))

    window.page.fill("main [name=q]", "douleur")
    window.page.click("main button[type=submit]")
    window.page.get_by_text("Recevoir vite").wait_for(state="detached")

    assert "q=douleur" in window.page.url
    assert window.page.locator("#results li > a:first-child").all_text_contents() == ["Vivre avec la douleur"]
