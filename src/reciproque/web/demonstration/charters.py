"""The clauses of the demonstration's charters, in the words of those who wrote them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reciproque.partnerships.kinds import ClauseKind as Of

Clauses = tuple[tuple[str, str, str], ...]


def consultation() -> Clauses:
    return (
        (
            Of.OBJECTIVES,
            _(
                "Que chaque personne dépistée soit vue en quinze jours au plus, et que personne ne se perde ensuite."
            ),
            _("Voir vite chaque personne, et ne perdre personne ensuite."),
        ),
        (
            Of.MODALITIES,
            _(
                "Les bénévoles sont présents chaque jeudi, après la consultation du médecin et de l’infirmière."
                " L’accueil est offert, jamais imposé."
            ),
            _("Tous les jeudis, après la consultation. Vient qui veut."),
        ),
        (
            Of.RIGHTS,
            _(
                "Chacun peut dire ce qui ne va pas sans que cela lui soit reproché, et lire tout ce qui est décidé."
            ),
            _("Je peux dire ce qui ne va pas, et lire ce qui est décidé."),
        ),
        (
            Of.LIMITS,
            _(
                "Les bénévoles ne lisent pas les dossiers et ne donnent pas d’avis médical. Le service ne leur confie"
                " pas ce que l’équipe devrait faire."
            ),
            _("Pas de dossier lu, pas d’avis médical, pas le travail de l’équipe."),
        ),
        (
            Of.ROLES,
            _("Les bénévoles accueillent et expliquent ; l’équipe soigne ; la coordination tient les dates."),
            _("Les bénévoles accueillent, l’équipe soigne, la coordination tient les dates."),
        ),
        (
            Of.PAY,
            _(
                "Les bénévoles le sont par choix ; leurs trajets sont remboursés. Ce choix peut changer à tout moment."
            ),
            _("Je suis bénévole parce que je l’ai choisi. Mes trajets sont remboursés."),
        ),
        (
            Of.CONFIDENTIALITY,
            _("Ce qui est dit au café reste au café. Chacun est tenu au secret, avant, pendant et après."),
            _("Ce qui se dit au café reste au café."),
        ),
        (
            Of.STOPPING,
            _("Chacun peut s’arrêter quand il le veut, sans donner de raison."),
            _("Je peux m’arrêter quand je veux."),
        ),
        (
            Of.TROUBLE,
            _("En cas de difficulté : les deux référents d’abord, puis la coordination du CHU."),
            _("Un souci ? Les référents, puis la coordination."),
        ),
    )


def pain() -> Clauses:
    return (
        (
            Of.OBJECTIVES,
            _("Construire, animer et évaluer ensemble ce qui aide à vivre avec une douleur qui dure."),
            _("Apprendre ensemble à vivre avec une douleur qui dure."),
        ),
        (
            Of.MODALITIES,
            _(
                "Chaque atelier est préparé et animé à deux : une personne qui vit avec la douleur, un professionnel."
            ),
            _("Chaque atelier se prépare et s’anime à deux."),
        ),
        (
            Of.ROLES,
            _("La coordination est partagée. Ce que chacun décide est écrit dans sa fiche de rôle."),
            _("On coordonne à plusieurs ; ma feuille dit ce que je décide."),
        ),
        (
            Of.RIGHTS,
            _(
                "Le temps de préparation compte comme le temps d’atelier."
                " Chacun lit le compte rendu avant sa diffusion."
            ),
            _("Préparer compte autant qu’animer. Je relis avant que cela circule."),
        ),
        (
            Of.LIMITS,
            _("Personne n’est tenu de raconter sa vie. Une réponse médicale revient toujours à un soignant."),
            _("Je ne raconte que ce que je veux. Le médical, c’est pour les soignants."),
        ),
        (
            Of.PAY,
            _(
                "Le temps des partenaires est payé comme celui des professionnels pour la même séance, ou la"
                " différence est dite et choisie."
            ),
            _("Même séance, même paie, ou on dit pourquoi."),
        ),
        (
            Of.CONFIDENTIALITY,
            _("Ce qui est dit en atelier n’en sort pas, sauf accord de la personne."),
            _("Ce qui se dit en atelier n’en sort pas."),
        ),
        (
            Of.STOPPING,
            _("Chacun peut ralentir ou s’arrêter ; la santé passe avant le calendrier."),
            _("Je ralentis ou j’arrête : la santé d’abord."),
        ),
        (
            Of.TROUBLE,
            _("En cas de difficulté : les référents, puis une personne extérieure choisie ensemble."),
            _("Un souci ? Les référents, puis quelqu’un d’extérieur."),
        ),
    )
