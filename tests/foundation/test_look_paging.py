"""Lists a page at a time: nothing skipped, nothing twice, whatever is added meanwhile."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from reciproque.foundation.paging import Page, paged
from reciproque.people.models import Organisation
from tests.builders.people import organisation

NAMES = ["Atlas", "Passerelle", "Passerelle", "Passerelle", "Rives", "UTEP", "Val-d’Oust"]
"""Three of one name: the code alone tells them apart."""


def at(address: str, *, by: tuple[str, ...] = ("name", "code"), size: int = 3) -> Page[Organisation]:
    return paged(RequestFactory().get(f"/{address}"), Organisation.objects.all(), by=by, size=size)


@pytest.fixture
def seven(db):
    return [organisation(name) for name in NAMES]


def test_a_list_that_fits_has_no_other_page(seven):
    page = at("", size=7)

    assert (len(page), page.previous, page.next) == (7, "", "")


@pytest.mark.parametrize("by", [("name", "code"), ("-name", "code"), ("-name", "-code"), ("code",)])
def test_walking_forward_then_back_meets_every_row_once_in_order(seven, by):
    whole = list(Organisation.objects.order_by(*by))

    first = at("", by=by)
    second = at(first.next, by=by)
    third = at(second.next, by=by)
    back = at(third.previous, by=by)
    start = at(back.previous, by=by)

    assert [*first, *second, *third] == whole
    assert (third.next, start.previous) == ("", "")
    assert (back.rows, start.rows) == (second.rows, first.rows)


def test_a_row_added_meanwhile_moves_nothing(seven):
    first = at("")
    organisation("Aaa")

    assert [row.name for row in at(first.next)] == ["Passerelle", "Rives", "UTEP"]


def test_the_search_is_kept_from_page_to_page(seven):
    following = QueryDict(at("?q=sant%C3%A9&apres=rien").next[1:])

    assert following["q"] == "santé"
    assert list(following) == ["q", "apres"]


@pytest.mark.parametrize(
    "address", ["?apres=rien", "?apres=W10=", "?avant=e30=", "?apres=", "?avant=%00", "?apres=WzEsMiwzXQ=="]
)
def test_an_address_that_cannot_be_read_shows_the_first_page(seven, address):
    page = at(address)

    assert (page.rows, page.previous) == (at("").rows, "")


def test_a_page_costs_one_query_however_long_the_list(seven, django_assert_num_queries):
    with django_assert_num_queries(1):
        at("")
