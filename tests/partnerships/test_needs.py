"""A need says who spoke by a position and from which source; an objective says in words what it still lacks."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reciproque.partnerships.kinds import Side, Source, Speaker
from reciproque.partnerships.models import Need
from reciproque.partnerships.rules.needs import Aim, lacks, named_in
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.partnerships.verbs import objectives
from tests import cast
from tests.builders import interventions
from tests.builders import partnerships as build

NOON = cast.NOON
pytestmark = pytest.mark.django_db
SAID = {
    "text": "On ne sait pas qui appeler le soir.",
    "knowledge": "experientiel",
    "said_by": Speaker.RELATIVE,
    "source": Source.COMPLAINT,
    "evidence": "Trois lettres reçues en septembre.",
}


@pytest.fixture
def partnership():
    return build.met()


def page(client, partnership) -> str:
    return client.get(reverse("partnerships:needs", args=[partnership.code])).content.decode()


@pytest.mark.parametrize("said", ["KARIM SOW l’a dit.", "Dit par karim sow", "vu avec Kârim Sow, mardi"])
def test_a_name_is_found_whatever_its_case_and_accents(said):
    assert named_in(said, ["Solène Kervella", "Karim Sow"]) == "Karim Sow"


def test_a_longer_word_is_not_a_name():
    assert named_in("karim sowa, un village", ["Karim Sow"]) is None


def test_what_an_objective_lacks_is_said_and_a_whole_one_lacks_nothing():
    assert lacks(Aim(True, True, True, True)) == []
    assert len(lacks(Aim(False, False, False, False))) == 4


@pytest.mark.spec("B3", "S1-03")
def test_a_need_is_read_with_who_said_it_from_which_source_and_which_knowledge(client, partnership):
    karim = cast.signed_in(client, cast.karim())

    karim.post(reverse("partnerships:new_need", args=[partnership.code]), SAID | {"cle": cast.form_key()})

    need = Need.objects.get()
    assert {name: getattr(need, name) for name in SAID} == SAID
    read = page(karim, partnership)
    for words in ("Un proche ou un aidant", "Une plainte ou une réclamation", "Trois lettres reçues"):
        assert words in read
    assert read.index("Savoir expérientiel") < read.index(need.text) < read.index("Savoir professionnel")


@pytest.mark.spec("B3")
def test_a_need_that_names_someone_is_refused_beside_the_field_and_nothing_typed_is_lost(client, partnership):
    karim = cast.signed_in(client, cast.karim())
    named = SAID | {"evidence": "Solène Kervella l’a vu trois fois.", "cle": cast.form_key()}

    answer = karim.post(reverse("partnerships:new_need", args=[partnership.code]), named)

    form = answer.context["form"]
    assert (answer.status_code, Need.objects.count()) == (422, 0)
    assert form.errors == {"evidence": ["N’écrivez pas le nom de Solène Kervella : dites sa position."]}
    assert {name: form[name].value() for name in SAID} == {name: named[name] for name in SAID}


def test_a_name_is_refused_when_a_need_is_said_again(partnership):
    need = build.need(partnership)

    with pytest.raises(ValidationError) as refused:
        objectives.revise_need(
            need,
            by=build.actor(partnership, Side.CARE),
            at=NOON,
            version=1,
            **SAID | {"text": "Pour Karim Sow."},
        )

    assert list(refused.value.message_dict) == ["text"]


@pytest.mark.spec("B3")
def test_an_objective_without_need_or_starting_point_says_so_in_words(client, partnership):
    build.objective(partnership, text="Sans rien.", baseline="")

    read = page(cast.signed_in(client, cast.karim()), partnership)

    assert "Aucun besoin noté n’y mène" in read
    assert "Le point de départ n’est pas dit" in read


def test_a_whole_objective_is_flagged_for_nothing(client, partnership):
    build.objective(partnership, need=build.need(partnership))

    read = page(cast.signed_in(client, cast.karim()), partnership)

    assert "n’y mène" not in read
    assert "point de départ" not in read
    assert "n’y veille" not in read


@pytest.mark.spec("B3")
def test_an_objective_whose_owner_left_says_that_nobody_watches_over_it_on_that_side(client, partnership):
    lucie = interventions.engaged(partnership, cast.lucie())
    build.objective(partnership, need=build.need(partnership), owner_lived=lucie)

    engaging.leave(lucie, by=build.actor_for(lucie), at=NOON)

    read = page(cast.signed_in(client, cast.karim()), partnership)
    assert "Plus personne n’y veille côté patients" in read
    assert "n’y veille côté professionnels" not in read
