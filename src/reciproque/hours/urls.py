"""Addresses of time confirmed, of disagreements, of the statement and of thanks."""

from __future__ import annotations

from django.urls import path

from .views import confirming, disputing, statement, thanking

app_name = "hours"
urlpatterns = [
    path("mes-heures/a-confirmer/", confirming.to_confirm, name="to_confirm"),
    path("mes-heures/a-confirmer/tout/", confirming.confirmations, name="confirmations"),
    path("mes-heures/a-confirmer/<str:code>/", confirming.confirmation, name="confirmation"),
    path("mes-heures/autour/<str:code>/", confirming.around, name="around"),
    path("mes-heures/releve/", statement.statement, name="statement"),
    path("mes-heures/releve/<str:shape>/", statement.file, name="statement_file"),
    path("heures/echanges/<str:code>/", disputing.dispute, name="dispute"),
    path("heures/echanges/<str:code>/accord/", disputing.settlement, name="settlement"),
    path("heures/<str:code>/desaccord/", disputing.disagreement, name="disagreement"),
    path("heures/<str:code>/confirmation/", confirming.vouched, name="vouched"),
    path("partenariats/<str:code>/heures/a-confirmer/", confirming.vouching, name="vouching"),
    path("partenariats/<str:code>/heures/a-confirmer/tout/", confirming.vouchings, name="vouchings"),
    path("partenariats/<str:code>/mercis/", thanking.thanks, name="thanks"),
    path("partenariats/<str:code>/mercis/nouveau/", thanking.thanking, name="thanking"),
    path("mes-mercis/", thanking.my_thanks, name="my_thanks"),
    path("mes-mercis/<str:code>/", thanking.received, name="received"),
    path("mes-mercis/<str:code>/montre/", thanking.showing, name="showing"),
    path("mes-mercis/<str:code>/retrait/", thanking.hiding, name="hiding"),
]
