"""Addresses of encounters: the person's, under /rencontre/, hold no code; the professional's are under /rencontres/."""

from django.urls import path

from .views import person, professional

app_name = "encounters"
urlpatterns = [
    path("rencontre/", person.door, name="door"),
    path("rencontre/lien/<str:secret>/", person.link, name="link"),
    path("rencontre/nouvelle/", person.new, name="my_new"),
    path("rencontre/sortie/", person.leaving, name="my_leaving"),
    path("rencontre/page/", person.encounter, name="my_encounter"),
    path("rencontre/page/presence/", person.presence, name="my_presence"),
    path("rencontre/page/lignes/<str:which>/retrait/", person.withdrawal, name="my_withdrawal"),
    path("rencontre/page/ouverture/", person.opening, name="my_opening"),
    path("rencontre/page/attente/", person.waiting, name="my_waiting"),
    path("rencontre/page/ensemble/", person.together, name="my_together"),
    path("rencontre/page/decision/", person.decision, name="my_decision"),
    path("rencontre/page/decision/accord/", person.agreement, name="my_agreement"),
    path("rencontre/page/apres/", person.after, name="my_after"),
    path("rencontre/page/copie/<str:shape>/", person.copy, name="my_copy"),
    path("rencontre/page/garde/", person.keeping, name="my_keeping"),
    path("rencontre/page/effacement/", person.erasure, name="my_erasure"),
    path("mois/", person.month, name="month"),
    path("rencontres/", professional.encounters, name="encounters"),
    path("rencontres/nouvelle/", professional.beginning_one, name="new"),
    path("rencontres/jointe/", professional.joining, name="joining"),
    path("rencontres/nombres/", professional.counts, name="counts"),
    path("rencontres/<str:code>/", professional.encounter, name="encounter"),
    path("rencontres/<str:code>/dessin/", professional.drawn, name="drawn"),
    path("rencontres/<str:code>/code/", professional.handing, name="handing"),
    path("rencontres/<str:code>/abandon/", professional.cancelling, name="cancelling"),
    path("rencontres/<str:code>/papier/", professional.paper, name="paper"),
    path("rencontres/<str:code>/saisie/", professional.typing, name="typing"),
    path("rencontres/<str:code>/lignes/<str:which>/retrait/", professional.withdrawal, name="withdrawal"),
    path("rencontres/<str:code>/ouverture/", professional.opening, name="opening"),
    path("rencontres/<str:code>/attente/", professional.waiting, name="waiting"),
    path("rencontres/<str:code>/ensemble/", professional.together, name="together"),
    path("rencontres/<str:code>/decision/", professional.decision, name="decision"),
    path("rencontres/<str:code>/decision/accord/", professional.agreement, name="agreement"),
    path("rencontres/<str:code>/apres/", professional.after, name="after"),
    path("rencontres/<str:code>/copie/<str:shape>/", professional.copy, name="copy"),
]
