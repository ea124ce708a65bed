"""Who reads what a person says of herself: those she chose, as they stand today; nobody else, institutions included."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import written
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, allow, rule
from reciproque.partnerships.models import Engagement
from reciproque.partnerships.policy import ACCEPTED, running, under_this_hat
from reciproque.partnerships.queries.positions import no_longer_held
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership, Person
from reciproque.people.policy import COLLEAGUES, mine
from reciproque.people.queries.hats import in_force

from .kinds import OPEN_TO, Reader
from .models import Facet, MatchingConsent, SelfDescription


def open_to(reader: Reader) -> Q:
    return Q(visibility__in=OPEN_TO[reader])


def of_my_house(actor: Actor) -> Q:
    """People who hold a position, or sit by a mandate, in the organisation of the hat, today."""
    if not actor.organisation_id:
        return NO_ROW
    theirs = {"person": OuterRef("person")}
    held = Membership.objects.filter(in_force(written.day()), organisation=actor.organisation_id, **theirs)
    sits = Mandate.objects.filter(in_force(written.day()), seat=actor.organisation_id, **theirs)
    return Q(Exists(held)) | Q(Exists(sits))


def lasting(on: date) -> Q:
    """Engagements accepted, in a partnership that has not ended, in a position still held on a day."""
    same = Engagement.objects.filter(pk=OuterRef("pk"))
    return ACCEPTED & running("partnership")[0] & ~Q(Exists(no_longer_held(same, on=on)))


def in_my_partnerships(actor: Actor) -> Q:
    """People engaged where the actor is, under the hat she engaged with."""
    if not actor.person_id:
        return NO_ROW
    mine_now = Engagement.objects.filter(under_this_hat(actor), partnership=OuterRef("partnership"))
    theirs = Engagement.objects.filter(lasting(written.day()), Exists(mine_now), person=OuterRef("person"))
    return Q(Exists(theirs))


herself = rule(SOMEONE, where=mine(), because=_("chacun tient son propre profil"))
coordination = rule(
    Role.COORDINATOR, where=of_my_house, because=_("la coordination d’une structure où elle est aujourd’hui")
).when(open_to(Reader.COORDINATION), _("si elle le lui ouvre"))
partners = rule(
    SOMEONE, where=in_my_partnerships, because=_("les personnes engagées aujourd’hui avec elle")
).when(open_to(Reader.PARTNERS), _("si elle le leur ouvre"))
colleagues = rule(
    *COLLEAGUES, where=of_my_house, because=_("les membres d’une structure où elle est aujourd’hui")
).when(open_to(Reader.COLLEAGUES), _("si elle l’ouvre à qui peut voir sa page"))
for_oneself = rule(SOMEONE, where=mine("pk"), because=_("chacun tient son propre profil"))
standing = Q(withdrawn_at=None)

allow(SelfDescription, see=herself)
allow(Facet, see=herself | coordination | partners | colleagues)
allow(
    Person,
    describe_herself=for_oneself,
    be_counted=for_oneself,
    allow_matching=for_oneself.when(
        ~Q(Exists(MatchingConsent.objects.filter(standing, person=OuterRef("pk")))),
        _("l’accord n’est pas déjà donné"),
        _("vous avez déjà donné cet accord"),
    ),
)
allow(
    MatchingConsent,
    see=herself,
    withdraw=herself.when(
        standing, _("l’accord n’est pas déjà retiré"), _("vous avez déjà retiré cet accord")
    ),
)
