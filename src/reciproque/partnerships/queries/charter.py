"""Readings about the charter: its versions, the one in force, what the last one still lacks, who is to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.requirements import Verdict, verdict

from ..kinds import Side
from ..models import Charter, Clause, Ending, Partnership, Remark, Signature
from ..rules import charter as rules
from .page import Place, part, place
from .standing import engaged_now

place(Place(gettext_lazy("Charte"), "partnerships:charter", "signature", order=40))


def every_charter() -> QuerySet[Charter]:
    """Where `find` starts from: it adds the filter of the policy itself."""
    return with_sides(Charter.objects.select_related("partnership__host"))


def every_clause() -> QuerySet[Clause]:
    """Where `find` starts from for a clause, with its remarks."""
    remarks = Remark.objects.select_related("made_by__person")
    joined = Clause.objects.select_related("charter__partnership", "removed_by__person")
    return joined.prefetch_related(Prefetch("remarks", remarks))


def versions(partnership: Partnership) -> QuerySet[Charter]:
    """Every version, the latest first, each knowing which sides signed it (`by_lived`, `by_care`)."""
    own = Charter.objects.filter(partnership=partnership).select_related("partnership", "drafted_by__person")
    return with_sides(own).order_by("-number")


def with_sides(charters: QuerySet[Charter]) -> QuerySet[Charter]:
    signed = Signature.objects.filter(charter=OuterRef("pk"))
    return charters.annotate(
        by_lived=Exists(signed.filter(side=Side.LIVED)), by_care=Exists(signed.filter(side=Side.CARE))
    )


def in_force(charters: Iterable[Charter]) -> Charter | None:
    """Of the versions given, the latest that both sides signed."""
    both = [charter for charter in charters if charter.by_lived and charter.by_care]  # type: ignore[attr-defined]
    return max(both, key=lambda charter: charter.number, default=None)


def whole(charters: QuerySet[Charter]) -> QuerySet[Charter]:
    """The same versions with what a page of them shows: clauses, remarks, signatures."""
    return charters.prefetch_related(*_parts())


def read_whole(charter: Charter) -> Charter:
    """The same version with what a page of it shows."""
    prefetch_related_objects([charter], *_parts())
    return charter


def _parts() -> tuple[Prefetch | str, ...]:
    remarks = Remark.objects.select_related("made_by__person")
    clauses = Clause.objects.select_related("removed_by__person")
    return Prefetch("clauses", clauses.prefetch_related(Prefetch("remarks", remarks))), "signatures"


def standing(charter: Charter) -> list[Clause]:
    """The clauses that make the text of a version, in order; no query when they were read with it."""
    return [clause for clause in charter.clauses.all() if clause.removed_at is None]


def digest_of(charter: Charter, clauses: Iterable[Clause]) -> str:
    """The digest of a version with these clauses: what a signature binds."""
    texts = [(clause.kind, clause.text) for clause in clauses]
    return rules.digest(charter.partnership.code, charter.number, charter.language, texts)


def changes_since(before: Charter, after: Charter) -> list[rules.Change]:
    """What the later version changes in the earlier one, clause by clause."""
    return rules.changes(standing(before), standing(after))


def signing_verdict(charter: Charter, clauses: Iterable[Clause], *, on: date) -> Verdict:
    """Whether the text is fit to be signed, and what it lacks."""
    texts = tuple((clause.kind, clause.text) for clause in clauses)
    return verdict(rules.GATE, rules.Draft(charter.partnership.code, texts), on=on)


@part(order=40, template="partnerships/_charter.html")
def charter_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any]:
    """The charter on a partnership's summary: the version in force and the one being written, read with it."""
    known = partnership.known  # type: ignore[attr-defined]
    number, in_force = known.charter, known.charter_in_force
    signed = {"by_lived": Side.LIVED in known.signed, "by_care": Side.CARE in known.signed}
    return {"in_force": in_force, "draft": {"number": number, **signed} if number != in_force else None}


def _signature_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("La charte attend une signature de votre côté"),
        detail=facts["title"],
        url=reverse("partnerships:charter", args=[facts["code"]]),
        action=_("Lire et signer"),
        icon="signature",
    )


@waits(_signature_told)
def charters_to_sign(actor: Actor, today: date) -> QuerySet:
    """Charters whose text the other side has signed, and that wait for someone's own side."""
    mine = engaged_now(actor)
    newer = Charter.objects.filter(partnership=OuterRef("partnership"), number__gt=OuterRef("number"))
    ended = Ending.objects.filter(partnership=OuterRef("partnership"), reopened_at=None)
    waiting = Charter.objects.filter(
        _lacking(Side.LIVED, mine) | _lacking(Side.CARE, mine), ~Exists(newer), ~Exists(ended)
    )
    return facts_of(waiting, title="partnership__title", code="partnership__code")


def _lacking(side: str, mine: QuerySet) -> Q:
    """Versions that the other side has signed, and that this side, which is mine, has not."""
    other = Side.CARE if side == Side.LIVED else Side.LIVED
    return Q(partnership__in=mine.filter(side=side)) & Q(Exists(_signed(other))) & ~Q(Exists(_signed(side)))


def _signed(side: str) -> QuerySet[Signature]:
    return Signature.objects.filter(charter=OuterRef("pk"), side=side)


# --- the document ---------------------------------------------------------------------------------
def as_document(charter: Charter) -> dict[str, Any]:
    """What the PDF of a version shows, its fixed words in the language of the charter. Read it `whole`."""
    clauses = standing(charter)
    with translation.override(charter.language):
        return {
            "kind": f"{_('Charte de partenariat')} · {charter.partnership.host}",
            "state": in_words(charter),
            "purpose": charter.partnership.purpose,
            "clauses": [
                {"heading": str(one.get_kind_display()), "text": one.text.strip()} for one in clauses
            ],
            "unwritten": _("Reste à écrire."),
            "signatures_heading": _("Signatures"),
            "unsigned": _("Personne n’a encore signé cette version."),
            "columns": [_("Nom"), _("Position"), _("Signé le")],
            "signatures": [_signature(one) for one in charter.signatures.all()],
            "digest_words": _("Empreinte du texte (SHA-256) : le même texte a toujours la même."),
            "digest": digest_of(charter, clauses),
            "footer": _("Réciproque · {title} · version {n}").format(
                title=charter.partnership.title, n=charter.number
            ),
        }


def in_words(charter: Charter) -> str:
    """« Version 2, signée des deux côtés », in the language in use."""
    if charter.by_lived and charter.by_care:  # type: ignore[attr-defined]
        return _("Version {n}, signée des deux côtés").format(n=charter.number)
    if charter.by_lived or charter.by_care:  # type: ignore[attr-defined]
        return _("Version {n}, signée d’un seul côté").format(n=charter.number)
    return _("Version {n}, en cours d’écriture").format(n=charter.number)


def _signature(one: Signature) -> dict[str, str]:
    return {
        "name": one.name,
        "position": one.position_words,
        "side": one.side,
        "side_words": str(one.get_side_display()),
        "day": words.day(one.signed_at, weekday=False),
    }
