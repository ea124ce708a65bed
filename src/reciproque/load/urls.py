"""Addresses of one's own rhythm."""

from django.urls import path

from . import views

app_name = "load"
urlpatterns = [
    path("mon-rythme/", views.mine, name="mine"),
    path("mon-rythme/regler/", views.settings, name="settings"),
    path("mon-rythme/pause/", views.pause, name="pause"),
    path("mon-rythme/reprise/", views.resumption, name="resumption"),
]
