"""The pages the look is tried on: every component of the guide, a form, a refusal. Used as a URLconf by test_look."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from reciproque.foundation import web
from reciproque.foundation.actor import VISITOR, Hat, Kind
from reciproque.foundation.forms import ActForm
from reciproque.foundation.paging import Page
from reciproque.urls import urlpatterns as everywhere

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "developers" / "look.md"
SOMEONE = replace(
    VISITOR, kind=Kind.HAT, person_id=1, hat=Hat("X", "coordinator", 1, "Coordination · MSP du Val-d’Oust")
)
LABELS = ["Aujourd’hui", "Partenariats", "Personnes", "Parole", "Structures", "Mesures"]
MENU = [web.Entry(label, f"entry-{rank}", "house", rank) for rank, label in enumerate(LABELS)]


class Founding(ActForm):
    name = forms.CharField(label="Nom du partenariat", help_text="Comme on le dit à voix haute.")
    need = forms.CharField(label="Besoin", widget=forms.Textarea, required=False)
    level = forms.ChoiceField(
        label="Niveau", choices=[("micro", "Micro"), ("meso", "Méso")], widget=forms.RadioSelect
    )
    modes = forms.MultipleChoiceField(
        label="Modes",
        choices=[("etp", "ETP"), ("voix", "Voix")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    domain = forms.ChoiceField(label="Domaine", choices=[("", "Choisir…"), ("soins", "Soins")])
    starts_on = forms.DateField(label="Début", required=False)
    at = forms.TimeField(label="Heure", required=False)
    text = forms.FileField(label="Texte signé", required=False)
    agreed = forms.BooleanField(label="La personne est d’accord")


def shown(request: HttpRequest, body: str, **context) -> HttpResponse:
    request.actor, request.actor_name, request.actor_voice = SOMEONE, "Nadia Berthier", "institution"
    source = '{% extends "foundation/base.html" %}{% block title %}Essai{% endblock %}' + body
    page = engines["django"].from_string(source)
    form = context.get("form")
    with patch.object(web, "MENU", MENU):
        return HttpResponse(page.render(context, request), status=getattr(form, "status", 200))


@login_not_required
def guide(request: HttpRequest) -> HttpResponse:
    """Every component, as the guide writes it."""
    blocks = re.findall(r"```django\n(.*?)```", GUIDE.read_text(), flags=re.DOTALL)
    body = (
        "{% block header %}<h1>Le guide</h1>{% endblock %}{% block main %}"
        + "".join(blocks)
        + "{% endblock %}"
    )
    context = {
        "on": date(2026, 11, 23),
        "at": datetime(2026, 11, 23, 13, 30, tzinfo=UTC),
        "form": Founding(request),
    }
    return shown(request, body, page=Page([], previous="?avant=x", next="?apres=y"), **context)


@login_not_required
def founding(request: HttpRequest) -> HttpResponse:
    form = Founding(request)
    if request.method == "POST":
        form.is_valid()
    return shown(
        request,
        "{% block header %}<h1>Fonder</h1>{% endblock %}{% block help %}{% help %}<p>Pourquoi.</p>{% endhelp %}"
        '{% endblock %}{% block main %}<form method="post" novalidate>{% csrf_token %}{{ form }}'
        '<button class="button">Fonder</button></form>{% endblock %}'
        '{% block aside %}<aside><section class="card"><h2>Avant</h2><p>…</p></section></aside>{% endblock %}',
        form=form,
    )


@login_not_required
def breaking(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("casse/", breaking),
    path("guide/", guide),
    path("fonder/", founding),
    *(path(f"{rank}/", guide, name=f"entry-{rank}") for rank in range(len(LABELS))),
    path("langue/", include("django.conf.urls.i18n")),
    *everywhere,
]
handler400 = "reciproque.foundation.web.bad_request"
handler403 = "reciproque.foundation.web.forbidden"
handler404 = "reciproque.foundation.web.not_found"
handler500 = "reciproque.foundation.web.broken"
