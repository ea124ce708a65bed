"""Addresses of partnerships, chapter by chapter; each chapter has its views in `views/<chapter>.py`."""

from __future__ import annotations

from django.urls import path

from .views import activation as activation_views
from .views import barometer as barometer_views
from .views import charter as charter_views
from .views import degrees as degree_views
from .views import ending as ending_views
from .views import evaluation as evaluation_views
from .views import founding as founding_views
from .views import framing as framing_views
from .views import hours as hours_views
from .views import interventions as intervention_views
from .views import objectives as objective_views
from .views import partnerships as list_views
from .views import people as people_views
from .views import series as series_views

app_name = "partnerships"

# --- the partnership begins: list, founding, page, framing, needs, activation ---------------------
beginning: list = [
    path("partenariats/", list_views.partnerships, name="list"),
    path("partenariats/nouveau/", founding_views.choose, name="founding"),
    path("partenariats/nouveau/<slug:start>/", founding_views.found, name="found"),
    path("partenariats/<str:code>/", list_views.partnership, name="partnership"),
    path("partenariats/<str:code>/fiche/", founding_views.sheet, name="sheet"),
    path("partenariats/<str:code>/cadrage/", framing_views.framing, name="framing"),
    path("partenariats/<str:code>/cadrage/reponses/", framing_views.answers, name="answers"),
    path("partenariats/<str:code>/cadrage/accords/", framing_views.concords, name="concords"),
    path("partenariats/<str:code>/cadrage/differences/", framing_views.differences, name="differences"),
    path("partenariats/<str:code>/cadrage/differences/<str:which>/", framing_views.wording, name="wording"),
    path(
        "partenariats/<str:code>/cadrage/differences/<str:which>/accord/",
        framing_views.agreement,
        name="agreement",
    ),
    path("partenariats/<str:code>/cadrage/pret/", framing_views.readiness, name="readiness"),
    path("partenariats/<str:code>/cadrage/pas-pret/", framing_views.hesitation, name="hesitation"),
    path("partenariats/<str:code>/cadrage/pas-pret/<str:which>/", framing_views.lifting, name="lifting"),
    path("partenariats/<str:code>/besoins/", objective_views.needs, name="needs"),
    path("partenariats/<str:code>/besoins/nouveau/", objective_views.new_need, name="new_need"),
    path("partenariats/<str:code>/besoins/<str:which>/", objective_views.need, name="need"),
    path(
        "partenariats/<str:code>/besoins/objectifs/nouveau/",
        objective_views.new_objective,
        name="new_objective",
    ),
    path(
        "partenariats/<str:code>/besoins/objectifs/<str:which>/", objective_views.objective, name="objective"
    ),
    path(
        "partenariats/<str:code>/besoins/objectifs/<str:which>/atteinte/",
        objective_views.reaching,
        name="reaching",
    ),
    path(
        "partenariats/<str:code>/evaluations/premiere/",
        activation_views.first_evaluation,
        name="first_evaluation",
    ),
    path("partenariats/<str:code>/commencement/", activation_views.beginning, name="beginning"),
]

# --- charter: clauses, remarks, signatures --------------------------------------------------------
charter: list = [
    path("partenariats/<str:code>/charte/", charter_views.charter, name="charter"),
    path("partenariats/<str:code>/charte/versions/", charter_views.drafting, name="drafting"),
    path("partenariats/<str:code>/charte/clauses/", charter_views.new_clause, name="new_clause"),
    path("partenariats/<str:code>/charte/clauses/<str:which>/", charter_views.clause, name="clause"),
    path(
        "partenariats/<str:code>/charte/clauses/<str:which>/retrait/", charter_views.removal, name="removal"
    ),
    path(
        "partenariats/<str:code>/charte/clauses/<str:which>/remarques/", charter_views.remarks, name="remarks"
    ),
    path(
        "partenariats/<str:code>/charte/remarques/<str:which>/",
        charter_views.remark_answer,
        name="remark_answer",
    ),
    path(
        "partenariats/<str:code>/charte/remarques/<str:which>/reprise/",
        charter_views.remark_taken_back,
        name="remark_taken_back",
    ),
    path("partenariats/<str:code>/charte/<int:number>/", charter_views.version, name="version"),
    path("partenariats/<str:code>/charte/<int:number>/en-clair/", charter_views.plain, name="plain"),
    path("partenariats/<str:code>/charte/<int:number>/ecarts/", charter_views.difference, name="changes"),
    path("partenariats/<str:code>/charte/<int:number>/signature/", charter_views.signature, name="signature"),
    path("partenariats/<str:code>/charte/<int:number>/pdf/", charter_views.document, name="charter_pdf"),
]

# --- people: engagements, role sheets, referents --------------------------------------------------
people: list = [
    path("partenariats/<str:code>/personnes/", people_views.people, name="people"),
    path("partenariats/<str:code>/personnes/nouvelle/", people_views.propose, name="engage"),
    path("partenariats/<str:code>/personnes/<str:who>/", people_views.engagement, name="engagement"),
    path("partenariats/<str:code>/personnes/<str:who>/accord/", people_views.acceptance, name="accept"),
    path("partenariats/<str:code>/personnes/<str:who>/refus/", people_views.refusal, name="decline"),
    path("partenariats/<str:code>/personnes/<str:who>/reprise/", people_views.withdrawal, name="withdraw"),
    path("partenariats/<str:code>/personnes/<str:who>/depart/", people_views.departure, name="leave"),
    path("partenariats/<str:code>/personnes/<str:who>/referent/", people_views.referent, name="referent"),
    path("partenariats/<str:code>/personnes/<str:who>/role/", people_views.role, name="role"),
    path(
        "partenariats/<str:code>/personnes/<str:who>/role/confirmation/",
        people_views.role_confirmation,
        name="role_confirmation",
    ),
]

# --- interventions: calendar, holding, hours ------------------------------------------------------
interventions: list = [
    path("agenda/", intervention_views.agenda, name="agenda"),
    path("partenariats/<str:code>/agenda/", intervention_views.calendar, name="calendar"),
    path("partenariats/<str:code>/agenda/nouvelle/", intervention_views.plan, name="plan"),
    path("interventions/<str:code>/", intervention_views.intervention, name="intervention"),
    path("interventions/<str:code>/revision/", intervention_views.revision, name="revision"),
    path("interventions/<str:code>/tenue/", intervention_views.holding, name="holding"),
    path(
        "interventions/<str:code>/formation-croisee/",
        intervention_views.cross_training,
        name="cross_training",
    ),
    path(
        "interventions/<str:code>/formation-croisee/retrait/",
        intervention_views.cross_training_removal,
        name="cross_training_removal",
    ),
    path("interventions/<str:code>/annulation/", intervention_views.cancellation, name="cancellation"),
    path("interventions/<str:code>/temps/", intervention_views.own_time, name="own_time"),
    path("partenariats/<str:code>/agenda/serie/", series_views.series, name="series"),
    path("interventions/<str:code>/note/", series_views.private_note, name="private_note"),
    path("moi/nouvelles/<str:code>/", series_views.check_in, name="check_in"),
    path("moi/nouvelles/<str:code>/reprise/", series_views.resumption, name="resumption"),
    path("nouvelles/<str:code>/", series_views.reaching_out, name="reaching_out"),
    path("partenariats/<str:code>/heures/", hours_views.hours, name="hours"),
    path("mes-heures/", hours_views.my_hours, name="my_hours"),
    path("mes-heures/nouvelles/", hours_views.note, name="note_time"),
    path("mes-heures/temps/<str:code>/", hours_views.correction, name="correct_time"),
    path("mes-heures/temps/<str:code>/retrait/", hours_views.retraction, name="remove_time"),
]

# --- evaluation: rounds, actions, the guided ending -----------------------------------------------
evaluation: list = [
    path("partenariats/<str:code>/evaluations/", evaluation_views.evaluations, name="rounds"),
    path("partenariats/<str:code>/evaluations/prochaine/", evaluation_views.planning, name="next_round"),
    path("partenariats/<str:code>/evaluations/<int:number>/", evaluation_views.round_, name="round"),
    path(
        "partenariats/<str:code>/evaluations/<int:number>/reponses/",
        evaluation_views.answers,
        name="round_answers",
    ),
    path(
        "partenariats/<str:code>/evaluations/<int:number>/actions/", evaluation_views.actions, name="actions"
    ),
    path(
        "partenariats/<str:code>/evaluations/<int:number>/actions/<str:which>/realisation/",
        evaluation_views.action_done,
        name="action_done",
    ),
    path(
        "partenariats/<str:code>/evaluations/<int:number>/cloture/", evaluation_views.closing, name="closing"
    ),
    path(
        "partenariats/<str:code>/evaluations/<int:number>/report/",
        evaluation_views.postponement,
        name="postponement",
    ),
    path("partenariats/<str:code>/barometre/", barometer_views.barometer, name="barometer"),
    path("partenariats/<str:code>/degres/", degree_views.degrees, name="degrees"),
    path("partenariats/<str:code>/degres/regard/", degree_views.degrees_seen, name="degrees_seen"),
    path("partenariats/<str:code>/degres/<slug:phase>/", degree_views.degree_aim, name="degree_aim"),
    path(
        "partenariats/<str:code>/degres/propositions/<str:which>/accord/",
        degree_views.degree_agreement,
        name="degree_agreement",
    ),
    path("partenariats/<str:code>/fin/", ending_views.ending, name="ending"),
    path("partenariats/<str:code>/fin/reouverture/", ending_views.reopening, name="reopening"),
]

urlpatterns = [*beginning, *charter, *people, *interventions, *evaluation]
