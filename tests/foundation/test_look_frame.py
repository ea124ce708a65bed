"""What is said again around each page: everyone gets her own, whatever the page shows."""

from __future__ import annotations

import lxml.html
import pytest
from django import forms
from django.apps import apps
from django.template import RequestContext, engines
from django.test import Client
from django.urls import reverse

from reciproque.foundation.addresses import address
from reciproque.foundation.templatetags.house import Kept
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    Kept.parts.clear()
    yield
    Kept.parts.clear()


def side(client, path="/") -> str:
    """The words of the menu and of who is signed in."""
    page = lxml.html.fromstring(client.get(path).content.decode())
    return " ".join(page.find_class("side")[0].text_content().split())


def test_each_reader_gets_her_own_frame():
    people = [cast.nadia(), cast.karim()]
    for who in people * 2:
        said = side(cast.signed_in(Client(), who))
        assert [one.name for one in people if one.name in said] == [who.name]


def test_the_frame_follows_the_language_and_the_place():
    client = cast.signed_in(Client(), cast.nadia())
    assert "Se déconnecter" in side(client)
    client.post(reverse("set_language"), {"language": "en"})
    assert "Log out" in side(client)
    here = lxml.html.fromstring(client.get("/structures/").content.decode())
    marked = here.xpath("//nav[@class='menu']//a[@aria-current='page']")
    assert {one.get("href") for one in marked} == {"/structures/"}


def test_the_frame_knows_nothing_of_what_the_page_shows(rf):
    kept = engines["django"].from_string("{% kept %}[{{ secret }}{{ actor.role }}]{% endkept %}").template
    request = rf.get("/")

    for secret in ("first", "second"):
        context = RequestContext(request, {"secret": secret, "actor": {"role": secret}})
        assert kept.render(context) == "[visitor]"


def test_without_a_reader_nothing_is_kept():
    kept = engines["django"].from_string("{% kept %}[{{ said }}]{% endkept %}")
    assert [kept.render({"said": "a"}), kept.render({"said": "b"})] == ["[a]", "[b]"]
    assert not Kept.parts


def test_only_so_many_frames_are_kept(rf, monkeypatch):
    monkeypatch.setattr(Kept, "most", 2)
    kept = engines["django"].from_string("{% kept %}x{% endkept %}").template
    for number in range(5):
        request = rf.get("/")
        request.actor_name = f"Personne {number}"
        kept.render(RequestContext(request))
    assert [shown[1] for _part, _language, shown in Kept.parts] == ["Personne 3", "Personne 4"]


def test_the_hat_and_the_way_out_are_sent_with_a_token_from_the_menu():
    page = lxml.html.fromstring(cast.signed_in(Client(), cast.nadia()).get("/").content.decode())
    (menu,) = page.xpath("//form[@id='menu']")
    assert menu.xpath(".//input[@name='csrfmiddlewaretoken']/@value")
    out = page.xpath("//button[@form='menu']")
    assert reverse("account_logout") in {one.get("formaction") for one in out}


# --- addresses and choices ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("view", "parts"),
    [
        ("people:person", ("ABCDEFGHJK",)),
        ("people:person", ("ZZZZZZZZZZ",)),
        ("partnerships:round", ("ABCDEFGHJK", 12)),
        ("partnerships:round", ("7777777777", 7_777_777)),
        ("partnerships:engagement", ("ABCDEFGHJK", "KJHGFEDCBA")),
        ("people:people", ()),
    ],
)
def test_an_address_is_the_one_django_writes(view, parts):
    for _again in range(2):
        assert address(view, *parts) == reverse(view, args=parts)


def test_every_row_with_a_page_has_an_address():
    paged = [model for model in apps.get_models() if "get_absolute_url" in vars(model)]
    assert len(paged) >= 10


class Chosen(forms.Form):
    one = forms.ChoiceField(
        choices=[("", "Tous"), ("a", "<b>"), ("Groupe", [("c", "C"), ("d", "D")])], required=False
    )


def test_a_list_of_choices_offers_what_django_offers():
    chosen = lxml.html.fromstring(str(Chosen({"one": "d"})["one"]))
    assert [(o.get("value"), o.text, o.get("selected")) for o in chosen.iter("option")] == [
        ("", "Tous", None),
        ("a", "<b>", None),
        ("c", "C", None),
        ("d", "D", "selected"),
    ]
    assert [group.get("label") for group in chosen.iter("optgroup")] == ["Groupe"]
    assert chosen.get("name") == "one"
