"""Addresses of imports and exports."""

from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/nouveau/", views.new_import, name="new_import"),
    path("imports/<str:code>/", views.import_, name="import"),
    path("imports/<str:code>/colonnes/", views.columns, name="columns"),
    path("imports/<str:code>/confirmation/", views.confirmation, name="confirmation"),
    path("imports/<str:code>/retrait/", views.removal, name="removal"),
    path("imports/<str:code>/lignes/", views.lines, name="lines"),
    path("imports/<str:code>/lignes/fichier/", views.faulty_file, name="faulty_file"),
    path("imports/<str:code>/tenues/", views.held_lines, name="held_lines"),
    path("exports/structures/<str:kind>/", views.organisations_file, name="organisations_file"),
]
