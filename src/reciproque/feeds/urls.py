"""Addresses of the calendar one takes along."""

from django.urls import path

from . import views

app_name = "feeds"
urlpatterns = [
    path("mon-calendrier/", views.mine, name="mine"),
    path("mon-calendrier/<str:code>/", views.feed, name="feed"),
    path("mon-calendrier/<str:code>/changement/", views.revision, name="revision"),
    path("mon-calendrier/<str:code>/fin/", views.revocation, name="revocation"),
    path("calendrier/<str:secret>.ics", views.file, name="file"),
]
