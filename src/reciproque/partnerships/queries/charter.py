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
from ..models import Charter, Clause, Ending, Engagement, Partnership, Remark, Signature
from ..policy import ACCEPTED
from ..rules import charter as rules
from .page import Place, part, place
from .standing import engaged_now

OPEN = Q(answer=None, taken_back_at=None)
"""Remarks that wait for an answer."""
place(Place(gettext_lazy("Charte"), "partnerships:charter", "signature", order=40))


def every_charter() -> QuerySet[Charter]:
    """Where `find` starts from: it adds the filter of the policy itself."""
    return with_sides(Charter.objects.select_related("partnership__host"))


def every_clause() -> QuerySet[Clause]:
    """Where `find` starts from for a clause, with its remarks."""
    remarks = remarks_told()
    joined = Clause.objects.select_related("charter__partnership", "removed_by__person")
    return joined.prefetch_related(Prefetch("remarks", remarks))


def remarks_told() -> QuerySet[Remark]:
    """Remarks with who made each, and what became of it."""
    return Remark.objects.select_related("made_by__person", "answer__answered_by__person")


def every_remark() -> QuerySet[Remark]:
    """Where `find` starts from for a remark."""
    return remarks_told().select_related("clause__charter__partnership")


def open_remarks(charter: Charter) -> list[Remark]:
    """Remarks on the text of a version that nobody has answered, the first made first. One query."""
    rows = Remark.objects.filter(OPEN, clause__charter=charter, clause__removed_at=None)
    return list(rows.select_related("made_by__person", "clause").order_by("made_at", "pk"))


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
    remarks = remarks_told()
    clauses = Clause.objects.select_related("removed_by__person")
    return Prefetch("clauses", clauses.prefetch_related(Prefetch("remarks", remarks))), "signatures"


def standing(charter: Charter) -> list[Clause]:
    """The clauses that make the text of a version, in order; no query when they were read with it."""
    return [clause for clause in charter.clauses.all() if clause.removed_at is None]


def digest_of(charter: Charter, clauses: Iterable[Clause]) -> str:
    """The digest of a version with these clauses: what a signature binds."""
    texts = [
        (clause.kind, clause.text, clause.plain) if clause.plain else (clause.kind, clause.text)
        for clause in clauses
    ]
    return rules.digest(charter.partnership.code, charter.number, charter.language, texts)


def changes_since(before: Charter, after: Charter) -> list[rules.Change]:
    """What the later version changes in the earlier one, clause by clause."""
    return rules.changes(standing(before), standing(after))


def signing_verdict(
    charter: Charter, clauses: Iterable[Clause], waiting: Iterable[Remark], *, on: date
) -> Verdict:
    """Whether the text is fit to be signed, and what it lacks; `waiting` are its remarks without an answer."""
    code = charter.partnership.code
    texts = tuple((clause.kind, clause.text) for clause in clauses)
    awaited = tuple(
        (
            one.made_by.person.name,
            one.clause.kind,
            reverse("partnerships:remarks", args=[code, one.clause.code]),
        )
        for one in waiting
        if one.before_signing
    )
    return verdict(rules.GATE, rules.Draft(code, texts, awaited), on=on)


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


def _remark_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{name} a fait une remarque sur la charte").format(name=facts["name"]),
        detail=facts["title"],
        url=reverse("partnerships:remark_answer", args=[facts["partnership"], facts["code"]]),
        action=_("Répondre"),
        icon="message-square-quote",
    )


@waits(_remark_told)
def remarks_to_answer(actor: Actor, today: date) -> QuerySet:
    """Remarks of the other side, on a text nobody has signed, that wait for the referent of one's own."""
    mine = Engagement.objects.filter(ACCEPTED, person=actor.person_id, referent_since__isnull=False)
    ended = Ending.objects.filter(partnership=OuterRef("clause__charter__partnership"), reopened_at=None)
    signed = Signature.objects.filter(charter=OuterRef("clause__charter"))
    sides = Q(made_by__side=Side.LIVED, clause__charter__partnership__in=_led(mine, Side.CARE)) | Q(
        made_by__side=Side.CARE, clause__charter__partnership__in=_led(mine, Side.LIVED)
    )
    rows = Remark.objects.filter(OPEN, sides, ~Exists(ended), ~Exists(signed), clause__removed_at=None)
    return facts_of(
        rows,
        code="code",
        name="made_by__person__name",
        title="clause__charter__partnership__title",
        partnership="clause__charter__partnership__code",
    )


def _led(mine: QuerySet, side: str) -> QuerySet:
    return mine.filter(side=side).values("partnership")


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
                {"heading": str(one.get_kind_display()), "text": one.text.strip(), "plain": one.plain.strip()}
                for one in clauses
            ],
            "plain_heading": _("La charte en clair, en une page")
            if any(one.plain for one in clauses)
            else "",
            "not_plain": _("À lire dans le texte entier."),
            "full_heading": _("Le texte entier, celui qui se signe"),
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
