"""The charter: written together, frozen by the first signature, in force when both sides signed the same version."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reciproque.foundation import guard
from reciproque.foundation.policy import Refused
from reciproque.foundation.requirements import Unmet
from reciproque.foundation.verbs import Stale
from reciproque.partnerships.kinds import ClauseKind, Side, Status
from reciproque.partnerships.models import Charter, Clause, Partnership, Signature
from reciproque.partnerships.queries.charter import charters_to_sign, digest_of, in_force, versions
from reciproque.partnerships.rules import charter as rules
from reciproque.partnerships.verbs import charter as verbs
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import evaluations
from tests.builders import partnerships as build
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db
WRITTEN = [(kind.value, f"Nous disons : {kind.label}.") for kind in ClauseKind]


@pytest.fixture
def partnership() -> Partnership:
    return build.met()


def drafted(partnership: Partnership, clauses=WRITTEN) -> Charter:
    return verbs.draft_charter(partnership, by=build.actor(partnership, Side.CARE), at=NOON, clauses=clauses)


def clause_of(charter: Charter, kind: str = ClauseKind.RIGHTS) -> Clause:
    return charter.clauses.standing().filter(kind=kind).first()


def sign(charter: Charter, side: str = Side.LIVED, **how) -> Signature:
    how = {
        "by": build.actor(charter.partnership, side),
        "digest": digest_of(charter, charter.clauses.standing()),
        "read_in_full": True,
    } | how
    return verbs.sign(charter, at=NOON, **how)


def latest(partnership: Partnership) -> Charter:
    return versions(partnership).first()


# --- drafting -------------------------------------------------------------------------------------
@pytest.mark.spec("B4", "S2-77")
def test_a_first_version_starts_from_the_clauses_given_and_the_usual_headings(partnership):
    charter = drafted(partnership, [(ClauseKind.PAY, "30 € de l’heure.")])

    written = [(one.kind, one.text) for one in charter.clauses.standing()]
    assert charter.number == 1
    assert (ClauseKind.PAY, "30 € de l’heure.") in written
    assert [kind for kind, _text in written] == [k.value for k in ClauseKind if k is not ClauseKind.OTHER]


def test_a_version_nobody_signed_is_changed_itself(partnership):
    drafted(partnership)

    with pytest.raises(ValidationError, match="version 1 n’est signée par personne"):
        drafted(partnership)


def test_a_clause_added_stands_after_those_of_its_heading(partnership):
    charter = drafted(partnership)

    verbs.add_clause(
        charter, by=build.actor(partnership, Side.LIVED), at=NOON, kind=ClauseKind.RIGHTS, text=" Être lu. "
    )

    rights = charter.clauses.standing().filter(kind=ClauseKind.RIGHTS)
    after = charter.clauses.standing().filter(position__gt=rights.last().position)
    assert [one.text for one in rights] == ["Nous disons : Droits.", "Être lu."]
    assert ClauseKind.OBJECTIVES not in after.values_list("kind", flat=True)


def test_an_added_clause_says_something(partnership):
    charter = drafted(partnership)

    with pytest.raises(ValidationError) as wrong:
        verbs.add_clause(
            charter, by=build.actor(partnership, Side.LIVED), at=NOON, kind=ClauseKind.RIGHTS, text="  "
        )

    assert set(wrong.value.error_dict) == {"text"}


def test_two_people_writing_the_same_clause_the_second_is_told(partnership):
    clause = clause_of(drafted(partnership))
    seen = clause.version
    how = {"at": NOON, "version": seen, "kind": clause.kind}
    verbs.revise_clause(clause, by=build.actor(partnership, Side.CARE), text="Lire son dossier.", **how)

    with pytest.raises(Stale) as problem:
        verbs.revise_clause(clause, by=build.actor(partnership, Side.LIVED), text="Être lu.", **how)

    assert problem.value.current.text == "Lire son dossier."
    assert Clause.objects.get(pk=clause.pk).text == "Lire son dossier."


def test_a_clause_taken_out_stays_readable_with_its_remarks(partnership):
    charter = drafted(partnership)
    clause = clause_of(charter)
    verbs.remark(clause, by=build.actor(partnership, Side.LIVED), at=NOON, text="Trop vague.")

    verbs.remove_clause(clause, by=build.actor(partnership, Side.CARE), at=NOON, version=clause.version)

    kept = charter.clauses.get(pk=clause.pk)
    assert kept not in charter.clauses.standing()
    assert (kept.removed_at, kept.removed_by) == (NOON, build.engagement(partnership, Side.CARE))
    assert [remark.text for remark in kept.remarks.all()] == ["Trop vague."]


def test_who_rewrites_a_clause_taken_out_meanwhile_is_told_by_whom(partnership):
    clause = clause_of(drafted(partnership))
    verbs.remove_clause(clause, by=build.actor(partnership, Side.CARE), at=NOON, version=clause.version)

    with pytest.raises(ValidationError, match="Solène Kervella a retiré cette clause"):
        verbs.revise_clause(
            clause,
            by=build.actor(partnership, Side.LIVED),
            at=NOON,
            version=clause.version,
            kind=clause.kind,
            text="Être lu.",
        )


# --- before signing -------------------------------------------------------------------------------
@pytest.mark.spec("S2-77")
@pytest.mark.parametrize("kind", rules.ALWAYS_SAID)
def test_a_charter_without_what_binds_is_not_signed(partnership, kind):
    charter = drafted(partnership)
    missing = clause_of(charter, kind)
    verbs.remove_clause(missing, by=build.actor(partnership, Side.CARE), at=NOON, version=missing.version)

    with pytest.raises(Unmet, match=f"« {kind.label} » reste à écrire"):
        sign(charter)

    assert Signature.objects.count() == 0


def test_a_charter_with_an_empty_heading_is_not_signed(partnership):
    charter = drafted(partnership, [one for one in WRITTEN if one[0] != ClauseKind.STOPPING])

    with pytest.raises(Unmet, match="« Droit d’arrêter » est vide"):
        sign(charter)


# --- signing --------------------------------------------------------------------------------------
@pytest.mark.spec("B4")
def test_a_signature_keeps_name_position_date_and_digest(partnership):
    charter = drafted(partnership)

    signature = sign(charter, Side.LIVED)

    assert (signature.side, signature.name, signature.position_words, signature.signed_at) == (
        Side.LIVED,
        "Karim Sow",
        "Patient partenaire · CHU des Deux-Rives",
        NOON,
    )
    assert signature.digest == digest_of(charter, charter.clauses.standing())


def test_a_signature_wants_the_explicit_tick(partnership):
    with pytest.raises(ValidationError) as wrong:
        sign(drafted(partnership), read_in_full=False)

    assert set(wrong.value.error_dict) == {"read_in_full"}


def test_one_signs_once(partnership):
    charter = drafted(partnership)
    sign(charter)

    with pytest.raises(Refused, match="vous avez déjà signé cette version"):
        sign(charter)

    assert charter.signatures.count() == 1


def test_the_database_refuses_two_signatures_of_one_engagement(partnership):
    signature = sign(drafted(partnership))
    signature.pk = None

    with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("test"):
        signature.save()


def test_one_signs_the_text_one_has_read(partnership):
    charter = drafted(partnership)
    read = digest_of(charter, charter.clauses.standing())
    clause = clause_of(charter)
    verbs.revise_clause(
        clause,
        by=build.actor(partnership, Side.CARE),
        at=NOON,
        version=clause.version,
        kind=clause.kind,
        text="Tout autre chose.",
    )

    with pytest.raises(Stale):
        sign(charter, digest=read)

    assert charter.signatures.count() == 0


@pytest.mark.spec("B4")
def test_once_signed_by_anyone_the_text_is_frozen(partnership):
    charter = drafted(partnership)
    clause = clause_of(charter)
    sign(charter, Side.LIVED)
    by, at = build.actor(partnership, Side.CARE), NOON

    for act in (
        lambda: verbs.revise_clause(clause, by=by, at=at, version=1, kind=clause.kind, text="Autre."),
        lambda: verbs.remove_clause(clause, by=by, at=at, version=1),
        lambda: verbs.remark(clause, by=by, at=at, text="Trop tard ?"),
        lambda: verbs.add_clause(charter, by=by, at=at, kind=ClauseKind.OTHER, text="Encore."),
    ):
        with pytest.raises(Refused, match="son texte ne change plus"):
            act()


def test_only_who_is_engaged_and_accepted_signs(partnership):
    charter = drafted(partnership)
    engaging.engage(
        partnership,
        by=build.actor(partnership, Side.CARE),
        at=NOON,
        person=cast.lucie(),
        position=Role.PARTNER,
        status=Status.VOLUNTEER,
        on_behalf_of=cast.chu(),
    )

    for someone in (cast.lucie(), cast.nadia(), cast.charlie()):
        with pytest.raises(Refused, match="il faut être engagé"):
            sign(charter, by=cast.actor_of(someone))


def test_one_signs_under_the_hat_one_engaged_with(partnership):
    charter = drafted(partnership)
    lucie = engaging.engage(
        partnership,
        by=build.actor(partnership, Side.CARE),
        at=NOON,
        person=cast.lucie(),
        position=Role.PARTNER,
        status=Status.VOLUNTEER,
        on_behalf_of=cast.chu(),
    )
    build.accepted(lucie)

    with pytest.raises(Refused, match="sous le chapeau que vous portez"):
        sign(charter, by=cast.actor_of(cast.lucie(), cast.passerelle()))

    signature = sign(charter, by=cast.actor_of(cast.lucie(), cast.chu()))
    assert signature.position_words == "Médiatrice en santé, patiente partenaire · CHU des Deux-Rives"


# --- versions -------------------------------------------------------------------------------------
@pytest.mark.spec("B4")
def test_a_version_is_in_force_when_both_sides_signed_it(partnership):
    charter = drafted(partnership)

    sign(charter, Side.LIVED)
    assert in_force(versions(partnership)) is None

    sign(charter, Side.CARE)
    assert in_force(versions(partnership)) == charter


@pytest.mark.spec("B4")
def test_a_new_version_copies_the_clauses_and_the_one_before_stays_in_force(partnership):
    first = build.signed(partnership)

    second = drafted(partnership)

    assert second.number == 2
    assert [(c.kind, c.text) for c in second.clauses.all()] == [(c.kind, c.text) for c in first.clauses.all()]
    assert [c.follows for c in second.clauses.all()] == list(first.clauses.all())
    assert in_force(versions(partnership)) == first
    assert first.signatures.count() == 2

    sign(second, Side.LIVED)
    sign(second, Side.CARE)
    assert in_force(versions(partnership)) == second


def test_a_version_left_behind_is_no_longer_signed(partnership):
    first = drafted(partnership)
    sign(first, Side.LIVED)
    drafted(partnership)

    with pytest.raises(Refused, match="une version plus récente a été proposée"):
        sign(first, Side.CARE)


def test_what_changes_is_told_clause_by_clause(partnership):
    first = build.signed(partnership)
    second = drafted(partnership)
    by, at = build.actor(partnership, Side.LIVED), NOON
    rights, limits = clause_of(second, ClauseKind.RIGHTS), clause_of(second, ClauseKind.LIMITS)
    verbs.revise_clause(
        rights, by=by, at=at, version=1, kind=rights.kind, text="Ce que nous disons fort : Droits."
    )
    verbs.remove_clause(limits, by=build.actor(partnership, Side.LIVED), at=at, version=1)
    verbs.add_clause(
        second, by=build.actor(partnership, Side.LIVED), at=at, kind=ClauseKind.OTHER, text="Un goûter."
    )

    told = rules.changes(list(first.clauses.standing()), list(second.clauses.standing()))

    states = {(one.state, one.kind) for one in told if one.state != rules.SAME}
    assert states == {
        (rules.CHANGED, ClauseKind.RIGHTS),
        (rules.REMOVED, ClauseKind.LIMITS),
        (rules.ADDED, ClauseKind.OTHER),
    }
    changed = next(one for one in told if one.state == rules.CHANGED)
    assert [(run.mark, run.text) for run in changed.runs] == [
        ("", "Ce que nous disons "),
        ("ins", "fort "),
        ("", ": Droits."),
    ]


def test_a_digest_depends_on_every_word_and_on_the_order():
    clauses = [("rights", "Lire."), ("limits", "Pas de soin.")]
    one = rules.digest("AB", 1, "fr", clauses)

    assert one == rules.digest("AB", 1, "fr", clauses)
    others = {
        rules.digest("AB", 2, "fr", clauses),
        rules.digest("AB", 1, "en", clauses),
        rules.digest("AC", 1, "fr", clauses),
        rules.digest("AB", 1, "fr", clauses[::-1]),
        rules.digest("AB", 1, "fr", [("rights", "Lire. "), clauses[1]]),
    }
    assert one not in others
    assert len(others) == 5


# --- what waits, what is over ---------------------------------------------------------------------
def test_the_side_that_has_not_signed_is_told_at_home(partnership):
    sign(drafted(partnership), Side.LIVED)

    waiting = cast.waiting(charters_to_sign, build.actor(partnership, Side.CARE), TODAY)

    assert [item.detail for item in waiting] == ["Consultation prioritaire"]
    assert cast.waiting(charters_to_sign, build.actor(partnership, Side.LIVED), TODAY) == []
    assert cast.waiting(charters_to_sign, cast.actor_of(cast.charlie()), TODAY) == []


@pytest.mark.spec("B10")
def test_the_charter_of_an_ended_partnership_is_left_as_it_is():
    partnership = build.begun()
    charter = latest(partnership)
    clause = clause_of(charter)
    by, at = build.actor(partnership, Side.LIVED), NOON + timedelta(days=1)
    evaluations.ended(partnership)

    for act in (
        lambda: verbs.draft_charter(partnership, by=by, at=at),
        lambda: verbs.add_clause(charter, by=by, at=at, kind=ClauseKind.OTHER, text="Encore."),
        lambda: verbs.revise_clause(clause, by=by, at=at, version=1, kind=clause.kind, text="Autre."),
        lambda: verbs.remove_clause(clause, by=by, at=at, version=1),
        lambda: verbs.remark(clause, by=by, at=at, text="Un mot."),
        lambda: sign(charter, by=by),
    ):
        with pytest.raises(Refused, match="le partenariat est terminé"):
            act()
