"""Documents people send: known by what they hold and not by their name, cleaned, encrypted, given back as a download.

Trust decision D19. A document never opens in a page: `download` sends it as a file, under a policy that lets it run
nothing. Images are drawn again, which leaves behind where and when they were taken.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

import puremagic
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .crypto import seal, unseal

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
IMAGES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}
SAME = {"jpeg": "jpg", "jfif": "jpg", "jpe": "jpg"}
ACCEPTED = ",".join(f".{kind}" for kind in KINDS)
"""For the `accept` of a field: what a telephone offers to choose from."""


@dataclass(frozen=True)
class Document:
    """A document fit to be kept. `digest` is that of what was sent: the same one sent twice is known by it."""

    name: str
    kind: str
    content: bytes
    digest: str


def accept(sent: UploadedFile) -> Document:
    """The document in a file somebody sent. Raises ValidationError, a sentence for whoever sent it."""
    name = Path(sent.name or "").name[-120:]
    ending = name.rpartition(".")[2].lower()
    if ending not in KINDS:
        raise ValidationError(
            _(
                "« %(name)s » n’est pas d’un genre accepté : envoyez un PDF, une photo (JPEG, PNG) ou un texte."
            ),
            params={"name": name},
        )
    if (sent.size or 0) > MOST_BYTES:
        raise ValidationError(_("Ce fichier dépasse 10 Mo. Une photo moins grande, ou un PDF, suffira."))
    content = sent.read()
    if not content:
        raise ValidationError(_("« %(name)s » est vide."), params={"name": name})
    if not _holds(content, ending):
        raise ValidationError(
            _("« %(name)s » ne contient pas ce que son nom annonce. Rien n’a été gardé."),
            params={"name": name},
        )
    digest = hashlib.sha256(content).hexdigest()
    return Document(name, KINDS[ending], _drawn_again(content, ending), digest)


def _holds(content: bytes, ending: str) -> bool:
    if ending == "txt":
        try:
            return "\x00" not in content.decode()
        except UnicodeDecodeError:
            return False
    try:
        found = {one.extension.lstrip(".").lower() for one in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return False
    return SAME.get(ending, ending) in {SAME.get(one, one) for one in found}


def _drawn_again(content: bytes, ending: str) -> bytes:
    if ending not in IMAGES:
        return content
    try:
        image = Image.open(BytesIO(content), formats=[IMAGES[ending]])
        if image.width * image.height > MOST_PIXELS:
            raise ValidationError(_("Cette image est trop grande. Une photo ordinaire suffira."))
        drawn = ImageOps.exif_transpose(image)
        plain = Image.new(drawn.mode, drawn.size)
        plain.paste(drawn)
        if drawn.mode == "P":
            plain.putpalette(drawn.getpalette() or [])
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise ValidationError(_("Cette image ne s’ouvre pas : elle est peut-être abîmée.")) from problem
    kept = BytesIO()
    plain.save(kept, IMAGES[ending])
    return kept.getvalue()


# --- keeping --------------------------------------------------------------------------------------
def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "documents"


def keep(content: bytes) -> str:
    """Encrypt and keep; returns the place where it is, a random name."""
    place = token_hex(16)
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = _folder() / place
    file.touch(mode=0o600)
    file.write_bytes(seal("files", content, bound_to=place))
    return place


def kept(document: Document) -> dict[str, Any]:
    """Encrypt and keep a document; returns the columns of the row that stands for it."""
    return {
        "name": document.name,
        "kind": document.kind,
        "size": len(document.content),
        "digest": document.digest,
        "place": keep(document.content),
    }


def read(place: str) -> bytes:
    """What was kept there. Raises Http404 when it is not there any more, or is not what was put there."""
    try:
        return unseal("files", (_folder() / place).read_bytes(), bound_to=place)
    except (OSError, InvalidTag, ValueError) as problem:
        raise Http404 from problem


def forget(place: str) -> None:
    (_folder() / place).unlink(missing_ok=True)


def download(place: str, *, name: str, kind: str) -> HttpResponse:
    """The document as a file to keep: it never opens in a page of ours."""
    response = HttpResponse(read(place), content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
