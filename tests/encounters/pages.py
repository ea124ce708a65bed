"""Both sides of an encounter as their browsers ask for pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reciproque.encounters.models import Encounter
from reciproque.encounters.queries.codes import given_code, own_code
from tests import cast

DECIDED = {
    "name_0": "Baisser par paliers",
    "pro_0": "je dors mieux",
    "con_0": "c’est long",
    "name_1": "Essayer la kinésithérapie",
    "name_2": "Ne rien changer",
    "chosen": "0",
    "words": "Un comprimé de moins chaque lundi.",
    "review_on": "2026-12-20",
}


def post(client: Client, name: str, *parts: str, **typed: str) -> HttpResponse:
    return client.post(reverse(f"encounters:{name}", args=parts), {"cle": cast.form_key()} | typed)


def get(client: Client, name: str, *parts: str) -> HttpResponse:
    return client.get(reverse(f"encounters:{name}", args=parts))


def text(client: Client, name: str, *parts: str) -> str:
    return get(client, name, *parts).content.decode()


def comes(encounter: Encounter) -> Client:
    """The person, with the code she was handed, or with her own once she has it."""
    client = Client(headers={"accept-language": "fr"})
    code = given_code(encounter) if encounter.own_digest is None else own_code(encounter)
    assert post(client, "door", code=code).status_code == 302
    return client


def doctor() -> Client:
    return cast.signed_in(Client(), cast.morvan())
