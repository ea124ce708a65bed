"""Addresses of openings."""

from django.urls import path

from . import views

app_name = "openings"
urlpatterns = [
    path("ouvertures/", views.openings, name="openings"),
    path("ouvertures/demande/<str:code>/", views.asking, name="asking"),
    path("ouvertures/<str:code>/", views.opening, name="opening"),
    path("ouvertures/<str:code>/accord/", views.agreement, name="agreement"),
    path("ouvertures/<str:code>/refus/", views.refusal, name="refusal"),
    path("ouvertures/<str:code>/fin/", views.ending, name="ending"),
]
