"""My titles as portable credentials, the files they are given in, and the keys of the organisation that signs."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import qrcode
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from openbadgeslib.baking import ITXT_KEYWORD_OB3, bake_png
from qrcode.image.svg import SvgPathFillImage

from reciproque.foundation import clock, pdf, words
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import Refused
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation
from reciproque.titles.kinds import Means
from reciproque.titles.models import Credential
from reciproque.titles.queries import lists

from .. import rules, verbs, writer
from ..forms import ChangeForm
from ..kinds import Shape
from ..models import Issued
from ..queries.issuers import keys_of
from ..queries.portable import issued_joined, portable

FORM = require_http_methods(["GET", "HEAD", "POST"])
KINDS = {
    Shape.IMAGE: "image/png",
    Shape.TOKEN: "application/vc+jwt",
    Shape.ENVELOPE: "application/vc+ld+json",
}


@FORM
def attestation(request: HttpRequest, code: str) -> HttpResponse:
    """One of my titles to take with me: made here, given as files; or why it cannot be, today."""
    claim = find(request, Credential, to="make_portable", rows=lists.with_page, code=code)
    lists.state_of(claim, on=clock.today())
    form = ActForm(request)
    if form.carries_out(verbs.make_portable, claim):
        return done(request, "badges:attestation", _("Votre attestation est prête."), claim.code)
    context = {
        "claim": claim,
        "form": form,
        "portable": portable(claim, on=clock.today()),
        "shapes": Shape,
        "read_elsewhere": writer.is_read_elsewhere(),
    }
    return page(request, "badges/attestation.html", context)


@require_safe
def file(request: HttpRequest, code: str, shape: str) -> HttpResponse:
    """The credential, in one of its files."""
    issued = find(request, Issued, rows=issued_joined, code=code)
    if shape not in Shape.values:
        raise Http404
    found = portable(issued.verification.credential, on=clock.today())
    if found.issued != issued or found.says_otherwise:
        raise Refused(found.refused or rules.OUTDATED)
    facts = writer.facts_of(issued.verification)
    name = _("attestation {title}").format(title=facts.french)
    if shape == Shape.PAPER:
        return pdf.attachment(_drawn(facts, on_paper=True), name)
    content = _CONTENT[Shape(shape)](issued)
    response = HttpResponse(content, content_type=KINDS[Shape(shape)])
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name)}.{shape}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _image(issued: Issued) -> bytes:
    """The drawing with the signed credential inside (Open Badges 3.0 §5.3, « baking »)."""
    drawing = _drawn(writer.facts_of(issued.verification), on_paper=False)
    return bake_png(drawing, issued.document, keyword=ITXT_KEYWORD_OB3)


_CONTENT: dict[Shape, Any] = {
    Shape.IMAGE: _image,
    Shape.TOKEN: lambda issued: issued.document,
    Shape.ENVELOPE: lambda issued: json.dumps(writer.enveloped(issued.document), indent=1),
}


def _drawn(facts: writer.Facts, *, on_paper: bool) -> bytes:
    drawn = BytesIO()
    address = writer.public("titles:public", facts.public_code)
    qrcode.make(address, image_factory=SvgPathFillImage).save(drawn)
    told = {
        "kind": _("Attestation portable"),
        "name": facts.name,
        "french": facts.french,
        "english": facts.english,
        "meaning": facts.meaning_english if get_language() == "en" else facts.meaning,
        "vouched": _("{organisation} en répond").format(organisation=facts.issuer),
        "dates": _("du {since} au {until}").format(
            since=words.day(facts.since, weekday=False), until=words.day(facts.until, weekday=False)
        ),
        "how": str(writer.HOW[Means(facts.means)]),
        "check": _("Savoir où en est ce titre aujourd’hui"),
        "address": address,
        "code": facts.public_code,
        "qr": drawn.getvalue().decode(),
        "qr_words": _("Dessin à viser avec un téléphone : il mène à la page publique du titre"),
        "footer": _(
            "Aucun titre de patient partenaire n’est protégé par la loi : cette page dit qui en répond."
        ),
    }
    title = f"{facts.french} – {facts.name}"
    language = get_language() or "fr"
    if on_paper:
        return pdf.render("badges/pdf/attestation.typ", told, language=language, title=title, at=clock.now())
    return pdf.picture("badges/pdf/image.typ", told, language=language, title=title)


# --- the organisation that signs ------------------------------------------------------------------
@FORM
def keys(request: HttpRequest) -> HttpResponse:
    """The keys of the organisation I coordinate: which signs, since when, and changing it."""
    actor = request.actor  # type: ignore[attr-defined]
    house = find(request, Organisation, to="change_key", pk=actor.organisation_id or 0)
    form = ChangeForm(request)
    if form.carries_out(verbs.change_key, house):
        return done(request, "badges:keys", _("La structure signe avec une nouvelle clé."))
    context = {
        "organisation": house,
        "form": form,
        "keys": keys_of(actor),
        "did": writer.did_of(house.code),
        "read_elsewhere": writer.is_read_elsewhere(),
    }
    return page(request, "badges/keys.html", context)
