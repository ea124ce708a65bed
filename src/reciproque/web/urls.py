"""Addresses of the pages that gather everything."""

from django.urls import path

from . import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", views.looking, name="search"),
    path("aide/", views.guide, name="guide"),
    path("aide/droits/", views.permissions, name="permissions"),
    path("administration/envois/", views.deliveries, name="deliveries"),
    path("administration/travaux/", views.jobs, name="jobs"),
    path("visite/", views.tour, name="tour"),
    path("ce-que-reciproque-met-en-oeuvre/", views.features, name="features"),
    path("sources/", views.sources, name="sources"),
]
