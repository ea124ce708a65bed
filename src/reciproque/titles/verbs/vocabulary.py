"""Keeping the vocabulary of titles: rewording one, folding one into another."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb

from ..models import Credential, Title


@verb(Title, "revise", keeps=("masculine",))
def revise_title(title: Title, *, by: Actor, at: datetime, version: int, **fields: str) -> Title:
    """Change the names and the meaning of a title. Raises Stale when `version` has been left behind."""
    for name, text in fields.items():
        setattr(title, name, text)
    title.clean_fields()
    return rewrite(title, version=version, **fields)


@verb(Title, "merge", keeps=("into",))
def merge_title(title: Title, *, by: Actor, at: datetime, into: Title) -> Title:
    """Fold a title into another: those who bear it bear the other, and a search for it finds the other.

    Raises ValidationError for itself, and for one that is folded already.
    """
    if into.pk == title.pk or into.merged_into_id is not None:
        raise ValidationError({"into": _("Choisissez un autre titre, qui tient encore.")})
    borne = Credential.objects.filter(title=title, withdrawal=None)
    doubled = borne.filter(person__in=Credential.objects.filter(title=into, withdrawal=None).values("person"))
    if doubled.exists():
        raise ValidationError(
            {"into": _("Quelqu’un porte les deux titres : il faut qu’elle en retire un d’abord.")}
        )
    for one in borne:
        rewrite(one, title=into)
    Title.objects.filter(merged_into=title).update(merged_into=into)
    return rewrite(title, merged_into=into)
