"""An encounter, the lines of its two cards, what was decided, all sealed; and counts that lead to nobody."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.crypto import new_key, seal, seal_under, unseal, unseal_under
from reciproque.foundation.journal import CONFIDENTIAL
from reciproque.foundation.models import Record
from reciproque.people.models import Organisation, Person

from .kinds import Item, Mark, Presence, Question, Side

CONFIDENTIAL |= {"encounters.Encounter", "encounters.Line"}
PURPOSE = "encounters.key"
"""What the key of each encounter is sealed for."""


class Encounter(Record):
    """Two people prepare a card each, open both together, and decide. Nothing says who the person is.

    `given_digest` is that of the code one side hands to the other, used once; `own_digest` that of the code she
    alone holds. `expires_at` is when all of it is erased; none once she keeps it. `kept_for` is an opaque name
    under which a space of hers finds it again. `typed_at`: held on paper, typed after.
    """

    begun_by = models.CharField(max_length=6, choices=Side)
    begun_at = models.DateTimeField()
    professional = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="encounters")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="encounters"
    )
    sealed_key = models.BinaryField(editable=False)
    turn = models.PositiveSmallIntegerField(default=1, editable=False)
    given_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    own_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    presence = models.CharField(_("qui d’autre sera là"), max_length=6, choices=Presence, blank=True)
    presence_said_at = models.DateTimeField(null=True)
    person_ready_at = models.DateTimeField(null=True)
    pro_ready_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    typed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    person_rated_at = models.DateTimeField(null=True)
    pro_rated_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)
    kept_at = models.DateTimeField(null=True)
    kept_for = models.CharField(max_length=64, null=True, db_index=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(person_ready_at__isnull=False, pro_ready_at__isnull=False),
                name="encounter_opened_by_both",
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_for=None, expires_at__isnull=False)
                | Q(kept_at__isnull=False, expires_at=None),
                name="encounter_erased_unless_kept",
            ),
            models.CheckConstraint(
                condition=Q(professional=None, organisation=None)
                | Q(professional__isnull=False, organisation__isnull=False),
                name="encounter_professional_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["professional", "organisation", "-id"], name="encounter_his")]

    def get_absolute_url(self):
        return address("encounters:encounter", self.code)

    def make_key(self) -> None:
        """Give it a key of its own, bound to its row: erased with it, it opens nothing any more."""
        self.sealed_key = seal(PURPOSE, new_key(), bound_to=self.code)

    def seal(self, words: str, *, of: str) -> bytes:
        """Words under the key of this encounter; they open in the row they were sealed `of`, and nowhere else."""
        return seal_under(self._key, words.encode(), bound_to=of)

    def unseal(self, sealed: bytes, *, of: str) -> str:
        return unseal_under(self._key, bytes(sealed), bound_to=of).decode()

    @property
    def _key(self) -> bytes:
        return unseal(PURPOSE, bytes(self.sealed_key), bound_to=self.code)


class Line(Record):
    """One line of a card, sealed. `mark` is what the other side says of it, `talked_at` when its author ticked it."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(max_length=6, choices=Side)
    question = models.CharField(max_length=10, choices=Question)
    sealed = models.BinaryField(editable=False)
    mark = models.CharField(max_length=8, choices=Mark, blank=True)
    talked_at = models.DateTimeField(null=True)

    def write(self, words: str) -> None:
        self.sealed = self.encounter.seal(words, of=self.code)

    @property
    def words(self) -> str:
        return self.encounter.unseal(self.sealed, of=self.code)


class Decision(Record):
    """What the two decided, sealed: options, what was chosen, in whose words. Each side says that this is it."""

    encounter = models.OneToOneField(Encounter, on_delete=models.CASCADE, related_name="decision")
    sealed = models.BinaryField(editable=False)
    review_on = models.DateField(_("quand en reparler"), null=True, db_index=True)
    written_by = models.CharField(max_length=6, choices=Side)
    written_at = models.DateTimeField()
    person_agreed_at = models.DateTimeField(null=True)
    pro_agreed_at = models.DateTimeField(null=True)

    def write(self, data: dict[str, Any]) -> None:
        self.sealed = self.encounter.seal(json.dumps(data), of=self.code)

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(self.encounter.unseal(self.sealed, of=self.code))


class Felt(models.Model):
    """How many times a value was given to an item: of a month, of a side, of an organisation; of no encounter.

    There is no row for an answer, so that no order, no instant and no key lead back to whoever gave it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    side = models.CharField(max_length=6, choices=Side, blank=True)
    item = models.CharField(max_length=10, choices=Item)
    value = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "side", "item", "value"], name="felt_counted_once"
            )
        ]
