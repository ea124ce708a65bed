"""A verb: right, transaction, reactions, idempotency, journal; and the wall that lets nothing else write."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from reciproque.foundation import guard, verbs
from reciproque.foundation.actor import Actor, Hat, Kind
from reciproque.foundation.models import Event, Submission
from reciproque.foundation.policy import RULES, Refused, allow, rule
from reciproque.foundation.verbs import VERBS, AlreadyDone, Stale, rewrite, verb
from reciproque.people.models import Organisation

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
BAKER = Actor(Kind.HAT, person_id=7, hat=Hat("H", "baker", 1, "Boulangerie"), via="command")

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery():
    with guard.upkeep("test"):
        return Organisation.objects.create(name="Four banal", kind="other")


@pytest.fixture
def rename():
    """A verb of its own, with a rule that serves bakers alone."""
    allow(Organisation, rename_for_test=rule("baker", because="il faut être boulanger"))

    @verb(Organisation, "rename_for_test", keeps=("name",))
    def rename(organisation, *, by, at, name, secret="", version=None):
        if not name:
            raise ValidationError({"name": "Un nom, s’il vous plaît."})
        return rewrite(organisation, version=version, name=name)

    yield rename
    key = (Organisation._meta.label, "rename_for_test")
    del VERBS[key], RULES[key]
    verbs.REACTIONS.pop(rename.label, None)


def test_a_verb_changes_the_row_and_leaves_one_line_that_keeps_only_what_it_declared(bakery, rename):
    rename(bakery, by=BAKER, at=AT, name="Fournil", secret="levain de 1912")

    bakery.refresh_from_db()
    line = Event.objects.get()
    assert (bakery.name, bakery.version, bakery.plain) == ("Fournil", 2, "fournil")
    assert (line.verb, line.person_ref, line.hat, line.subject_ref) == (
        "people.Organisation.rename_for_test",
        7,
        "Boulangerie",
        bakery.code,
    )
    assert line.particulars == {"name": "Fournil"}


def test_a_refused_attempt_changes_nothing_and_is_written(bakery, rename):
    with pytest.raises(Refused, match="boulanger"):
        rename(bakery, by=Actor(Kind.VISITOR, via="command"), at=AT, name="Pris")

    bakery.refresh_from_db()
    line = Event.objects.get()
    assert (bakery.name, line.refused, line.actor_kind) == ("Four banal", True, "visitor")


def test_a_form_sent_twice_is_carried_out_once(bakery, rename):
    sent = Actor(Kind.HAT, person_id=7, hat=BAKER.hat, key=uuid4())
    rename(bakery, by=sent, at=AT, name="Fournil")

    with pytest.raises(AlreadyDone) as again:
        rename(bakery, by=sent, at=AT, name="Fournil")

    bakery.refresh_from_db()
    assert (again.value.location, bakery.version) == (bakery.get_absolute_url(), 2)
    assert Submission.objects.count() == 1
    assert Event.objects.filter(refused=False).count() == 1


def test_a_form_sent_twice_stays_done_even_when_it_would_now_be_refused(bakery, rename):
    sent = Actor(Kind.HAT, person_id=7, hat=BAKER.hat, key=uuid4())
    rename(bakery, by=sent, at=AT, name="Fournil")
    fired = Actor(Kind.HAT, person_id=7, hat=Hat("H", "clerk"), key=sent.key)

    with pytest.raises(AlreadyDone):
        rename(bakery, by=fired, at=AT, name="Fournil")


def test_a_refused_form_may_be_sent_again(bakery, rename):
    sent = Actor(Kind.HAT, person_id=7, hat=BAKER.hat, key=uuid4())
    with pytest.raises(ValidationError):
        rename(bakery, by=sent, at=AT, name="")

    rename(bakery, by=sent, at=AT, name="Fournil")

    bakery.refresh_from_db()
    assert bakery.name == "Fournil"


def test_a_screen_without_its_key_is_refused(bakery, rename):
    with pytest.raises(Refused, match="incomplète"):
        rename(bakery, by=Actor(Kind.HAT, person_id=7, hat=BAKER.hat), at=AT, name="Fournil")


def test_the_second_of_two_editors_is_told(bakery, rename):
    rename(bakery, by=BAKER, at=AT, name="Le premier", version=1)

    with pytest.raises(Stale) as told:
        rename(bakery, by=BAKER, at=AT, name="Le second", version=1)

    bakery.refresh_from_db()
    assert (bakery.name, told.value.current.name) == ("Le premier", "Le premier")


def test_what_reacts_to_a_verb_shares_its_fate(bakery, rename):
    @verbs.reacts_to(rename.label)
    def fails(organisation, result, *, by, at, **how):
        raise IntegrityError("non")

    with pytest.raises(IntegrityError):
        rename(bakery, by=BAKER, at=AT, name="Fournil")

    bakery.refresh_from_db()
    assert (bakery.name, Event.objects.count()) == ("Four banal", 0)


def test_nested_verbs_share_the_identifier_of_the_act(bakery, rename):
    @verbs.reacts_to(rename.label)
    def renames_again(organisation, result, *, by, at, name, **how):
        if name == "Un":
            rename(organisation, by=by, at=at, name="Deux")

    rename(bakery, by=BAKER, at=AT, name="Un")

    assert Event.objects.count() == 2
    assert Event.objects.values("act").distinct().count() == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda row: Organisation.objects.create(name="x", kind="other"),
        lambda row: Organisation.objects.filter(pk=row.pk).update(name="x"),
        lambda row: Organisation.objects.filter(pk=row.pk).delete(),
        lambda row: Organisation.objects.bulk_create([Organisation(name="x", kind="other")]),
        lambda row: row.save(),
    ],
)
def test_nothing_but_a_verb_writes(bakery, write):
    with pytest.raises(guard.WriteOutsideVerb):
        write(bakery)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE people_organisation SET name = 'x'",
        '  delete from "people_organisation"',
        "INSERT OR REPLACE INTO `people_organisation` (id) VALUES (1)",
        "WITH a AS (SELECT 1) UPDATE people_organisation SET name = 'x'",
    ],
)
def test_raw_sql_does_not_write_either(sql):
    from django.db import connection

    with pytest.raises(guard.WriteOutsideVerb), connection.cursor() as cursor:
        cursor.execute(sql)
