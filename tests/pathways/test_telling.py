"""A pathway is told in one language, for the reader's circumstances, plainly, and neutrally when it is asked."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError

from reciproque.pathways import verbs
from reciproque.pathways.kinds import LANGUAGES, Side
from reciproque.pathways.queries import current_version, language_for, languages_of, steps_of
from reciproque.pathways.queries.contents import STEP_WORDS, content_of
from reciproque.pathways.queries.telling import as_document, authors_of, telling
from reciproque.pathways.rules.content import as_file
from reciproque.pathways.rules.files import content_of_file
from reciproque.pathways.rules.neutral import telling_words, without_telling
from reciproque.pathways.rules.plain_words import measure
from reciproque.pathways.rules.shipped import all_shipped
from tests import cast
from tests.builders import pathways as build
from tests.cast import NOON, TODAY

PLACES = ("what", "who", "where", "why", "bring")


def texts_of(content, language):
    said = [content.wording[language].aim, content.wording[language].lost]
    said += [getattr(step.texts[language], name) for step in content.steps for name in PLACES]
    return said + [one.words for variant in content.variants for one in variant.texts[language]]


# --- what is shipped ----------------------------------------------------------------------------------
@pytest.mark.spec("D1", "J6.AC1")
@pytest.mark.parametrize("name", ["consultation-prioritaire-hepatites", "mediation-en-sante"])
def test_what_is_shipped_is_whole_in_three_languages_and_plain(name):
    content = all_shipped()[name]

    assert all(set(one.texts) == {"fr", "facile", "en"} for one in (*content.steps, *content.variants))
    assert (len(content.steps), len(content.variants)) == (7, 4)
    assert all(measure(texts_of(content, language)).is_plain for language in ("fr", "facile", "en"))
    steps = [getattr(step.texts["facile"], place) for step in content.steps for place in PLACES]
    assert measure(steps).long == ()


@pytest.mark.parametrize("name", ["consultation-prioritaire-hepatites", "mediation-en-sante"])
def test_what_is_shipped_names_no_illness_but_in_its_title(name):
    content = all_shipped()[name]
    condition = " ".join(one.condition for one in content.wording.values())

    said = [text for language in ("fr", "facile", "en") for text in texts_of(content, language)]
    said += [text.neutral for step in content.steps for text in step.texts.values()]

    assert [word for text in said for word in telling_words(text, condition)] == []


def test_sentences_are_measured_and_long_ones_pointed_at():
    short = "On vous attend. Venez comme vous êtes."
    long = "Vous vous présentez au secrétariat du deuxième étage avec les papiers que l’on vous aura demandés avant."

    found = measure([short, long])

    assert (found.sentences, found.words, found.long) == (3, 7 + 17, (long,))
    assert (measure([short]).average, measure([]).average) == (3.5, 0)
    assert (measure([long]).is_plain, measure([short, long]).is_plain) == (False, True)


# --- one language -------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.spec("D1", "D8")
def test_a_page_is_never_in_two_languages_one_missing_step_and_all_of_it_is_in_another():
    pathway = build.adopted()
    version = build.draft(pathway)
    added = verbs.add_language(version, by=cast.actor_of(cast.karim()), at=NOON, language="snk")
    step = version.steps.first()
    words = dict.fromkeys(STEP_WORDS, "") | {"name": "Kooma", "neutral": "Kooma", "what": "An da…"}
    verbs.revise_step(
        step, by=cast.actor_of(cast.karim()), at=NOON, version=step.version, language="snk", **words
    )

    told = telling(build.draft(pathway), wanted="snk", on=TODAY)

    assert added.language == "snk"
    assert (told.fell_back, told.language.code, {one.language for one, _days in told.steps}) == (
        True,
        "fr",
        {"fr"},
    )
    assert [one.code for one in languages_of(build.draft(pathway))] == ["fr", "facile", "en"]
    assert language_for(build.draft(pathway), "en") == LANGUAGES["en"]


@pytest.mark.django_db
def test_a_language_that_lacks_one_variant_is_not_whole():
    pathway = build.adopted()
    step = build.draft(pathway).steps.all()[0]
    verbs.vary(
        step,
        by=cast.actor_of(cast.karim()),
        at=NOON,
        kind="nuit",
        language="fr",
        part="where",
        words="Le soir aussi.",
    )

    assert [one.code for one in languages_of(build.draft(pathway))] == ["fr"]


# --- circumstances ------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.spec("D1", "D8")
def test_who_has_no_papers_reads_other_words_in_the_place_of_the_usual_ones():
    version = current_version(build.published())

    usual, hers = (steps_of(version, "fr", chosen)[2] for chosen in ((), ("sans-papiers",)))

    assert usual.bring.startswith("Votre carte Vitale")
    assert hers.bring.startswith("Rien. On vous reçoit sans carte Vitale et sans papiers.")
    assert "Si vous n’avez pas de papiers" in [one.when for one in usual.asides]
    assert "Si vous n’avez pas de papiers" not in [one.when for one in hers.asides]


@pytest.mark.django_db
def test_words_for_some_people_are_added_after_the_usual_ones_when_they_do_not_replace_them():
    version = current_version(build.published())

    where = steps_of(version, "fr", ("nuit",))[2].where

    assert where.split("\n")[0].startswith("À l’hôpital.")
    assert where.split("\n")[1].startswith("Dites que vous travaillez la nuit")


@pytest.mark.django_db
def test_a_house_has_circumstances_of_its_own_said_in_its_words():
    pathway = build.adopted()
    step = build.draft(pathway).steps.first()
    how = {"at": NOON, "kind": "autre", "language": "fr", "part": "where", "words": "Il attend à l’accueil."}
    with pytest.raises(ValidationError):
        verbs.vary(step, by=cast.actor_of(cast.karim()), **how)
    verbs.vary(step, by=cast.actor_of(cast.karim()), when="Si vous venez avec un chien", **how)
    version = build.draft(pathway)
    own = version.variants.get(kind="autre")

    assert [one.when for one in steps_of(version, "fr")[0].asides] == ["Si vous venez avec un chien"]
    assert steps_of(version, "fr", [own.code])[0].where.endswith("Il attend à l’accueil.")

    verbs.vary(step, by=cast.actor_of(cast.karim()), at=NOON, kind=own.code, language="fr", words="")
    assert not build.draft(pathway).variants.filter(kind="autre").exists()


# --- neutral ------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.spec("S2-46", "J1.AC3")
def test_a_neutral_paper_says_neither_the_illness_nor_the_service_nor_the_house():
    pathway = build.adopted()
    version = build.draft(pathway)
    build.rewritten(version.steps.all()[2], cast.karim(), where="En hépatologie. Porte B.")
    verbs.credit(version, by=cast.actor_of(cast.karim()), at=NOON, name="Awa", side=Side.LIVED)
    build.publish(pathway)
    version = current_version(pathway)

    told = telling(version, wanted="fr", on=TODAY, neutral=True)
    paper = json.dumps(as_document(told, authors_of(version)), ensure_ascii=False).lower() + told.title

    for word in ("hépat", "hepat", "chu des", "awa", "karim"):
        assert word not in paper
    assert (told.title, told.left_out, told.steps[2][0].where) == ("Mes rendez-vous", 1, "Porte B.")
    assert told.steps[2][0].name == "Rendez-vous médical"


def test_known_words_of_illness_are_found_whatever_their_accents_and_no_others():
    assert telling_words("Le service d’Hépatologie") == ["Hépatologie"]
    assert telling_words("HIV, ou le SIDA") == ["HIV", "SIDA"]
    assert telling_words("Registre, liste et visite à midi") == []
    assert without_telling("Le VIH se soigne. Venez.\nPorte B.") == ("Venez.\nPorte B.", 1)


# --- files --------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_what_is_exported_is_read_back_the_same():
    content = content_of(current_version(build.published()))

    assert content_of_file(json.loads(json.dumps(as_file(content)))) == content


def test_each_thing_wrong_in_a_file_is_told_at_its_place():
    told = as_file(all_shipped()["mediation-en-sante"])
    told["steps"][2]["kind"] = "magie"
    told["steps"][3]["texts"]["fr"]["what"] = ""
    told["steps"][4]["days"] = "quinze"
    told["wording"]["xx"] = {}
    told["couleur"] = "bleu"

    with pytest.raises(ValidationError) as wrong:
        content_of_file(told)

    said = "\n".join(wrong.value.messages).replace("\u00a0", " ")
    for words in (
        "étape 3, genre : « magie » n’est pas un code connu.",
        "étape 4, français : « what » manque.",
        "étape 5, « days » : un nombre entier de 1 à 730 est attendu.",
        "la langue « xx » n’est pas connue ici.",
        "« couleur » n’est pas un nom connu.",
    ):
        assert words in said


@pytest.mark.parametrize(
    "told",
    [None, [], {}, {"format": "autre"}, {"format": "reciproque-parcours-1"}, {"format": "reciproque-parcours-1",
     "language": ["fr"], "wording": 3, "steps": {"a": 1}, "variants": [None]}],
)  # fmt: skip
def test_a_file_that_is_no_pathway_is_told_so_in_words(told):
    with pytest.raises(ValidationError):
        content_of_file(told)
