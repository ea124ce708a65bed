"""Pages that say no: in the house's look, in both languages, even when the database is gone."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import RequestFactory
from django.utils import translation

from reciproque.foundation import web
from reciproque.foundation.actor import VISITOR
from reciproque.foundation.policy import Refused
from reciproque.foundation.requirements import Reason, Unmet, Verdict


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/nulle-part/")
    request.actor = VISITOR
    return request


def heading(response) -> str:
    return re.search(r"<h1>(.*?)</h1>", response.content.decode()).group(1)


def test_the_page_of_a_breakdown_needs_neither_database_nor_session(rf):
    response = web.broken(rf.get("/"))

    assert (response.status_code, heading(response)) == (500, "Quelque chose s’est cassé")
    assert "<form" not in response.content.decode()


def test_a_missing_page_and_a_hidden_one_say_the_same(request_):
    response = web.not_found(request_)

    assert (response.status_code, heading(response)) == (404, "Page introuvable")


def test_what_cannot_be_read_and_what_is_too_heavy_are_told_apart(request_):
    unreadable, heavy = web.bad_request(request_), web.bad_request(request_, RequestDataTooBig())

    assert [(r.status_code, heading(r)) for r in (unreadable, heavy)] == [
        (400, "Demande illisible"),
        (413, "Trop lourd"),
    ]


def test_a_refusal_says_its_reason(request_):
    response = web.forbidden(request_, Refused("La charte est déjà signée."))

    assert response.status_code == 403
    assert "<p>La charte est déjà signée.</p>" in response.content.decode()


def test_a_gate_lists_what_is_missing_with_the_way_to_it(request_):
    missing = (Reason(False, "La signature du côté professionnels", "/charte/"), Reason(True, "Le cadre"))

    said = web.forbidden(request_, Unmet(Verdict("activate", None, missing))).content.decode()

    assert '<a href="/charte/">La signature du côté professionnels</a>' in said
    assert "Le cadre" not in said


def test_a_refusal_is_written_in_the_reader_s_language(rf):
    with translation.override("en"):
        assert '<html lang="en">' in web.broken(rf.get("/")).content.decode()
