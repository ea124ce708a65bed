"""Addresses of useful addresses."""

from django.urls import path

from .views import files, search, sheets

app_name = "directory"
urlpatterns = [
    path("adresses/", search.sheets, name="sheets"),
    path("adresses/nouvelle/", sheets.new_sheet, name="sheet_add"),
    path("adresses/tenues/", search.keeping, name="keeping"),
    path("adresses/imports/", files.imports, name="imports"),
    path("adresses/imports/<str:code>/", files.intake, name="intake"),
    path("adresses/communes/", files.communes, name="communes"),
    path("adresses/controles/<str:code>/", sheets.check, name="check"),
    path("adresses/differences/<str:code>/", sheets.difference, name="difference"),
    path("adresses/services/<str:code>/", sheets.service, name="service"),
    path("adresses/services/<str:code>/retrait/", sheets.withdrawal, name="withdrawal"),
    path("adresses/<str:code>/", sheets.sheet, name="sheet"),
    path("adresses/<str:code>/fiche/", sheets.facts, name="facts"),
    path("adresses/<str:code>/verification/", sheets.confirmation, name="confirmation"),
    path("adresses/<str:code>/reponse/", sheets.feedback, name="feedback"),
    path("adresses/<str:code>/fermeture/", sheets.closing, name="closing"),
    path("adresses/<str:code>/services/", sheets.new_service, name="service_add"),
]
