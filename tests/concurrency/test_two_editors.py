"""Two people change the same page: one is kept, the other is told, keeps her text and reads what stands now."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from reciproque.foundation import guard
from reciproque.foundation.verbs import Stale, rewrite
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Organisation
from tests import cast
from tests.builders import partnerships

from .racing import same_browser, together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, EDITORS = 50, 4


def test_the_second_of_two_editors_is_told_and_keeps_her_text():
    partnership = partnerships.met()
    karim = partnerships.engagement(partnership, Side.LIVED)
    page = reverse("partnerships:role", args=[partnership.code, karim.code])
    read = karim.version
    texts = ["Accueillir, écrivit Karim", "Accompagner, écrivit la cadre"]
    browsers = [same_browser(cast.signed_in(Client(), who)) for who in (cast.karim(), cast.nurse())]

    answers = together(
        *(
            lambda browser=browser, text=text: browser.post(
                page, {"does": text, "version": read, "cle": cast.form_key()}
            )
            for browser, text in zip(browsers, texts, strict=True)
        ),
        before="engagement",
    )

    karim.refresh_from_db()
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost, mine = next((a, t) for a, t in zip(answers, texts, strict=True) if a.status_code == 409)
    assert (karim.does != mine, karim.does in texts, karim.version) == (True, True, read + 1)
    assert escape(mine) in lost.content.decode()
    assert escape(karim.does) in lost.content.decode()
    assert f'name="version" value="{read + 1}"' in lost.content.decode()


def test_no_rewriting_is_lost_silently_however_many_write_at_once():
    with guard.upkeep("test"):
        bakery = Organisation.objects.create(name="Four banal", kind="other")

    def write(name: str, version: int) -> str:
        with guard.upkeep("test"):
            return rewrite(Organisation.objects.get(pk=bakery.pk), version=version, name=name).name

    for version in range(1, ROUNDS + 1):
        outcomes = together(
            *(lambda n=n, v=version: write(f"{v}.{n}", v) for n in range(EDITORS)), before="organisation"
        )
        kept = [name for name in outcomes if isinstance(name, str)]
        bakery.refresh_from_db()
        assert kept == [bakery.name]
        assert [type(problem) for problem in outcomes if problem not in kept] == [Stale] * (EDITORS - 1)
    assert bakery.version == ROUNDS + 1


def test_saving_what_was_read_would_lose_the_other_text():
    """The negative control: read, change, save, as without a version."""
    partnership = partnerships.found()

    def naive(purpose: str) -> bool:
        with guard.upkeep("naive"):
            row = Partnership.objects.get(pk=partnership.pk)
            row.purpose = purpose
            row.save()
            return True

    told = together(lambda: naive("un"), lambda: naive("deux"), before="partnership")

    assert told == [True, True]
