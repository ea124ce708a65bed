"""Pages of the beginning: the list, founding, the summary and its launcher, framing, needs, the first evaluation."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.partnerships.kinds import Question, Side
from reciproque.partnerships.models import (
    Activation,
    Difference,
    Engagement,
    EvaluationRound,
    Framing,
    Hesitation,
    Hosting,
    Need,
    Objective,
    Partnership,
    PartnershipMode,
)
from reciproque.partnerships.verbs import framing
from tests import cast
from tests.builders import partnerships as build
from tests.builders import people

NOON, TODAY = cast.NOON, cast.TODAY
LIST = "/partenariats/"
MOST_QUERIES = 10
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def nurse(client):
    return cast.signed_in(client, cast.nurse())


def url(name: str, partnership, *more: str) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.code, *more])


def titles(response) -> list[str]:
    return [one.title for one in response.context["partnerships"]]


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def many(number: int, *, engaged=None) -> None:
    """So many partnerships of the CHU, in one go; somebody engaged in each when she is given."""
    host, founder = cast.chu(), cast.nurse()
    with guard.upkeep("tests"):
        rows = Partnership.objects.bulk_create(
            Partnership(
                title=f"Partenariat {n:05}",
                level="meso",
                domain="parcours",
                host=host,
                founded_at=NOON,
                founded_by=founder,
                plain=f"partenariat {n:05}",
            )
            for n in range(number)
        )
        Hosting.objects.bulk_create(Hosting(partnership=row, organisation=host) for row in rows)
        PartnershipMode.objects.bulk_create(PartnershipMode(partnership=row, mode="etp") for row in rows)
        if engaged is not None:
            Engagement.objects.bulk_create(
                Engagement(
                    partnership=row,
                    person=engaged,
                    side="care",
                    position="professional",
                    on_behalf_of=host,
                    status="on_duty",
                    proposed_at=NOON,
                    proposed_by=engaged,
                    accepted_at=NOON,
                )
                for row in rows
            )


# --- the list -------------------------------------------------------------------------------------
def test_one_sees_where_one_is_engaged_and_the_coordination_what_its_organisation_carries(client):
    build.met(title="Au CHU")
    build.found(cast.morvan(), alone=True, title="À la maison de santé")

    assert titles(cast.signed_in(client, cast.karim()).get(LIST)) == ["Au CHU"]
    assert titles(cast.signed_in(client, cast.nadia()).get(LIST)) == ["Au CHU"]
    assert titles(cast.signed_in(client, cast.morvan()).get(LIST)) == ["À la maison de santé"]
    assert titles(cast.signed_in(client, cast.lucie()).get(LIST)) == []
    assert titles(cast.signed_in(client, cast.charlie()).get(LIST)) == []
    assert titles(cast.signed_in(client, cast.ines()).get(LIST)) == []


@pytest.mark.spec("B1")
def test_words_without_accents_and_filters_in_the_address_find_partnerships_again(nurse):
    build.met(title="Épauler après l’annonce", level="micro", modes=["etp"])
    build.met(title="Chercher ensemble", domain="recherche", modes=["aide_parcours"], purpose="Épauler.")
    build.begun(title="Vivre avec la douleur", modes=["aide_parcours"])

    def found(**address):
        return titles(nurse.get(LIST, address))

    assert found() == ["Chercher ensemble", "Vivre avec la douleur", "Épauler après l’annonce"]
    assert found(q="EPAULER annonce") == ["Épauler après l’annonce"]
    assert found(q="epauler") == ["Chercher ensemble", "Épauler après l’annonce"]
    assert found(niveau="micro") == ["Épauler après l’annonce"]
    assert found(domaine="recherche") == ["Chercher ensemble"]
    assert found(mode="aide_parcours") == ["Chercher ensemble", "Vivre avec la douleur"]
    assert found(etape="en-cours") == ["Vivre avec la douleur"]
    assert found(etape="cadrage", mode="etp") == ["Épauler après l’annonce"]
    assert found(etape="termine") == []
    assert found(niveau="n’importe quoi", q="douleur") == ["Vivre avec la douleur"]


def test_an_empty_list_says_what_to_do_next_to_who_may_found_and_to_who_may_not(client):
    to_nurse = cast.signed_in(client, cast.nurse()).get(LIST).content.decode()
    to_ines = cast.signed_in(client, cast.ines()).get(LIST).content.decode()

    assert 'href="/partenariats/nouveau/"' in to_nurse
    assert 'href="/partenariats/nouveau/"' not in to_ines
    assert "portez le chapeau d’une structure" in to_ines


def test_a_search_that_finds_nothing_offers_to_show_everything(nurse):
    build.met()

    page = nurse.get(LIST, {"q": "rien de tel"}).content.decode()

    assert "ne répond à cette recherche" in page
    assert f'href="{LIST}"' in page


def test_the_part_that_htmx_asks_for_is_the_one_of_the_whole_page(nurse):
    build.met()

    whole = nurse.get(LIST, {"q": "consultation"}).content.decode()
    part = nurse.get(LIST, {"q": "consultation"}, headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<div id="results"')
    assert part.strip() in whole


@pytest.mark.parametrize("who", ["nurse", "nadia"])
def test_the_list_costs_the_same_at_one_and_at_ten_thousand(client, who):
    person = getattr(cast, who)()
    cast.signed_in(client, person)
    build.found(alone=True, title="AAA")
    at_one = queries(client, LIST)

    many(10_000, engaged=cast.nurse())

    assert queries(client, LIST) == at_one <= MOST_QUERIES
    page = client.get(LIST).context["partnerships"]
    assert (len(page), page.rows[0].title, bool(page.next)) == (30, "AAA", True)
    assert queries(client, LIST + page.next) <= MOST_QUERIES
    assert client.get(LIST + page.next).context["partnerships"].rows[0].title == "Partenariat 00029"


# --- founding -------------------------------------------------------------------------------------
def sheet(**fields) -> dict:
    return {
        "title": "Un café des patients",
        "purpose": "",
        "level": "meso",
        "domain": "parcours",
        "modes": ["soutien_accompagnement"],
        "side": "care",
        "status": "on_duty",
        "language": "fr",
        "other": "",
        "other_status": "",
        "cle": cast.form_key(),
    } | fields


@pytest.mark.spec("B11")
@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Vivre avec la douleur chronique"), ("en", "Living with chronic pain")]
)
def test_an_example_fills_the_form_in_the_readers_language(client, language, title):
    cast.signed_in(client, cast.nurse(), language=language)

    form = client.get("/partenariats/nouveau/douleur-chronique/").context["form"]

    assert (form["title"].value(), form["language"].value()) == (title, language)
    assert form["modes"].value() == ["etp", "aide_parcours", "pouvoir_agir", "amelioration_pratiques"]
    assert title in client.get("/partenariats/nouveau/").content.decode()


@pytest.mark.spec("B11")
def test_one_click_on_an_example_then_one_on_found(nurse):
    address = "/partenariats/nouveau/consultation-prioritaire/"
    shown = nurse.get(address).context["form"]
    asked = {field.name: field.value() for field in shown if field.value() is not None}

    answer = nurse.post(address, asked | {"status": "on_duty", "cle": cast.form_key()})

    partnership = Partnership.objects.get()
    assert answer.url == partnership.get_absolute_url()
    assert (partnership.title, partnership.template) == (
        "Consultation prioritaire",
        "consultation-prioritaire",
    )
    assert partnership.modes.count() == 3


def test_the_missions_of_each_mode_stand_under_it(nurse):
    page = nurse.get("/partenariats/nouveau/vierge/").content.decode()

    assert "Repérer les obstacles au parcours et au bien-être des personnes" in page
    assert page.count('name="modes"') == 7


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(nurse):
    answer = nurse.post(
        "/partenariats/nouveau/vierge/", sheet(modes=[], purpose="Une phrase à garder.", level="")
    )

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["level", "modes"]
    assert "Une phrase à garder." in answer.content.decode()
    assert not Partnership.objects.exists()


def test_looking_for_an_organisation_then_a_person_loses_nothing_and_finds_nothing_wrong(nurse):
    cast.morvan(), cast.karim()
    cast.passerelle()
    address = "/partenariats/nouveau/vierge/"
    typed = sheet(modes=[], purpose="À garder.")

    first = nurse.post(address, typed | {"chercher": "structures", "organisation_words": "passerelle"})
    assert first.status_code == 200
    assert first.context["form"].errors == {}
    assert [one.name for one in first.context["form"].fields["other_organisations"].queryset] == [
        "Passerelle Santé"
    ]
    assert "À garder." in first.content.decode()

    second = nurse.post(
        address,
        typed
        | {
            "chercher": "personnes",
            "person_words": "karim",
            "other_organisations": [cast.passerelle().code],
        },
    )
    form = second.context["form"]
    assert [label for _code, label in form.fields["other"].choices] == [
        "Karim Sow · Patient partenaire · CHU des Deux-Rives",
        "Je la nommerai plus tard",
    ]
    assert form["other_organisations"].value() == [cast.passerelle().code]
    assert not Partnership.objects.exists()


def test_whom_and_what_was_chosen_is_founded(nurse):
    seat = cast.karim().memberships.get()

    answer = nurse.post(
        "/partenariats/nouveau/vierge/",
        sheet(other=seat.code, other_status="volunteer", other_organisations=[cast.passerelle().code]),
    )

    partnership = Partnership.objects.get()
    assert answer.url == partnership.get_absolute_url()
    assert build.engagement(partnership, Side.LIVED).person == cast.karim()
    assert partnership.hostings.count() == 2


def test_a_person_who_cannot_sit_there_is_not_accepted_from_a_forged_form(nurse):
    morvan, nadia = cast.morvan().memberships.get(), cast.nadia().memberships.get()

    for seat in (morvan, nadia):
        answer = nurse.post("/partenariats/nouveau/vierge/", sheet(other=seat.code, other_status="volunteer"))
        if answer.status_code == 302:  # a coordinator may sit with patients: she is of the same organisation
            assert seat == nadia
        else:
            assert list(answer.context["form"].errors) == ["other"]


def test_a_double_click_founds_once(nurse):
    form = sheet()
    first = nurse.post("/partenariats/nouveau/vierge/", form)
    second = nurse.post("/partenariats/nouveau/vierge/", form)

    assert first.url == second.url == Partnership.objects.get().get_absolute_url()


def test_who_may_not_found_is_told_why(client):
    answer = cast.signed_in(client, cast.ines()).get("/partenariats/nouveau/")

    assert answer.status_code == 403
    assert "Une coordination fonde les partenariats de sa structure" in answer.content.decode()


# --- the sheet ------------------------------------------------------------------------------------
def test_two_people_keeping_the_sheet_the_second_is_told_and_loses_nothing(nurse):
    partnership = build.met(other_organisations=[cast.passerelle()])
    form = nurse.get(url("sheet", partnership)).context["form"]
    assert form["other_organisations"].value() == [cast.passerelle().code]
    mine = sheet(title="Mon titre", version=1, other_organisations=[cast.passerelle().code])
    nurse.post(url("sheet", partnership), mine | {"title": "Le premier titre", "cle": cast.form_key()})

    told = nurse.post(url("sheet", partnership), mine)

    assert told.status_code == 409
    assert told.context["form"].theirs == {"title": "Le premier titre"}
    assert "Mon titre" in told.content.decode()
    again = mine | {"version": told.context["form"].data["version"], "cle": cast.form_key()}
    assert nurse.post(url("sheet", partnership), again).status_code == 302
    partnership.refresh_from_db()
    assert partnership.title == "Mon titre"


# --- the summary ----------------------------------------------------------------------------------
@pytest.mark.spec("S2-72", "B2")
def test_the_launcher_names_what_is_missing_with_the_way_there(nurse):
    partnership = build.met()
    build.answered(partnership, Side.CARE)

    answer = nurse.get(partnership.get_absolute_url())

    assert [step.name for step in answer.context["steps"] if step.done] == ["people"]
    page = answer.content.decode()
    assert (
        "Côté patients et proches, les trois questions attendent leurs réponses\u00a0: Karim Sow peut le faire"
        in page
    )
    assert f'href="{url("framing", partnership)}"' in page
    assert "Nous commençons" not in page


def test_when_nothing_is_missing_the_referent_begins_in_one_click(nurse):
    partnership = build.aimed()
    build.signed(partnership)
    assert "Nous commençons" in nurse.get(partnership.get_absolute_url()).content.decode()

    key = cast.form_key()
    first = nurse.post(url("beginning", partnership), {"cle": key})
    second = nurse.post(url("beginning", partnership), {"cle": key})

    assert first.url == partnership.get_absolute_url()
    assert second.status_code == 302
    assert Activation.objects.count() == 1
    page = nurse.get(partnership.get_absolute_url())
    assert "steps" not in page.context
    assert page.context["partnership"].stage == "en-cours"


@pytest.mark.spec("J1.AC1")
def test_beginning_too_early_is_refused_with_a_page_that_lists_what_is_missing(nurse):
    partnership = build.aimed()

    answer = nurse.post(url("beginning", partnership), {"cle": cast.form_key()})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "La charte n’est pas encore écrite" in page
    assert f'href="{url("charter", partnership)}"' in page
    assert not Activation.objects.exists()


def test_a_beginning_sent_without_its_key_changes_nothing(nurse):
    partnership = build.aimed()
    build.signed(partnership)

    assert nurse.post(url("beginning", partnership), {}).status_code == 403
    assert nurse.post(url("beginning", partnership), {"cle": "n’importe quoi"}).status_code == 403
    assert not Activation.objects.exists()


@pytest.mark.parametrize("stage", ["found", "met", "framed", "aimed", "begun"])
def test_the_summary_costs_at_most_ten_queries_at_each_stage(client, stage):
    partnership = getattr(build, stage)()
    cast.signed_in(client, cast.nurse())

    assert queries(client, partnership.get_absolute_url()) <= MOST_QUERIES


# --- nobody from outside --------------------------------------------------------------------------
PAGES = (
    "partnership",
    "sheet",
    "framing",
    "answers",
    "differences",
    "hesitation",
    "needs",
    "new_need",
    "new_objective",
    "first_evaluation",
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["charlie", "ines", "lucie"])
def test_a_stranger_finds_nothing_on_any_page(client, name, who):
    partnership = build.met()
    cast.signed_in(client, getattr(cast, who)())

    there, nowhere = client.get(url(name, partnership)), client.get(f"/partenariats/ABCDEFGHJK/{name}/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert partnership.title not in there.content.decode()


@pytest.mark.parametrize("name", ["concords", "beginning", "answers", "sheet", "new_need"])
def test_a_stranger_sends_nothing(client, name):
    partnership = build.met()
    cast.signed_in(client, cast.charlie())

    assert client.post(url(name, partnership), {"cle": cast.form_key()}).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client):
    partnership = build.met()

    for address in (LIST, partnership.get_absolute_url(), "/partenariats/nouveau/"):
        assert client.get(address).status_code == 302


# --- framing --------------------------------------------------------------------------------------
@pytest.mark.spec("B2", "S2-42", "S2-43")
def test_a_side_answers_on_its_page_and_the_other_sees_that_it_did_not_what(client):
    partnership = build.met()
    karim = cast.signed_in(client, cast.karim())

    sent = karim.post(url("answers", partnership), build.ANSWERS[Side.LIVED] | {"cle": cast.form_key()})
    assert sent.url == url("framing", partnership)
    assert "Que quelqu’un soit là" in karim.get(url("framing", partnership)).content.decode()

    seen = cast.signed_in(client, cast.nurse()).get(url("framing", partnership)).content.decode()
    assert "Ce côté a répondu" in seen
    for answer in build.ANSWERS[Side.LIVED].values():
        assert answer not in seen


@pytest.mark.spec("B2")
def test_when_both_have_answered_the_answers_stand_side_by_side_under_each_question(nurse):
    partnership = build.met()
    for side in Side:
        build.answered(partnership, side)

    questions = nurse.get(url("framing", partnership)).context["questions"]

    assert [(asked.question, asked.lived, asked.care, asked.same) for asked in questions] == [
        (question, build.ANSWERS[Side.LIVED][question], build.ANSWERS[Side.CARE][question], False)
        for question in Question
    ]


@pytest.mark.spec("B2")
def test_a_difference_is_noted_worded_and_agreed_through_the_pages(client):
    partnership = build.met()
    for side in Side:
        build.answered(partnership, side)
    karim = cast.signed_in(client, cast.karim())
    karim.post(
        url("differences", partnership),
        {"question": "need", "text": "Présence ou rendez-vous.", "cle": cast.form_key()},
    )
    difference = Difference.objects.get()
    karim.post(
        url("wording", partnership, difference.code),
        {"wording": "Être là, et revoir vite.", "cle": cast.form_key()},
    )
    own = karim.get(url("framing", partnership)).content.decode()
    assert "nous le disons ensemble" not in own

    nurse = cast.signed_in(client, cast.nurse())
    assert "nous le disons ensemble" in nurse.get(url("framing", partnership)).content.decode()
    nurse.post(url("agreement", partnership, difference.code), {"version": 1, "cle": cast.form_key()})
    nurse.post(url("concords", partnership), {"question": "wish", "cle": cast.form_key()})

    difference.settlement.refresh_from_db()
    assert difference.settlement.agreed_by.person == cast.nurse()
    assert list(partnership.concords.values_list("question", flat=True)) == ["wish"]


def test_agreeing_to_a_wording_changed_meanwhile_is_told_and_shows_the_new_one(nurse):
    partnership = build.met()
    for side in Side:
        build.answered(partnership, side)
    lived = build.actor(partnership, Side.LIVED)
    difference = framing.note_difference(partnership, by=lived, at=NOON, question="need", text="Autre.")
    settlement = framing.propose_settlement(
        difference, by=build.actor(partnership, Side.LIVED), at=NOON, wording="Première."
    )
    framing.revise_settlement(
        settlement, by=build.actor(partnership, Side.LIVED), at=NOON, version=1, wording="Deuxième."
    )

    answer = nurse.post(
        url("agreement", partnership, difference.code), {"version": 1, "cle": cast.form_key()}
    )

    assert answer.status_code == 409
    assert "Quelqu’un a modifié cette page" in answer.content.decode()
    assert "Deuxième." in answer.content.decode()
    settlement.refresh_from_db()
    assert settlement.agreed_at is None


def test_a_framing_two_people_rewrite_loses_nothing(client):
    partnership = build.met()
    build.answered(partnership, Side.LIVED)
    karim = cast.signed_in(client, cast.karim())
    mine = build.ANSWERS[Side.LIVED] | {"version": 1}
    karim.post(url("answers", partnership), mine | {"need": "Un.", "cle": cast.form_key()})

    told = karim.post(url("answers", partnership), mine | {"need": "Deux.", "cle": cast.form_key()})

    assert told.status_code == 409
    assert told.context["form"].theirs == {"need": "Un."}
    assert "Deux." in told.content.decode()


def test_somebody_engaged_under_another_hat_is_told_to_change_hats(client):
    partnership = build.met(other=cast.lucie())
    cast.signed_in(client, cast.lucie(), cast.passerelle())

    page = client.get(url("framing", partnership)).content.decode()

    assert "changez de chapeau" in page
    assert url("answers", partnership) not in page
    assert client.get(url("answers", partnership)).status_code == 403


@pytest.mark.spec("S2-66")
def test_saying_one_is_not_ready_then_that_one_is(client):
    partnership = build.met()
    karim = cast.signed_in(client, cast.karim())
    karim.post(url("hesitation", partnership), {"words": "Il me faut du temps.", "cle": cast.form_key()})
    said = Hesitation.objects.get()

    coordination = cast.signed_in(client, cast.nadia())
    assert "Il me faut du temps." in coordination.get(url("framing", partnership)).content.decode()
    assert (
        coordination.post(url("lifting", partnership, said.code), {"cle": cast.form_key()}).status_code == 403
    )

    cast.signed_in(client, cast.karim()).post(
        url("lifting", partnership, said.code), {"cle": cast.form_key()}
    )
    said.refresh_from_db()
    assert said.lifted_at == NOON


def test_the_framing_page_costs_the_same_with_one_and_with_many_differences(nurse):
    partnership = build.met()
    for side in Side:
        build.answered(partnership, side)

    def note(number: int) -> None:
        for n in range(number):
            difference = framing.note_difference(
                partnership,
                by=build.actor(partnership, Side.LIVED),
                at=NOON,
                question="need",
                text=f"Différence {n}",
            )
            framing.propose_settlement(
                difference, by=build.actor(partnership, Side.LIVED), at=NOON, wording="Ensemble."
            )

    note(1)
    at_one = queries(nurse, url("framing", partnership))
    note(5)
    assert queries(nurse, url("framing", partnership)) == at_one <= MOST_QUERIES


# --- needs and objectives -------------------------------------------------------------------------
@pytest.mark.spec("B3")
def test_a_need_then_an_objective_for_it_through_the_pages(nurse):
    partnership = build.met(template="consultation-prioritaire")
    draft = nurse.get(url("new_need", partnership) + "?exemple=1").context["form"]
    assert draft["knowledge"].value() == "experientiel"

    nurse.post(
        url("new_need", partnership),
        {"text": "Personne n’attend.", "knowledge": "experientiel", "cle": cast.form_key()},
    )
    need = Need.objects.get()
    form = nurse.get(url("new_objective", partnership) + f"?besoin={need.code}").context["form"]
    assert form["need"].value() == need.code
    answer = nurse.post(
        url("new_objective", partnership),
        {
            "text": "Chacun est attendu.",
            "need": need.code,
            "indicator": "Part des personnes attendues",
            "target": "toutes",
            "due_on": "2027-02-02",
            "owner_lived": build.engagement(partnership, Side.LIVED).code,
            "owner_care": build.engagement(partnership, Side.CARE).code,
            "cle": cast.form_key(),
        },
    )

    assert answer.url == url("needs", partnership)
    assert (Objective.objects.get().need, Objective.objects.get().owner_lived.person) == (
        need,
        cast.karim(),
    )


@pytest.mark.spec("B11")
def test_the_example_one_started_from_proposes_its_needs_and_objectives_and_nothing_out_of_range(nurse):
    partnership = build.met(template="douleur-chronique")

    page = nurse.get(url("needs", partnership)).content.decode()
    assert page.count("Reprendre ce besoin") == 3
    form = nurse.get(url("new_objective", partnership) + "?exemple=0").context["form"]
    assert form["due_on"].value() == TODAY.replace(year=2027, month=8)
    for rank in ("9", "-1", "²", "x"):
        answer = nurse.get(url("new_objective", partnership), {"exemple": rank})
        assert answer.context["form"]["text"].value() is None


def test_an_objective_without_need_is_flagged(nurse):
    partnership = build.met()
    build.objective(partnership)

    assert "Objectifs sans besoin" in nurse.get(url("needs", partnership)).content.decode()


def test_an_objective_is_reached_on_its_page(nurse):
    partnership = build.met()
    objective = build.objective(partnership)

    wrong = nurse.post(
        url("reaching", partnership, objective.code),
        {"reached_on": "2026-12-24", "words": "Neuf sur dix.", "cle": cast.form_key()},
    )
    assert wrong.status_code == 422
    assert "Neuf sur dix." in wrong.content.decode()
    right = nurse.post(
        url("reaching", partnership, objective.code),
        {"reached_on": TODAY.isoformat(), "words": "Neuf sur dix.", "cle": cast.form_key()},
    )
    assert right.url == url("needs", partnership)
    objective.refresh_from_db()
    assert objective.reached_on == TODAY


def test_owners_and_needs_of_another_partnership_are_not_offered_nor_taken(nurse):
    partnership, other = build.met(), build.met(title="Un autre")
    stolen = {
        "text": "x",
        "need": build.need(other).code,
        "indicator": "x",
        "target": "x",
        "due_on": "2027-02-02",
        "owner_lived": build.engagement(other, Side.LIVED).code,
        "owner_care": build.engagement(partnership, Side.CARE).code,
        "cle": cast.form_key(),
    }

    answer = nurse.post(url("new_objective", partnership), stolen)

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["need", "owner_lived"]


def test_the_needs_page_costs_the_same_with_one_and_with_many(nurse):
    partnership = build.met()
    build.objective(partnership, need=build.need(partnership))
    at_one = queries(nurse, url("needs", partnership))

    for _n in range(5):
        build.objective(partnership, need=build.need(partnership))

    assert queries(nurse, url("needs", partnership)) == at_one <= MOST_QUERIES


# --- the first evaluation -------------------------------------------------------------------------
@pytest.mark.spec("S2-72")
def test_the_first_evaluation_is_proposed_in_three_months_and_fixed(nurse):
    partnership = build.met()
    form = nurse.get(url("first_evaluation", partnership)).context["form"]
    assert form["due_on"].value().isoformat() == "2027-02-02"

    past = nurse.post(url("first_evaluation", partnership), {"due_on": "2026-10-01", "cle": cast.form_key()})
    assert past.status_code == 422
    answer = nurse.post(
        url("first_evaluation", partnership), {"due_on": "2027-02-02", "cle": cast.form_key()}
    )

    assert answer.url == partnership.get_absolute_url()
    assert EvaluationRound.objects.get().due_on.isoformat() == "2027-02-02"


# --- every page, both languages -------------------------------------------------------------------
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_read_in_both_languages(client, language):
    partnership = build.framed(template="douleur-chronique")
    need = build.need(partnership)
    objective = build.objective(partnership, need=need)
    cast.signed_in(client, cast.nurse(), language=language)

    addresses = [
        LIST,
        "/partenariats/nouveau/",
        "/partenariats/nouveau/vierge/",
        *(url(name, partnership) for name in PAGES if name not in {"answers", "differences"}),
        url("need", partnership, need.code),
        url("objective", partnership, objective.code),
        url("reaching", partnership, objective.code),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert f'<html lang="{language}"' in answer.content.decode(), address


def test_who_has_answered_is_led_back_from_the_questions_to_the_framing(nurse):
    partnership = build.framed()

    assert nurse.get(url("answers", partnership)).url == url("framing", partnership)
    assert Framing.objects.count() == 2


def test_people_names_and_texts_are_escaped(nurse):
    partnership = build.met(title="<b>gras</b>", purpose="<script>alert(1)</script>")
    build.need(partnership, text="<img src=x>")

    for name in ("partnership", "needs"):
        page = nurse.get(url(name, partnership)).content.decode()
        assert "<b>gras</b>" not in page
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_a_partnership_of_yesterday_is_not_older_than_it_is(nurse):
    partnership = build.met(at=NOON - timedelta(days=1))

    assert "1er" in nurse.get(partnership.get_absolute_url()).content.decode()


def test_a_person_without_letters_in_common_is_not_offered(nurse):
    people.member(cast.chu(), people.person("Zoé Absente"), "partner")

    answer = nurse.post("/partenariats/nouveau/vierge/", sheet(chercher="personnes", person_words="karim"))

    assert [code for code, _label in answer.context["form"].fields["other"].choices] == [""]
