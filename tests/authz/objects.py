"""What each route takes, in the words of the small world; and the routes that have no business in the matrix."""

from __future__ import annotations

PARTNERSHIP = {"code": "partnership.code"}
INTERVENTION = {"code": "intervention.code"}
ORGANISATION = {"code": "organisation.code"}

OBJECTS: dict[str, dict[str, str]] = {
    **{
        f"people:{name}": ORGANISATION
        for name in ["organisation", "organisation_facts", "invitations", "mandate_add", "parameters"]
    },
    "exchange:organisations_file": {"kind": "=csv"},
    "people:parameter": {"code": "organisation.code", "name": "=people.invitation_days"},
    "people:membership_end": {"code": "membership.code"},
    "people:mandate_end": {"code": "mandate.code"},
    "people:person": {"code": "person.code"},
    "people:renewals": {"code": "person.code"},
    "people:renewal": {"code": "renewal.code"},
    "people:invitation": {"code": "invitation.code"},
    "people:invitation_renewed": {"code": "invitation.code"},
    "people:invitation_revoked": {"code": "invitation.code"},
    **{
        f"partnerships:{name}": PARTNERSHIP
        for name in (
            *("partnership", "sheet", "framing", "answers", "concords", "differences", "hesitation", "needs"),
            *("new_need", "new_objective", "first_evaluation", "beginning", "people", "engage", "calendar"),
            *("plan", "hours", "series", "barometer", "readiness"),
        )
    },
    "partnerships:wording": PARTNERSHIP | {"which": "difference.code"},
    "partnerships:agreement": PARTNERSHIP | {"which": "settlement.difference.code"},
    "partnerships:lifting": PARTNERSHIP | {"which": "hesitation.code"},
    "partnerships:need": PARTNERSHIP | {"which": "need.code"},
    "partnerships:objective": PARTNERSHIP | {"which": "objective.code"},
    "partnerships:reaching": PARTNERSHIP | {"which": "objective.code"},
    "partnerships:engagement": PARTNERSHIP | {"who": "lived.code"},
    "partnerships:leave": PARTNERSHIP | {"who": "lived.code"},
    "partnerships:referent": PARTNERSHIP | {"who": "third.code"},
    "partnerships:role": PARTNERSHIP | {"who": "lived.code"},
    "partnerships:role_confirmation": PARTNERSHIP | {"who": "lived.code"},
    "partnerships:accept": PARTNERSHIP | {"who": "proposed.code"},
    "partnerships:decline": PARTNERSHIP | {"who": "proposed.code"},
    "partnerships:withdraw": PARTNERSHIP | {"who": "proposed.code"},
    "partnerships:intervention": INTERVENTION,
    "partnerships:revision": INTERVENTION,
    "partnerships:holding": {"code": "past.code"},
    "partnerships:cancellation": INTERVENTION,
    "partnerships:private_note": INTERVENTION,
    "partnerships:check_in": {"code": "check_in.code"},
    "partnerships:resumption": {"code": "pause.code"},
    "partnerships:reaching_out": {"code": "check_in.code"},
    "partnerships:own_time": {"code": "held.code"},
    "partnerships:cross_training": {"code": "held.code"},
    "partnerships:cross_training_removal": {"code": "trained.code"},
    "partnerships:correct_time": {"code": "contribution.code"},
    "partnerships:remove_time": {"code": "contribution.code"},
    **{
        f"partnerships:{name}": PARTNERSHIP
        for name in (
            *("charter", "drafting", "new_clause", "rounds", "next_round", "ending", "reopening"),
            *("degrees", "degrees_seen"),
        )
    },
    **{
        f"partnerships:{name}": PARTNERSHIP | {"which": "clause.code"}
        for name in ["clause", "removal", "remarks"]
    },
    **{
        f"partnerships:{name}": PARTNERSHIP | {"number": "=1"}
        for name in (
            *("version", "plain", "changes", "signature", "charter_pdf", "round", "round_answers", "actions"),
            *("closing", "postponement"),
        )
    },
    **{
        f"partnerships:{name}": PARTNERSHIP | {"which": "remark.code"}
        for name in ("remark_answer", "remark_taken_back")
    },
    "partnerships:degree_aim": PARTNERSHIP | {"phase": "=animer"},
    "partnerships:degree_agreement": PARTNERSHIP | {"which": "aim.code"},
    "partnerships:action_done": PARTNERSHIP | {"number": "=1", "which": "action.code"},
    **{
        f"exchange:{name}": {"code": "import_.code"}
        for name in ["import", "columns", "confirmation", "removal", "lines", "held_lines", "faulty_file"]
    },
    **{f"titles:{name}": {"code": "title.code"} for name in ("words", "merge")},
    **{
        f"titles:{name}": {"code": "claim.code"}
        for name in ("credential", "evidence", "ask", "take_back", "verify", "withdraw")
    },
    "titles:outside": ORGANISATION,
    "openings:asking": {"code": "lived.person.code"},
    **{
        f"openings:{name}": {"code": "opening.code"} for name in ("opening", "agreement", "refusal", "ending")
    },
    "titles:document": {"code": "proof.code"},
    "badges:attestation": {"code": "carried.code"},
    "badges:file": {"code": "issued.code", "shape": "=jwt"},
    "titles:remove_evidence": {"code": "proof.code"},
    **{f"titles:{name}": {"code": "case.code"} for name in ("case", "answer", "suspend", "close")},
    "titles:ask_to_lift": {"code": "suspended.code"},
    "titles:lift": {"code": "asked.code"},
    **{
        f"beginnings:{name}": ORGANISATION
        for name in ["call", "answering", "management", "closing", "answers"]
    },
    "profiles:part": {"topic": "=sante"},
    "profiles:as_read": {"reader": "=partenaires"},
    "profiles:shown": {"code": "facet.person.code"},
    "beginnings:answer": {"code": "answer.code"},
    "beginnings:confirmation": PARTNERSHIP,
    "beginnings:draft": {"code": "shown.code"},
    **{f"beginnings:{name}": {"code": "draft.code"} for name in ["draft_text", "putting_aside", "asking"]},
    **{f"beginnings:{name}": {"code": "sponsorship.code"} for name in ["sponsorship", "withdrawal"]},
    **{f"beginnings:{name}": {"code": "conditional.code"} for name in ["agreement", "disagreement"]},
    **{f"feeds:{name}": {"code": "feed.code"} for name in ("feed", "revision", "revocation")},
    "voices:voices": PARTNERSHIP,
    "voices:hear": PARTNERSHIP,
    "voices:voice": {"code": "voice.code"},
    "voices:reply": {"code": "voice.code"},
    "voices:withdrawal": {"code": "voice.code"},
    "decisions:decisions": PARTNERSHIP,
    "decisions:decide": PARTNERSHIP,
    "decisions:said_and_done": PARTNERSHIP,
    "decisions:decision": {"code": "decision.code"},
    "decisions:commitment": {"code": "commitment.code"},
    "decisions:review": {"code": "review.code"},
}

SENT: dict[str, dict[str, str]] = {
    "partnerships:concords": {"question": "need"},
    "partnerships:differences": {"question": "reason", "text": "Ce qui diffère"},
    "partnerships:wording": {"wording": "Ce que nous disons ensemble", "version": "1"},
    "partnerships:agreement": {"version": "1"},
    "partnerships:new_clause": {"kind": "rights", "text": "Chacun est entendu."},
    "partnerships:clause": {"version": "1", "kind": "rights", "text": "Chacun est entendu."},
    "partnerships:removal": {"version": "1"},
    "partnerships:remarks": {"text": "Cela me va."},
    "partnerships:action_done": {"done_on": "2026-11-02"},
}
"""What to send where an empty form would say nothing: these pages keep what was typed before they refuse."""

LIBRARIES = ("account_", "mfa_", "usersessions_")
ASIDE: set[str] = {
    "alive",
    "ready",
    "set_language",
    "people:demo_enter",  # does not exist outside of the demonstration; tests/people
    "people:offer",  # opened by a secret, not by a right; tests/people
    "people:acceptance",
    "people:new_password",
    "people:offer_code",
    "partnerships:found",  # takes the name of an example; see matrix line of partnerships:founding
    "titles:check",  # opened by a code typed or drawn, not by a right; tests/titles
    "titles:public",
    "titles:qr",
    "titles:report",
    "titles:number",
    "badges:document",  # read by whoever verifies, in machines' numbers; tests/badges
    "badges:list",
    "beginnings:receipt",  # opened by the number of an answer; tests/beginnings
    "beginnings:taking_back",
    "feeds:file",  # opened by the secret a device holds; tests/feeds
    "web:tour",  # the demonstration's
}
"""Routes of everybody, or opened by a secret: each is tested where it is made."""


def is_aside(name: str) -> bool:
    return name in ASIDE or name.startswith(LIBRARIES)
