"""Who is acting: one frozen value per request, given to every verb and every query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What stands behind an act."""

    VISITOR = "visitor"
    HAT = "hat"
    LINK = "link"
    CLIENT = "client"
    SYSTEM = "system"


SELF = "self"
"""The role of someone signed in who wears no hat: only what is hers as a person."""


@dataclass(frozen=True, slots=True)
class Hat:
    """One person in one position: a membership, a mandate, or herself."""

    code: str
    role: str
    organisation_id: int | None = None
    label: str = ""
    needs_second_factor: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. Rights come from `hat` alone, never from the sum of the hats of a person.

    `strong` is true when the session was opened with a second factor; `key` is the idempotency key of the
    form being sent; `via` says by which door the act came (screen, command, import, job).
    """

    kind: Kind
    person_id: int | None = None
    account_id: int | None = None
    hat: Hat | None = None
    strong: bool = False
    key: UUID | None = None
    language: str = "fr"
    via: str = "screen"
    link_id: int | None = None

    @property
    def role(self) -> str:
        return self.hat.role if self.hat else self.kind.value

    @property
    def organisation_id(self) -> int | None:
        return self.hat.organisation_id if self.hat else None

    @property
    def is_someone(self) -> bool:
        return self.person_id is not None


VISITOR = Actor(Kind.VISITOR)


def system(job: str) -> Actor:
    """The actor of a job or of a command; `job` is written in the journal."""
    return Actor(Kind.SYSTEM, hat=Hat(code="system", role="system", label=job), via="job")
