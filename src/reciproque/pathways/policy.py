"""Who reads a pathway, who writes it, who reads it again, who publishes and shares it."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import SELF, Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, Rule, allow, rule
from reciproque.partnerships.policy import acting_engagements, doers, readers, running
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation
from reciproque.people.policy import is_my_organisation

from .kinds import LIVED_READERS, Side, Verdict
from .models import Author, Pathway, Publication, Reading, Sharing, Step, Version, Wording

WRITERS = (Role.COORDINATOR, Role.PROFESSIONAL, Role.PARTNER)
DRAFT = Q(publication=None)
SHARED = Sharing.objects.filter(ended_at=None)


def of_house(path: str):
    def where(actor: Actor) -> Q:
        return Q(**{f"{path}organisation": actor.organisation_id}) if actor.organisation_id else NO_ROW

    return where


def whole_house(path: str) -> Rule:
    """Those who read all of a pathway; `path` leads from the row to it (« of__pathway__ »)."""
    return rule(
        *Role, where=of_house(path), because=_("les membres de la structure lisent ses parcours")
    ) | readers(f"{path}partnership")


def writers(path: str) -> Rule:
    return rule(
        *WRITERS,
        where=of_house(path),
        because=_("la coordination, les professionnels et les partenaires de la structure l’écrivent"),
    ) | doers(f"{path}partnership").when(*running(f"{path}partnership"))


def again(path: str) -> Rule:
    """Who may read a draft again: a professional, or a person concerned; never the coordination for either."""
    both = (Role.PROFESSIONAL, *LIVED_READERS)

    def engaged(actor: Actor) -> Q:
        if actor.role not in (*both, SELF):
            return NO_ROW
        return Q(Exists(acting_engagements(actor, of=f"{path}partnership")))

    return rule(
        *both,
        where=of_house(path),
        because=_("un professionnel, un partenaire ou une personne concernée de la structure le relit"),
    ) | rule(
        SOMEONE,
        where=engaged,
        because=_("une personne engagée dans le partenariat le relit, hors coordination"),
    )


def coordination(path: str) -> Rule:
    return rule(Role.COORDINATOR, where=of_house(path), because=_("c’est à la coordination de la structure"))


def draft(path: str) -> tuple[Q, object, object]:
    return (
        Q(**{f"{path}publication": None}),
        _("la version est un brouillon"),
        _("cette version est publiée, elle ne change plus : commencez-en une nouvelle"),
    )


def read_again_by(side: str) -> Q:
    """Somebody of that side read the draft as it stands, and says that it may be given to people."""
    said = Reading.objects.filter(
        of=OuterRef("pk"), at_version=OuterRef("version"), side=side, verdict=Verdict.READY
    )
    return Q(Exists(said))


shared = Q(Exists(SHARED.filter(pathway=OuterRef("pk"))))
published = Q(Exists(Publication.objects.filter(of__pathway=OuterRef("pk"))))
unfinished = Q(Exists(Version.objects.filter(pathway=OuterRef("pk"), publication=None)))
elsewhere = _("il est partagé : les autres structures le lisent et peuvent le reprendre")

allow(
    Organisation,
    begin_pathway=rule(
        *WRITERS,
        where=is_my_organisation,
        because=_("la coordination, les professionnels et les partenaires de la structure"),
    ),
)
allow(
    Pathway,
    see=whole_house("") | rule(*Role, where=shared & published, because=elsewhere),
    begin_version=writers("").when(
        ~unfinished,
        _("aucun brouillon n’est en cours"),
        _("un brouillon est déjà en cours : c’est lui qui se change"),
    ),
    tie=coordination(""),
    share=coordination("")
    .when(published, _("une version est publiée"), _("rien n’est encore publié"))
    .when(~shared, _("il n’est pas déjà partagé"), _("il est déjà partagé")),
    keep_in=coordination("").when(shared, _("il est partagé"), _("il n’est pas partagé")),
)
allow(
    Version,
    see=whole_house("pathway__")
    | rule(
        *Role,
        where=Q(Exists(SHARED.filter(pathway=OuterRef("pathway")))) & Q(publication__isnull=False),
        because=elsewhere,
    ),
    add_language=writers("pathway__").when(*draft("")),
    add_step=writers("pathway__").when(*draft("")),
    credit=writers("pathway__").when(*draft("")),
    read_again=again("pathway__").when(*draft("")),
    publish=coordination("pathway__")
    .when(*draft(""))
    .when(
        read_again_by(Side.CARE),
        _("un professionnel l’a relue telle qu’elle est"),
        _("il manque la relecture d’un professionnel, sur le texte tel qu’il est maintenant"),
    )
    .when(
        read_again_by(Side.LIVED),
        _("un partenaire ou une personne concernée l’a relue telle qu’elle est"),
        _(
            "il manque la relecture d’un partenaire ou d’une personne concernée, sur le texte tel qu’il est maintenant"
        ),
    ),
)
ONE_OF_IT = "of__pathway__"
written = writers(ONE_OF_IT).when(*draft("of__"))
allow(
    Wording,
    see=whole_house(ONE_OF_IT),
    revise=written,
    remove=written.when(
        ~Q(language=F("of__language")),
        _("ce n’est pas la langue du parcours"),
        _("c’est la langue dans laquelle le parcours est écrit : elle reste"),
    ),
)
allow(Step, see=whole_house(ONE_OF_IT), revise=written, move=written, remove=written, vary=written)
allow(Author, see=whole_house(ONE_OF_IT), remove=written)
