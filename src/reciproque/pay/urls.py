"""Addresses of pay."""

from __future__ import annotations

from django.urls import path

from .views import equity, expenses, grid, house, own, papers

app_name = "pay"
urlpatterns = [
    path("mes-paiements/", own.my_payments, name="my_payments"),
    path("paiements/<str:code>/", own.line, name="line"),
    path("paiements/<str:code>/recu/", own.reception, name="reception"),
    path("paiements/<str:code>/non-recu/", own.refusal, name="refusal"),
    path("paiements/<str:code>/annulation/", house.cancellation, name="cancellation"),
    path("mes-frais/demande/", expenses.asking, name="ask_expense"),
    path("frais/<str:code>/", expenses.expense, name="expense"),
    path("frais/<str:code>/justificatif/", expenses.attaching, name="attach"),
    path("frais/<str:code>/don/", expenses.gift, name="gift"),
    path("justificatifs/<str:code>/", expenses.receipt, name="receipt"),
    path("structures/<str:code>/paiements/", house.payments, name="payments"),
    path("envois/<str:code>/", house.batch, name="batch"),
    path("envois/<str:code>/classeur/", house.batch_book, name="batch_book"),
    path("envois/<str:code>/tableau/<str:which>/", house.batch_sheet, name="batch_sheet"),
    path("structures/<str:code>/grille/", grid.grid, name="grid"),
    path("structures/<str:code>/grille/tarif/", grid.new_rate, name="new_rate"),
    path("structures/<str:code>/equite/", equity.report, name="report"),
    path("interventions/<str:code>/equite/", equity.session, name="session_equity"),
    path("structures/<str:code>/pieces/", papers.papers, name="papers"),
    path("engagements/<str:code>/pieces/", papers.note, name="note_paper"),
    path("remuneration/reperes/", grid.landmarks, name="landmarks"),
]
