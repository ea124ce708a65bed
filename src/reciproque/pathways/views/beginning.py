"""Beginning a pathway, from nothing or from another one; its partnership, its sharing, its next version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import refused
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation

from .. import verbs
from ..forms.beginning import BlankForm, FileForm, TieForm
from ..models import Version
from ..queries import current_version
from ..queries.contents import content_of
from ..queries.lists import name_of
from ..queries.telling import telling_of_content
from ..rules.content import Content
from ..rules.shipped import all_shipped, shipped
from .reading import found, house_of, language_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


def house(request: HttpRequest) -> Organisation:
    """The house in which one begins. 403, with the reason, for whoever may not there; 404 without a house."""
    actor = request.actor  # type: ignore[attr-defined]
    own = house_of(request)
    if own is not None:
        return own
    if not actor.organisation_id:
        raise Http404
    raise refused(actor, "begin_pathway", find(request, Organisation, pk=actor.organisation_id))


@FORM
def new(request: HttpRequest) -> HttpResponse:
    """Begin a pathway of which only the name is known."""
    own = house(request)
    form = BlankForm(request)
    if form.carries_out(verbs.begin_pathway, own):
        return done(
            request,
            "pathways:draft",
            _("Le brouillon est commencé. Ajoutez la première étape."),
            form.result.code,
        )
    return page(request, "pathways/new.html", {"form": form, "house": own})


@FORM
def from_file(request: HttpRequest) -> HttpResponse:
    """Begin from a file."""
    own = house(request)
    form = FileForm(request)
    if form.carries_out(verbs.begin_pathway, own):
        return done(
            request,
            "pathways:draft",
            _("Le fichier est lu. C’est un brouillon : relisez-le."),
            form.result.code,
        )
    return page(request, "pathways/from_file.html", {"form": form, "house": own})


@FORM
def model(request: HttpRequest, name: str) -> HttpResponse:
    """A pathway shipped with the house, as the person would read it; and adopting it."""
    own = house(request)
    if name not in all_shipped():
        raise Http404
    content = _in_language(shipped(name), language_of(request))
    form = ActForm(request)
    if form.carries_out(verbs.begin_pathway, own, content=content, shipped=name):
        said = _("C’est votre brouillon : changez-le, puis faites-le relire des deux côtés.")
        return done(request, "pathways:draft", said, form.result.code)
    told = telling_of_content(content, wanted=language_of(request), on=clock.today(), organisation_id=own.pk)
    return page(request, "pathways/model.html", {"form": form, "house": own, "told": told, "name": name})


def _in_language(content: Content, wanted: str) -> Content:
    """The same, written first in the language of whoever adopts it when it is told in that one."""
    return replace(content, language=wanted) if wanted in content.wording else content


@require_POST
def adoption(request: HttpRequest, code: str) -> HttpResponse:
    """Begin from what another house shares."""
    own = house(request)
    shown = found(request, code)
    version = current_version(shown)
    if version is None:
        raise Http404
    source = find(request, Version, pk=version.pk)
    form = ActForm(request)
    if form.carries_out(verbs.begin_pathway, own, content=content_of(source), drawn_from=source):
        said = _("C’est votre brouillon : changez-le, puis faites-le relire des deux côtés.")
        return done(request, "pathways:draft", said, form.result.code)
    raise Http404


@FORM
def tie(request: HttpRequest, code: str) -> HttpResponse:
    """Tie it to a partnership."""
    shown = found(request, code, to="tie")
    form = TieForm(request, shown)
    if form.carries_out(verbs.tie, shown):
        return done(request, shown, _("C’est noté."))
    actor = request.actor  # type: ignore[attr-defined]
    context = {"form": form, "pathway": shown, "name": name_of(shown, actor, language_of(request))}
    return page(request, "pathways/tie.html", context)


def _act(request: HttpRequest, code: str, to: str, verb: Any, where: str, said: str) -> HttpResponse:
    shown = found(request, code, to=to)
    form = ActForm(request)
    if form.carries_out(verb, shown):
        return done(request, where, said, code)
    raise Http404


@require_POST
def next_version(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the next version."""
    said = _("Un brouillon est commencé. La version en cours d’usage ne change pas.")
    return _act(request, code, "begin_version", verbs.begin_version, "pathways:draft", said)


@require_POST
def sharing(request: HttpRequest, code: str) -> HttpResponse:
    """Show it to other houses."""
    said = _("Les autres structures peuvent maintenant le lire et le reprendre.")
    return _act(request, code, "share", verbs.share, "pathways:pathway", said)


@require_POST
def sharing_end(request: HttpRequest, code: str) -> HttpResponse:
    """Show it to them no more."""
    said = _("Il n’est plus partagé. Ce que d’autres en ont repris reste à elles.")
    return _act(request, code, "keep_in", verbs.keep_in, "pathways:pathway", said)
