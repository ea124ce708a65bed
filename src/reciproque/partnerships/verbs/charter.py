"""Drafting the charter together: clauses, remarks, signatures of named people, and the next version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale, rewrite, verb
from reciproque.people.kinds import Role
from reciproque.people.models import Membership

from ..kinds import ClauseKind, RemarkOutcome
from ..models import Charter, Clause, Engagement, Partnership, Remark, RemarkAnswer, Signature
from ..queries import charter as read
from ..queries.standing import acting_engagement
from ..rules.charter import place_for

SET_BY_VERBS = {"charter", "follows", "removed_at", "removed_by"}
"""What of a clause nobody types."""


@verb(Partnership, "draft_charter")
def draft_charter(
    partnership: Partnership, *, by: Actor, at: datetime, clauses: Iterable[tuple[str, ...]] = ()
) -> Charter:
    """Draft a first version from `clauses`, or the next one from the clauses of the last.

    A clause is given as its heading, its text, and its plain sentence if there is one. The first version has at
    least every usual heading, to be written or taken out. Raises ValidationError while the last version is signed
    by nobody: it is then changed itself.
    """
    last = read.versions(partnership).first()
    if last is not None and not last.signatures.exists():
        raise ValidationError(
            _("La version {n} n’est signée par personne : changez-la, elle reste ouverte.").format(
                n=last.number
            )
        )
    charter = Charter.objects.create(
        partnership=partnership,
        number=last.number + 1 if last else 1,
        language=last.language if last else partnership.language,
        drafted_by=acting_engagement(partnership, by),
        drafted_at=at,
    )
    _write(charter, _copied(last) if last else _first(clauses))
    return charter


@verb(Charter, "add_clause", keeps=("kind",))
def add_clause(charter: Charter, *, by: Actor, at: datetime, kind: str, text: str, plain: str = "") -> Clause:
    """Add a clause after those of the same heading. Raises ValidationError when it says nothing."""
    _refuse_if_signed(charter)
    position = _place(charter, kind)
    clause = Clause(charter=charter, kind=kind, text=text.strip(), plain=plain.strip(), position=position)
    clause.full_clean(exclude=SET_BY_VERBS)
    clause.save()
    return clause


@verb(Clause, "revise", keeps=("kind",))
def revise_clause(
    clause: Clause, *, by: Actor, at: datetime, version: int, kind: str, text: str, plain: str = ""
) -> Clause:
    """Write a clause anew while nobody has signed. Raises Stale when somebody wrote it meanwhile."""
    _keep_open(clause)
    position = clause.position if kind == clause.kind else _place(clause.charter, kind)
    clause.kind, clause.text, clause.plain = kind, text.strip(), plain.strip()
    clause.full_clean(exclude=SET_BY_VERBS)
    return rewrite(
        clause,
        version=version,
        kind=clause.kind,
        text=clause.text,
        plain=clause.plain,
        position=position,
    )


@verb(Clause, "remove", keeps=("kind",))
def remove_clause(clause: Clause, *, by: Actor, at: datetime, version: int) -> Clause:
    """Take a clause out of the text; it stays readable below, with its remarks. Raises Stale."""
    _keep_open(clause)
    own = acting_engagement(clause.charter.partnership, by)
    return rewrite(clause, version=version, removed_at=at, removed_by=own)


@verb(Clause, "remark")
def remark(clause: Clause, *, by: Actor, at: datetime, text: str, before_signing: bool = False) -> Remark:
    """Say something of a clause before it is signed; ask, or not, for an answer before anyone signs."""
    said = Remark(
        clause=clause,
        made_by=acting_engagement(clause.charter.partnership, by),
        made_at=at,
        text=text.strip(),
        before_signing=before_signing,
    )
    said.full_clean(exclude=["clause", "made_by", "taken_back_at"])
    said.save()
    return said


@verb(Remark, "answer", keeps=("outcome",))
def answer_remark(remark: Remark, *, by: Actor, at: datetime, outcome: str, reason: str = "") -> Clause:
    """Say what becomes of somebody else's remark. Raises ValidationError without a reason, unless it is taken up."""
    _refuse_if_signed(Charter.objects.select_for_update().get(pk=remark.clause.charter_id))
    if outcome != RemarkOutcome.ADOPTED and not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi : la personne qui l’a écrite le lira.")})
    RemarkAnswer.objects.create(
        remark=remark,
        outcome=outcome,
        reason=reason.strip(),
        answered_by=acting_engagement(remark.clause.charter.partnership, by),
        answered_at=at,
    )
    return remark.clause


@verb(Remark, "take_back")
def take_back_remark(remark: Remark, *, by: Actor, at: datetime) -> Clause:
    """Take back one's own remark: it waits for nothing more, and stays readable."""
    rewrite(remark, taken_back_at=at)
    return remark.clause


@verb(Charter, "sign", keeps=("digest",))
def sign(charter: Charter, *, by: Actor, at: datetime, digest: str, read_in_full: bool) -> Signature:
    """Sign the version whose text has this digest, in the position one wears; the text is frozen from then on.

    Raises Unmet while the text is not fit to be signed, Stale when it is no longer the one that was read, and
    ValidationError without the explicit `read_in_full`.
    """
    if not read_in_full:
        raise ValidationError({"read_in_full": _("Cochez cette case quand vous avez lu tout le texte.")})
    clauses = list(charter.clauses.standing())
    waiting = read.open_remarks(charter)
    read.signing_verdict(charter, clauses, waiting, on=timezone.localdate(at)).demand()
    if digest != read.digest_of(charter, clauses):
        raise Stale(charter)
    own = acting_engagement(charter.partnership, by)
    return Signature.objects.create(
        charter=charter,
        engagement=own,
        side=own.side,
        name=own.person.name,
        position_words=position_in_words(own, by, language=charter.language),
        signed_at=at,
        digest=digest,
    )


def position_in_words(own: Engagement, by: Actor, *, language: str) -> str:
    """« patiente partenaire · Passerelle Santé »: how a signature says the position it was given in."""
    held = Membership.objects.filter(code=by.hat.code).first() if by.hat else None
    with translation.override(language):
        words = held.function if held and held.function else str(Role(own.position).label)
    return f"{words} · {own.on_behalf_of}" if own.on_behalf_of_id else words


def _keep_open(clause: Clause) -> None:
    """Hold the version still while one of its clauses changes: a signature waits, or was there before.

    Raises Refused when it was signed meanwhile, ValidationError when the clause was taken out meanwhile.
    """
    _refuse_if_signed(Charter.objects.select_for_update().get(pk=clause.charter_id))
    if clause.removed_at is not None:
        raise ValidationError(
            _(
                "{name} a retiré cette clause entre-temps. Votre texte est encore là : ajoutez-le ailleurs."
            ).format(name=clause.removed_by.person.name)
        )


def _refuse_if_signed(held: Charter) -> None:
    """Asked again once the version is held still: a signature may have come after the right was demanded."""
    if held.signatures.exists():
        raise Refused(_("cette version vient d’être signée, son texte ne change plus"))


def _place(charter: Charter, kind: str) -> int:
    if kind not in ClauseKind.values:
        raise ValidationError({"kind": _("Choisissez un des sujets de la liste.")})
    return place_for(kind, charter.clauses.values_list("position", flat=True))


def _first(clauses: Iterable[tuple[str, ...]]) -> list[Clause]:
    given = [Clause(**dict(zip(("kind", "text", "plain"), one, strict=False))) for one in clauses]
    said = {one.kind for one in given}
    headings = [kind.value for kind in ClauseKind if kind is not ClauseKind.OTHER and kind not in said]
    return [*given, *(Clause(kind=kind, text="") for kind in headings)]


def _copied(charter: Charter) -> list[Clause]:
    return [
        Clause(kind=one.kind, text=one.text, plain=one.plain, follows=one)
        for one in charter.clauses.standing()
    ]


def _write(charter: Charter, clauses: list[Clause]) -> None:
    taken: list[int] = []
    for clause in clauses:
        clause.charter, clause.position = charter, place_for(clause.kind, taken)
        taken.append(clause.position)
    Clause.objects.bulk_create(clauses)
