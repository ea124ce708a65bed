"""The demonstration in English: whoever reads it meets no French, and the tour finds its way in both languages."""

from __future__ import annotations

from io import StringIO

import polib
import pytest
from django.apps import apps
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import override

from reciproque.foundation import clock
from reciproque.partnerships.models import Partnership
from reciproque.pathways.models import StepText, VariantText, Wording
from reciproque.pathways.rules.shipped import all_shipped
from reciproque.people.models import Organisation, Person
from reciproque.people.queries import demo_people
from reciproque.titles.models import Title
from reciproque.web.demonstration import furnish
from reciproque.web.demonstration.directory import COMMUNES
from reciproque.web.demonstration.people import NAMES
from reciproque.web.management.commands.demo import Command
from reciproque.web.queries import tour_of
from tests.builders.people import installation
from tests.catalogue import ENGLISH

FOR_MACHINES = {
    "code",
    "public_code",
    *("digest", "given_digest", "own_digest", "kept_for"),
    *("document", "public", "sealed", "told"),  # of what is signed
    "zone",
    "template",
    "mission",
    "password",
    "username",
    "plain",
    "letter",
    "value",  # of a word picked
    *("about", "given", "reference"),  # codes of other rows
    *("task", "currency"),
    *("families", "languages"),  # codes between bars
    *("phone", "postcodes", "answers_to"),
    *("shipped", "delay"),  # names of files and of parameters
    "how",  # numbers put into sentences of the catalogue
}
"""Columns nobody reads as a sentence."""
PROPER = {name for name, _username in NAMES.values()} | {
    *(name for _number, name, *_place in COMMUNES),
    *(
        "CHU des Deux-Rives",
        "Passerelle Santé",
        "MSP du Val-d’Oust",
        "UTEP des Deux-Rives",
        "Atlas-Partenariat",
    ),
    *("ARS Région Démo", "Deux-Rives", "Val-d’Oust", "UTEP", "ARS", "Réciproque", "N-DEMO-0001", "Yvette"),
}


TOLD_IN_SEVERAL = (Wording, StepText, VariantText)
"""A pathway is told in several languages, whatever the world's; what it says it tells in English is English."""


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        installation()
        furnish(now=clock.now(), language="en")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(furnished, db, settings):
    settings.DEMO = True


def read_by_people(field: models.Field) -> bool:
    typed = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    return typed and field.name not in FOR_MACHINES


def rows_of_the_world() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("reciproque.")
        and model._meta.app_label != "foundation"
        and model is not Title  # each title carries its words in both languages
    ]


def shipped_in_english() -> set[str]:
    """What the pathways shipped say under « en »."""
    words = []
    for content in all_shipped().values():
        words += [content.wording["en"], *(step.texts["en"] for step in content.steps)]
        words += [one for variant in content.variants for one in variant.texts["en"]]
    return {text for one in words for text in vars(one).values() if isinstance(text, str)}


@pytest.mark.spec("J0")
def test_all_that_is_written_in_the_english_world_is_english(demo):
    english = {entry.msgstr for entry in polib.pofile(str(ENGLISH))} | PROPER | shipped_in_english()
    foreign = []
    for model in rows_of_the_world():
        rows = model._default_manager.all()
        if model in TOLD_IN_SEVERAL:
            rows = rows.filter(language="en")
        for field in filter(read_by_people, model._meta.fields):
            said = rows.values_list(field.attname, flat=True)
            parts = {part for text in said if text for part in text.split(" · ")}
            foreign += [
                f"{model._meta.label}.{field.name}: {part}" for part in parts - english if not part.isdigit()
            ]

    assert foreign == []


@pytest.mark.spec("J0")
def test_each_row_that_says_its_language_says_this_one(demo):
    said = {
        model._meta.label: set(model._default_manager.values_list("language", flat=True))
        for model in rows_of_the_world()
        if any(field.name == "language" for field in model._meta.fields) and model not in TOLD_IN_SEVERAL
    }

    assert {label: languages for label, languages in said.items() if languages} == {
        "people.Person": {"en"},
        "partnerships.Partnership": {"en"},
        "partnerships.Charter": {"en"},
        "partnerships.Intervention": {"en"},
        "beginnings.Call": {"en"},
        "voices.Voice": {"en"},
        "missions.Mission": {"en"},
        "pathways.Version": {"en"},
        "feeds.Feed": {"en"},
    }


@pytest.mark.spec("J0")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_tour_of_the_english_world_leads_somewhere_in_both_languages(demo, client, language):
    with override(language):
        stops = tour_of(demo_people())
        told = [stop.to_try() for stop in stops]

    assert len(stops) == 9
    assert [stop.title for stop in stops if stop.title] == [
        *("A patients’ café", "A patients’ café", "Priority consultation", "Priority consultation"),
        *("Priority consultation", "Living with chronic pain"),
    ]
    assert "A patients’ café" in told[1]
    assert told[1] in client.get(reverse("web:tour"), headers={"accept-language": language}).content.decode()
    for stop in stops:
        client.post(reverse("people:demo_enter", args=[stop.person.code]), {"next": stop.url})
        assert client.get(stop.url, headers={"accept-language": language}).status_code == 200, stop.url


@pytest.mark.spec("J0")
def test_a_charter_of_the_english_world_is_read_in_english(demo, client):
    partnership = Partnership.objects.get(title="Priority consultation")
    person = Person.objects.get(account__username="malik")
    client.post(reverse("people:demo_enter", args=[person.code]))

    page = client.get(
        reverse("partnerships:charter", args=[partnership.code]), headers={"accept-language": "en"}
    ).content.decode()

    assert "Volunteers welcome and explain; the team gives care; the coordination keeps the dates." in page
    assert "bénévoles" not in page


@pytest.mark.spec("J0")
@pytest.mark.parametrize(
    ("language", "quoted", "share"),
    [
        ("en", "“Someone asked me what I wanted. It was the first time.”", "67%</dd>"),
        ("fr", "«\u00a0Someone asked me what I wanted. It was the first time.\u00a0»", "67\u00a0%</dd>"),
    ],
)
def test_quotes_and_percents_are_set_as_the_reader_s_language_prints_them(
    demo, client, language, quoted, share
):
    person = Person.objects.get(account__username="nadia")
    client.post(reverse("people:demo_enter", args=[person.code]))

    page = client.get("/", headers={"accept-language": language}).content.decode()

    assert quoted in page
    assert share in page


@pytest.mark.parametrize(
    ("terminal", "language"), [("en_GB.UTF-8", "en"), ("fr_FR.UTF-8", "fr"), ("C.UTF-8", "fr"), ("", "fr")]
)
def test_the_world_is_in_the_language_of_the_terminal_unless_asked(monkeypatch, terminal, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", terminal)
    parser = Command().create_parser("reciproque", "demo")

    assert parser.parse_args([]).language == language
    assert parser.parse_args(["--language", "en"]).language == "en"
    assert parser.parse_args(["--language", "fr"]).language == "fr"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("en", ""),
        ("fr", "La démonstration déjà prête est dans l’autre langue. Pour la refaire, effacez {data}.\n"),
    ],
)
def test_a_world_that_is_there_already_is_not_told_again_in_another_language(demo, settings, asked, told):
    out = StringIO()

    with override(asked):
        Command(stdout=out).make_ready(asked)

    assert out.getvalue() == told.format(data=settings.DATA)
    assert Organisation.objects.count() == 6
    assert set(Partnership.objects.values_list("language", flat=True)) == {"en"}
