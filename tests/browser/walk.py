"""Walks the product as its readers do: from the home, link after link, each page read as it was sent."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from reciproque.foundation import clock
from reciproque.people.models import Person
from reciproque.people.queries import hats_of
from tests import cast

OBJECTS = 3
"""How many objects of one address a reader opens: a partnership that begins is not one that lives."""
DATA = "application/json"
"""A script of this type is read, never run."""


@dataclass(frozen=True)
class Reader:
    """Somebody of the demonstration under one of her hats; nobody when she has no name."""

    name: str = ""
    hat: str = ""

    def client(self, language: str = "fr") -> Client:
        client = Client(headers={"accept-language": language})
        if not self.name:
            return client
        person = Person.objects.get(account__username=self.name)
        worn = [hat.code for hat in hats_of(person, on=clock.today()) if self.hat in (hat.role, hat.label)]
        return cast.signed_in(client, person, worn[0], language=language)


class Markup(HTMLParser):
    """What a page leads to, what it is made of, and what a content policy would have to be loosened for."""

    def __init__(self, html: str):
        super().__init__()
        self.links: list[str] = []
        self.made_of: set[tuple] = set()
        self.inline: list[str] = []
        self.forms: list[dict[str, Any]] = []
        self.dead: list[str] = []
        self.first: dict[str, str] = {}
        self.targets: set[tuple] = set()
        self.sent_from_afar: set[str] = set()
        self._open: dict[str, Any] | None = None
        self.feed(html)
        for form in self.forms:
            form["sends"] = form["sends"] or form["id"] in self.sent_from_afar

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.targets.add((tag, given.get("id", ""), given.get("tabindex", "")))
        self.made_of.add((tag, *(given.get(name, "") for name in ("class", "type", "role"))))
        self._look_for_inline(tag, given)
        self._look_at_forms(tag, given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
            self.first = self.first or given

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _look_for_inline(self, tag: str, given: dict[str, str]) -> None:
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.inline += [f"{tag} {value}" for value in given.values() if value.startswith("javascript:")]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != DATA):
            self.inline.append(tag)

    def _look_at_forms(self, tag: str, given: dict[str, str]) -> None:
        """Forms and the buttons that send them; what does nothing where no script runs is dead."""
        if tag == "button" and "form" in given:
            self.sent_from_afar.add(given["form"])
        if tag == "form":
            self._open = {"method": given.get("method", "get"), "action": given.get("action", "")}
            self._open |= {"fields": set(), "sends": False, "id": given.get("id", "")}
            self.forms.append(self._open)
            if self._open["method"] == "get":
                self.links.append(self._open["action"])
        elif tag in ("input", "button", "select", "textarea") and self._open is not None:
            self._open["fields"].add(given.get("name", ""))
            sends = given.get("type", "submit" if tag == "button" else "text") in ("submit", "image")
            self._open["sends"] = self._open["sends"] or sends
        elif tag == "button" and not {"popovertarget", "form", "hidden"} & set(given):
            self.dead.append(str(given))
        elif tag not in ("a", "form", "button", "input") and any(name.endswith("hx-get") for name in given):
            self.dead.append(f"{tag} {given}")


@dataclass(eq=False)
class Opened:
    """A page as it was answered to a reader. `sight` names its address without the object it speaks of."""

    reader: Reader
    path: str
    sight: str
    response: HttpResponse
    markup: Markup | None = None

    def __post_init__(self) -> None:
        if self.response.streaming:
            self.response.close()
        elif self.response.headers.get("Content-Type", "").startswith("text/html"):
            self.markup = Markup(self.response.content.decode())

    @property
    def is_page(self) -> bool:
        return self.markup is not None and self.response.status_code == 200

    def __str__(self) -> str:
        return f"{self.path} ({self.reader.name or 'visitor'}, {self.reader.hat})"


@dataclass
class Walk:
    """Everything the readers opened, in order."""

    opened: list[Opened] = field(default_factory=list)
    objects: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def pages(self) -> list[Opened]:
        return [one for one in self.opened if one.is_page]

    def by(self, reader: Reader, *, start: Iterable[str] = ("/",)) -> None:
        """From her home, every link that leads inside, a few objects for each address."""
        client, known, met = reader.client(), set(), set()
        ahead = deque(start)
        while ahead:
            path = ahead.popleft()
            address = urlsplit(path).path
            if address in known:
                continue
            known.add(address)
            sight = resolve(address).view_name
            if sight in met and (address in self.objects[sight] or len(self.objects[sight]) >= OBJECTS):
                continue
            met.add(sight)
            self.objects[sight].add(address)
            one = Opened(reader, path, sight, client.get(path))
            self.opened.append(one)
            ahead.extend(_within(path, one))

    def worth_seeing(self) -> list[Opened]:
        """One page of each address, the richest, and each other page that holds what none of these does."""
        chosen: list[Opened] = []
        sights: set[str] = set()
        shown: set[tuple] = set()
        for one in sorted(self.pages, key=lambda page: -len(page.markup.made_of)):
            if one.sight not in sights:
                chosen.append(one)
                sights.add(one.sight)
                shown |= one.markup.made_of
        for one in self.pages:
            if one.markup.made_of - shown:
                chosen.append(one)
                shown |= one.markup.made_of
        return sorted(chosen, key=self.opened.index)


def _within(path: str, one: Opened) -> list[str]:
    """Where a page leads inside the product: its links, or where it sends on."""
    led = one.response.headers.get("Location")
    links = one.markup.links if one.is_page else [led] if led else []
    inside = [urljoin(path, link).partition("#")[0] for link in links]
    return [link for link in inside if link.startswith("/") and not link.startswith("//")]
