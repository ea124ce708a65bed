"""What is done with titles and training: claim, vouch, take back, look into a misuse, keep the vocabulary."""

from .cases import answer, ask_to_lift, close, lift, report, suspend
from .claims import add_evidence, ask, declare_title, declare_training, remove_evidence, take_back
from .outside import name_outside_referent
from .vocabulary import merge_title, revise_title
from .vouching import recount_hours, verify, verify_claims, withdraw

__all__ = [
    "add_evidence",
    "answer",
    "ask",
    "ask_to_lift",
    "close",
    "declare_title",
    "declare_training",
    "lift",
    "merge_title",
    "name_outside_referent",
    "recount_hours",
    "remove_evidence",
    "report",
    "revise_title",
    "suspend",
    "take_back",
    "verify",
    "verify_claims",
    "withdraw",
]
