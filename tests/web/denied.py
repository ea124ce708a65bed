"""The words that no letter may hold, in either language (N2)."""

import re

DENIED = re.compile(
    r"\b(maladies?|malades?|santé|patient\w*|associations?|services?|hépatites?|cancers?|diab[eè]t\w*|vih|sida|hiv|"
    r"addict\w*|h[oô]pita\w*|hospital\w*|clini\w*|chu|msp|soins?|soign\w*|médec\w*|médica\w*|medic\w*|psychiatr\w*|"
    r"douleurs?|traitements?|treatments?|pathologi\w*|handicap\w*|dépist\w*|thérap\w*|therap\w*|diseases?|ill|"
    r"illness\w*|sick\w*|health\w*|wards?|care|carers?|caring|doctors?|nurses?|pain|hepatitis|screening|disab\w*)\b",
    re.IGNORECASE,
)
"""No letter names a disease, a service, « santé », « patient », « association » (N2), in either language."""
