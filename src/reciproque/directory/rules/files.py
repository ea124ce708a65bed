"""Files of others: how large they may be, how JSON is read without trusting it."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 30_000_000
"""Of one file: a department of data·inclusion takes a few of them."""
MOST_ROWS = 20_000
"""Of one file read at once."""


def rows_of_json(content: bytes) -> list[Any]:
    """The rows of a JSON file: a list, or an object that holds one under « items » (as the API gives).

    Raises ValidationError, in words, for what cannot be read, is too large, or is no list.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("Ce fichier est trop lourd : {most} Mo au plus. Coupez-le en plusieurs.").format(
                most=MOST_BYTES // 1_000_000
            )
        )
    try:
        read = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise ValidationError(_("Ce fichier n’est pas en UTF-8.")) from None
    except (ValueError, RecursionError):
        raise ValidationError(_("Ce fichier n’est pas du JSON lisible.")) from None
    rows = read.get("items") if isinstance(read, dict) else read
    if not isinstance(rows, list):
        raise ValidationError(_("Ce fichier ne contient pas de liste de fiches."))
    if len(rows) > MOST_ROWS:
        raise ValidationError(
            _("Ce fichier a {count} fiches ; {most} au plus à la fois. Coupez-le en plusieurs.").format(
                count=len(rows), most=MOST_ROWS
            )
        )
    return rows


def _refuse(constant: str) -> None:
    raise ValueError(constant)
