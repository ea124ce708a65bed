"""Addresses of pathways."""

from django.urls import path

from .views import beginning, reading, writing

app_name = "pathways"
DRAFT = "parcours/<str:code>/brouillon/"
VERSION = "parcours/<str:code>/versions/<int:number>/"
urlpatterns = [
    path("parcours/", reading.pathways, name="pathways"),
    path("parcours/nouveau/", beginning.new, name="new"),
    path("parcours/fichier/", beginning.from_file, name="from_file"),
    path("parcours/modeles/<str:name>/", beginning.model, name="model"),
    path("partenariats/<str:code>/parcours/", reading.of_partnership, name="of_partnership"),
    path("parcours/<str:code>/", reading.pathway, name="pathway"),
    path("parcours/<str:code>/reprise/", beginning.adoption, name="adoption"),
    path("parcours/<str:code>/partenariat/", beginning.tie, name="tie"),
    path("parcours/<str:code>/partage/", beginning.sharing, name="sharing"),
    path("parcours/<str:code>/partage/fin/", beginning.sharing_end, name="sharing_end"),
    path("parcours/<str:code>/suite/", beginning.next_version, name="next_version"),
    path("parcours/<str:code>/versions/", reading.history, name="history"),
    path(VERSION, reading.version, name="version"),
    path(f"{VERSION}changements/", reading.changes, name="changes"),
    path(f"{VERSION}papier/", reading.document, name="document"),
    path(f"{VERSION}fichier/", reading.file, name="file"),
    path(DRAFT, writing.draft, name="draft"),
    path(f"{DRAFT}relecture/", writing.reading, name="reading"),
    path(f"{DRAFT}publication/", writing.publication, name="publication"),
    path(f"{DRAFT}langue/", writing.language, name="language"),
    path(f"{DRAFT}presentation/<str:language>/", writing.wording, name="wording"),
    path(f"{DRAFT}presentation/<str:language>/retrait/", writing.language_removal, name="language_removal"),
    path(f"{DRAFT}auteurs/", writing.author, name="author"),
    path(f"{DRAFT}auteurs/<str:which>/retrait/", writing.author_removal, name="author_removal"),
    path(f"{DRAFT}etape/", writing.new_step, name="new_step"),
    path(f"{DRAFT}etapes/<str:which>/montee/", writing.step_up, name="step_up"),
    path(f"{DRAFT}etapes/<str:which>/descente/", writing.step_down, name="step_down"),
    path(f"{DRAFT}etapes/<str:which>/retrait/", writing.step_removal, name="step_removal"),
    path(f"{DRAFT}etapes/<str:which>/<str:language>/", writing.step, name="step"),
    path(f"{DRAFT}etapes/<str:which>/<str:language>/variante/", writing.variation, name="variation"),
]
