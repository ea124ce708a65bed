"""Reading pathways: the list, one version as the person reads it, on paper, as a file, its history and differences."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reciproque.foundation import clock, pdf
from reciproque.foundation.paging import paged
from reciproque.foundation.policy import may
from reciproque.foundation.web import find, page
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Organisation

from ..models import Pathway, Version
from ..queries import current_version, lists, telling
from ..queries.contents import content_of, whole
from ..queries.differences import before, differences
from ..rules.content import as_file
from ..rules.shipped import all_shipped

OF_PATHWAY = ("begin_version", "tie", "share", "keep_in")


def house_of(request: HttpRequest) -> Organisation | None:
    """The house of the hat, when one may begin a pathway there."""
    actor = request.actor  # type: ignore[attr-defined]
    return lists.may_begin(actor)


def language_of(request: HttpRequest) -> str:
    """The language asked for in the address, else that of the reader."""
    return request.GET.get("langue") or (get_language() or "fr")[:2]


@require_safe
def pathways(request: HttpRequest) -> HttpResponse:
    """The pathways one may read: those of the house, then those others share; and those one may begin from."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = paged(request, lists.pathways(actor), by=("-is_ours", "-begun_at", "code"), size=30)
    named = lists.named(rows, actor, language_of(request))
    house = house_of(request)
    context = {
        "page": rows,
        "ours": [one for one in named if one.is_ours],
        "others": [one for one in named if not one.is_ours],
        "house": house,
        "shipped": _shipped(language_of(request)) if house else [],
    }
    return page(request, "pathways/pathways.html", context)


def _shipped(language: str) -> list[dict[str, Any]]:
    found = []
    for name, content in all_shipped().items():
        words = content.wording.get(language) or content.wording[content.language]
        found.append({"name": name, "title": words.title, "aim": words.aim, "steps": len(content.steps)})
    return found


@require_safe
def of_partnership(request: HttpRequest, code: str) -> HttpResponse:
    """The pathways tied to a partnership."""
    actor = request.actor  # type: ignore[attr-defined]
    partnership = find(request, Partnership, code=code)
    named = lists.named(lists.of_partnership(partnership, actor), actor, language_of(request))
    context = {"partnership": partnership, "pathways": named, "house": house_of(request)}
    return page(request, "pathways/of_partnership.html", context)


def found(request: HttpRequest, code: str, to: str | None = None) -> Pathway:
    return find(request, Pathway, to=to, rows=lists.pathway_rows, buttons=OF_PATHWAY, code=code)


def version_of(request: HttpRequest, code: str, number: int, to: str | None = None) -> Version:
    return find(request, Version, to=to, rows=lists.version_rows, pathway__code=code, number=number)


@require_safe
def pathway(request: HttpRequest, code: str) -> HttpResponse:
    """The version in use, as the person reads it; while nothing is published, the draft for who may read it."""
    shown = found(request, code)
    version = current_version(shown) or shown.versions.order_by("-number").first()
    if version is None:
        raise Http404
    return _shown(request, shown, version_of(request, code, version.number))


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version, the one in use or an older one."""
    return _shown(request, found(request, code), version_of(request, code, number))


def told(request: HttpRequest, version: Version) -> telling.Telling:
    """The version as the address asks for it: `langue`, `pour` (each circumstance chosen), `neutre`."""
    return telling.telling(
        version,
        wanted=language_of(request),
        on=clock.today(),
        variants=request.GET.getlist("pour"),
        neutral="neutre" in request.GET,
    )


def _shown(request: HttpRequest, shown: Pathway, version: Version) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    versions = lists.versions_of(shown, actor)
    context = {
        "pathway": shown,
        "version": version,
        "told": told(request, version),
        "authors": telling.authors_of(version),
        "state": next(one.state for one in versions if one.pk == version.pk),
        "unfinished": next((one for one in versions if not lists.is_published(one)), None),
        "several": len(versions) > 1,
        "is_ours": lists.is_of_my_house(shown, actor),
        "house": house_of(request),
        "shared": lists.is_shared(shown),
        "asked": request.GET.urlencode(),
        "may": {verb: getattr(shown, f"may_{verb}") for verb in OF_PATHWAY},
    }
    return page(request, "pathways/pathway.html", context)


@require_safe
def document(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version on A5 paper, as the address asks for it; neutral, it names neither the house nor an illness."""
    read = version_of(request, code, number)
    shown = told(request, read)
    content = pdf.render(
        "pathways/pdf/pathway.typ",
        telling.as_document(shown, telling.authors_of(read)),
        language=shown.language.tag,
        title=shown.title,
        at=clock.now(),
    )
    return pdf.attachment(content, shown.title)


@require_safe
def file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version as a file, for another house or another installation."""
    read = version_of(request, code, number)
    name = slugify(telling.wording_in(whole(read), read.language).title) or "parcours"
    return JsonResponse(
        as_file(content_of(read)),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={
            "Content-Disposition": f'attachment; filename="{name}.json"',
            "Cache-Control": "no-store",
        },
    )


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """The versions of a pathway, with who published each and when."""
    shown = found(request, code)
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "pathway": shown,
        "versions": lists.versions_of(shown, actor),
        "name": lists.name_of(shown, actor, language_of(request)),
    }
    return page(request, "pathways/history.html", context)


@require_safe
def changes(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a version changes from the one before."""
    new = version_of(request, code, number)
    old = before(new)
    if old is None or not may(request.actor, "see", old):  # type: ignore[attr-defined]
        raise Http404
    context = {
        "pathway": new.pathway,
        "old": old,
        "new": new,
        "differences": differences(old, new),
        "name": telling.wording_in(whole(new), new.language).title,
    }
    return page(request, "pathways/changes.html", context)
