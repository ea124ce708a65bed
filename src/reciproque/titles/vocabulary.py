"""The titles shipped: names in three French forms and in English, field, meaning, who can vouch for it.

Seventeen are those the founding text lists (care, research, teaching), and one is the title most trainings now
agree on. An installation may change, add and merge them; these only make the first rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from .kinds import Field


@dataclass(frozen=True)
class Shipped:
    """One title. `meaning` and `vouched_by` are pairs: French, English."""

    key: str
    field: Field
    feminine: str
    masculine: str
    inclusive: str
    english: str
    meaning: tuple[str, str]
    vouched_by: tuple[str, str]


TEAM = (
    "L’équipe ou la structure où la personne intervient",
    "The team or organisation where the person works",
)
ETP_TEAM = (
    "La structure qui a vu les attestations de 40 heures d’éducation thérapeutique et la charte signée",
    "The organisation that saw the certificates of 40 hours of therapeutic education and the signed charter",
)
UNIVERSITY = (
    "L’université ou l’école qui confie l’enseignement",
    "The university or school that assigns the teaching",
)
PROJECT = (
    "L’équipe de recherche, avec le projet et la part prise à ses publications",
    "The research team, with the project and the share taken in its publications",
)

SHIPPED: tuple[Shipped, ...] = (
    Shipped(
        "patient_partenaire",
        Field.ANY,
        "Patiente partenaire",
        "Patient partenaire",
        "Patient·e partenaire",
        "Patient partner",
        (
            "Vit avec une maladie ou un handicap, s’est formé et met son expérience au service des autres, avec"
            " des professionnels. L’intitulé que retiennent désormais la plupart des formations.",
            "Lives with an illness or a disability, has trained, and puts this experience at the service of others"
            " alongside professionals. The title most training courses now agree on.",
        ),
        TEAM,
    ),
    Shipped(
        "representant_usagers",
        Field.CARE,
        "Représentante des usagers",
        "Représentant des usagers",
        "Représentant·e des usagers",
        "Service users’ representative",
        (
            "Porte une parole collective au nom d’une association agréée, dans une instance. C’est un siège, avec"
            " une désignation et des dates.",
            "Carries a collective voice on behalf of an approved association, within a body. It is a seat, with an"
            " appointment and dates.",
        ),
        (
            "L’établissement où se tient le siège, sur la lettre de désignation",
            "The institution where the seat is held, on the letter of appointment",
        ),
    ),
    Shipped(
        "patient_expert",
        Field.CARE,
        "Patiente experte",
        "Patient expert",
        "Patient·e expert·e",
        "Expert patient",
        (
            "Connaît sa maladie et la vie avec elle au point d’aider les autres à la comprendre. De quelle maladie"
            " il s’agit n’est jamais publié.",
            "Knows an illness and life with it well enough to help others understand it. Which illness it is, is"
            " never published.",
        ),
        TEAM,
    ),
    Shipped(
        "patient_intervenant",
        Field.CARE,
        "Patiente intervenante",
        "Patient intervenant",
        "Patient·e intervenant·e",
        "Contributing patient",
        (
            "Intervient auprès d’autres patients dans une structure de soins ; en éducation thérapeutique, il y"
            " faut 40 heures de formation.",
            "Works with other patients in a care organisation; therapeutic education requires 40 hours of training.",
        ),
        TEAM,
    ),
    Shipped(
        "animateur_etp",
        Field.CARE,
        "Animatrice en éducation thérapeutique",
        "Animateur en éducation thérapeutique",
        "Animateur·rice en éducation thérapeutique",
        "Therapeutic education facilitator",
        (
            "Anime des ateliers d’éducation thérapeutique, seul ou avec un professionnel.",
            "Runs therapeutic education workshops, alone or with a professional.",
        ),
        ETP_TEAM,
    ),
    Shipped(
        "e_patient",
        Field.CARE,
        "E-patiente",
        "E-patient",
        "E-patient·e",
        "E-patient",
        (
            "Partage son expérience et des informations en ligne, auprès de communautés de patients.",
            "Shares experience and information online, with communities of patients.",
        ),
        ("La personne déclare ses liens d’intérêts", "The person declares her interests"),
    ),
    Shipped(
        "pair_aidant",
        Field.CARE,
        "Paire aidante",
        "Pair aidant",
        "Pair·e aidant·e",
        "Peer supporter",
        (
            "Soutient des personnes dont le parcours ou le vécu est semblable au sien.",
            "Supports people whose path or experience is similar to hers.",
        ),
        TEAM,
    ),
    Shipped(
        "mediateur_sante_pair",
        Field.CARE,
        "Médiatrice de santé paire",
        "Médiateur de santé pair",
        "Médiateur·rice de santé pair·e",
        "Peer health mediator",
        (
            "Fait le lien entre les personnes, les soins et les droits, souvent comme salarié.",
            "Links people, care and rights, often as an employee.",
        ),
        ("L’employeur, et le diplôme", "The employer, and the diploma"),
    ),
    Shipped(
        "patient_navigateur",
        Field.CARE,
        "Patiente navigatrice",
        "Patient navigateur",
        "Patient·e navigateur·rice",
        "Patient navigator",
        (
            "Aide à s’orienter dans un parcours de soins : qui voir, où, dans quel ordre.",
            "Helps people find their way through care: whom to see, where, in what order.",
        ),
        TEAM,
    ),
    Shipped(
        "patient_ressource",
        Field.CARE,
        "Patiente ressource",
        "Patient ressource",
        "Patient·e ressource",
        "Resource patient",
        (
            "Une équipe peut faire appel à lui, pour un patient ou pour un projet.",
            "Someone a team can call upon, for a patient or for a project.",
        ),
        TEAM,
    ),
    Shipped(
        "educateur_pairs",
        Field.CARE,
        "Éducatrice par les pairs",
        "Éducateur par les pairs",
        "Éducateur·rice par les pairs",
        "Peer educator",
        (
            "Transmet des savoirs de santé et de prévention à des personnes qui lui ressemblent.",
            "Passes on knowledge of health and prevention to people like her.",
        ),
        TEAM,
    ),
    Shipped(
        "patient_coach",
        Field.CARE,
        "Patiente coach",
        "Patient coach",
        "Patient·e coach",
        "Patient coach",
        (
            "Accompagne une personne vers un but qu’elle s’est fixé. Souvent vendu comme un service : les prix et"
            " les liens d’intérêts doivent être clairs.",
            "Accompanies a person towards a goal of her own. Often sold as a service: prices and interests must be"
            " clear.",
        ),
        TEAM,
    ),
    Shipped(
        "patient_co_chercheur",
        Field.RESEARCH,
        "Patiente co-chercheuse",
        "Patient co-chercheur",
        "Patient·e co-chercheur·euse",
        "Patient co-researcher",
        (
            "Conçoit et mène une recherche avec des chercheurs, dès la question posée.",
            "Designs and carries out research with researchers, from the question onwards.",
        ),
        PROJECT,
    ),
    Shipped(
        "patient_chercheur",
        Field.RESEARCH,
        "Patiente chercheuse en science du partenariat",
        "Patient chercheur en science du partenariat",
        "Patient·e chercheur·euse en science du partenariat",
        "Patient researcher in partnership science",
        (
            "Fait du partenariat lui-même l’objet de ses recherches.",
            "Makes partnership itself the subject of research.",
        ),
        (
            "L’établissement de recherche, sur le diplôme ou le poste",
            "The research institution, on diploma or post",
        ),
    ),
    Shipped(
        "patient_formateur",
        Field.TEACHING,
        "Patiente formatrice",
        "Patient formateur",
        "Patient·e formateur·rice",
        "Patient trainer",
        (
            "Forme des professionnels ou des patients, seul ou à deux voix.",
            "Trains professionals or patients, alone or in two voices.",
        ),
        UNIVERSITY,
    ),
    Shipped(
        "patient_enseignant",
        Field.TEACHING,
        "Patiente enseignante",
        "Patient enseignant",
        "Patient·e enseignant·e",
        "Patient teacher",
        (
            "Enseigne dans un cursus, avec un poste ou une charge.",
            "Teaches within a curriculum, with a post.",
        ),
        UNIVERSITY,
    ),
    Shipped(
        "patient_mentor",
        Field.TEACHING,
        "Patiente mentore",
        "Patient mentor",
        "Patient·e mentor·e",
        "Patient mentor",
        (
            "Accompagne d’autres patients partenaires, ou des étudiants, un temps convenu.",
            "Accompanies other patient partners, or students, for an agreed time.",
        ),
        TEAM,
    ),
    Shipped(
        "patient_ingenierie",
        Field.TEACHING,
        "Patiente en ingénierie pédagogique",
        "Patient en ingénierie pédagogique",
        "Patient·e en ingénierie pédagogique",
        "Patient in instructional design",
        (
            "Construit des formations et leurs outils, avec des enseignants.",
            "Builds courses and their tools, with teachers.",
        ),
        UNIVERSITY,
    ),
)
