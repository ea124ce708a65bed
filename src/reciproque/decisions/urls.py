"""Addresses of decisions."""

from django.urls import path

from . import views

app_name = "decisions"
urlpatterns = [
    path("decisions/", views.everywhere, name="everywhere"),
    path("decisions/<str:code>/", views.decision, name="decision"),
    path("moi/contribution/", views.contribution, name="contribution"),
    path("promesses/<str:code>/", views.commitment, name="commitment"),
    path("bilans/<str:code>/", views.review, name="review"),
    path("partenariats/<str:code>/decisions/", views.decisions, name="decisions"),
    path("partenariats/<str:code>/decisions/nouvelle/", views.decide, name="decide"),
    path("partenariats/<str:code>/vous-avez-dit/", views.said_and_done, name="said_and_done"),
]
