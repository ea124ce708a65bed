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
    **{
        f"directory:{name}": {"code": "address.code"}
        for name in ("sheet", "facts", "confirmation", "feedback", "closing", "service_add")
    },
    **{f"directory:{name}": {"code": "given.code"} for name in ("service", "withdrawal")},
    "directory:check": {"code": "doubted.code"},
    "directory:difference": {"code": "told_apart.code"},
    "directory:intake": {"code": "intake.code"},
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
    **{
        f"missions:{name}": {"code": "mission.code"}
        for name in (
            *("mission", "sheet", "conditions", "expectations", "closing", "people", "take", "ask", "dates"),
        )
    },
    "missions:submission": {"code": "fresh.code"},
    **{f"missions:{name}": {"code": "mission_draft.code"} for name in ("publication", "give_back")},
    **{f"missions:{name}": PARTNERSHIP for name in ("of_partnership", "write")},
    **{f"missions:{name}": {"code": "offer.code"} for name in ("acceptance", "refusal", "retraction")},
    **{f"missions:{name}": {"code": "asked_for.code"} for name in ("welcome", "turn_down")},
    **{f"missions:{name}": {"code": "taking.code"} for name in ("rhythm", "status", "end", "mentor")},
    **{f"missions:{name}": {"code": "mentoring.code"} for name in ("mentoring", "mentoring_end")},
    **{f"missions:{name}": {"code": "open_slot.code"} for name in ("sign_up", "waiting", "places")},
    "missions:cancellation": {"code": "sign_up_signed.code"},
    "missions:confirmation": {"code": "sign_up_moved.code"},
    "missions:no_more_waiting": {"code": "waiting.code"},
    "missions:season": {"code": "season.code"},
    "missions:others": {"code": "season.code", "which": "mission.code"},
    **{f"hours:{name}": {"code": "contribution.code"} for name in ("confirmation", "disagreement")},
    "hours:vouched": {"code": "own.code"},
    "hours:around": {"code": "held.code"},
    "hours:statement_file": {"shape": "=csv"},
    **{f"hours:{name}": {"code": "dispute.code"} for name in ("dispute", "settlement")},
    **{f"hours:{name}": PARTNERSHIP for name in ("vouching", "vouchings", "thanks", "thanking")},
    **{f"hours:{name}": {"code": "thanks.code"} for name in ("received", "showing")},
    "hours:hiding": {"code": "shown_thanks.code"},
    **{f"support:{name}": {"code": "confidant.code"} for name in ["beside", "ending", "reading", "reaching"]},
    **{f"support:{name}": {"code": "pending.code"} for name in ["acceptance", "refusal"]},
    **{f"support:{name}": {"code": "question.code"} for name in ["question", "no_answer", "taking_back"]},
    "support:back": {"code": "absence.code"},
    **{
        f"support:{name}": {"code": "tension.code"}
        for name in ["tension", "tension_answer", "tension_closing"]
    },
    **{f"support:{name}": PARTNERSHIP for name in ["supervision", "relays"]},
    "support:relay": PARTNERSHIP | {"who": "lived.code"},
    "support:relay_end": PARTNERSHIP | {"which": "relay.code"},
    "support:facilitation": {"code": "supervised.code"},
    **{f"pay:{name}": ORGANISATION for name in ("payments", "grid", "new_rate", "report", "papers")},
    **{f"pay:{name}": {"code": "owed.code"} for name in ("line", "cancellation")},
    **{f"pay:{name}": {"code": "paid.code"} for name in ("reception", "refusal")},
    **{f"pay:{name}": {"code": "batch.code"} for name in ("batch", "batch_book")},
    "pay:batch_sheet": {"code": "batch.code", "which": "=temps-independent"},
    "pay:expense": {"code": "expense.code"},
    "pay:receipt": {"code": "receipt.code"},
    **{f"pay:{name}": {"code": "expense_asked.code"} for name in ("attach", "gift")},
    "pay:note_paper": {"code": "lived.code"},
    "pay:session_equity": {"code": "held.code"},
    **{f"feeds:{name}": {"code": "feed.code"} for name in ("feed", "revision", "revocation")},
    "pathways:of_partnership": PARTNERSHIP,
    "pathways:model": {"name": "=mediation-en-sante"},
    **{
        f"pathways:{name}": {"code": "pathway.code"}
        for name in (
            *("pathway", "tie", "history", "draft", "reading", "publication", "language", "new_step"),
            "author",
        )
    },
    **{f"pathways:{name}": {"code": "settled.code"} for name in ("next_version", "sharing")},
    **{f"pathways:{name}": {"code": "lent.code"} for name in ("adoption", "sharing_end")},
    **{
        f"pathways:{name}": {"code": "pathway.code", "number": "=1"}
        for name in ("version", "document", "file")
    },
    "pathways:changes": {"code": "pathway.code", "number": "=2"},
    "pathways:wording": {"code": "pathway.code", "language": "=fr"},
    "pathways:language_removal": {"code": "pathway.code", "language": "=en"},
    "pathways:author_removal": {"code": "pathway.code", "which": "author.code"},
    **{
        f"pathways:{name}": {"code": "pathway.code", "which": "drafted_step.code"}
        for name in ("step_up", "step_down", "step_removal")
    },
    **{
        f"pathways:{name}": {"code": "pathway.code", "which": "drafted_step.code", "language": "=fr"}
        for name in ("step", "variation")
    },
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
    **{
        f"encounters:{name}": {"code": "handed.code"}
        for name in ("drawn", "handing", "cancelling", "paper", "typing")
    },
    **{f"encounters:{name}": {"code": "apart.code"} for name in ("encounter", "opening")},
    "encounters:withdrawal": {"code": "apart.code", "which": "apart_line.code"},
    "encounters:waiting": {"code": "said_open.code"},
    **{f"encounters:{name}": {"code": "cards_open.code"} for name in ("together", "decision")},
    "encounters:agreement": {"code": "put_in_words.code"},
    "encounters:after": {"code": "over.code"},
    "encounters:copy": {"code": "over.code", "shape": "=txt"},
}

SENT: dict[str, dict[str, str]] = {
    "directory:feedback": {"heard": "answers"},
    "directory:difference": {"answer": "kept"},
    "partnerships:concords": {"question": "need"},
    "partnerships:differences": {"question": "reason", "text": "Ce qui diffère"},
    "partnerships:wording": {"wording": "Ce que nous disons ensemble", "version": "1"},
    "partnerships:agreement": {"version": "1"},
    "partnerships:new_clause": {"kind": "rights", "text": "Chacun est entendu."},
    "partnerships:clause": {"version": "1", "kind": "rights", "text": "Chacun est entendu."},
    "partnerships:removal": {"version": "1"},
    "partnerships:remarks": {"text": "Cela me va."},
    "partnerships:action_done": {"done_on": "2026-11-02"},
    "support:tension_answer": {"proposed": "Nous en parlons jeudi."},
    "support:tension_closing": {"agreed": "Nous en parlons jeudi."},
    "support:question": {"weight": "easy"},
    "encounters:agreement": {"version": "1"},
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
    *(  # opened by the code of an encounter, not by a right; tests/encounters
        f"encounters:{name}"
        for name in (
            *(
                "door",
                "link",
                "month",
                "my_new",
                "my_leaving",
                "my_encounter",
                "my_presence",
                "my_withdrawal",
            ),
            *(
                "my_opening",
                "my_waiting",
                "my_together",
                "my_decision",
                "my_agreement",
                "my_after",
                "my_copy",
            ),
            *("my_keeping", "my_erasure"),
        )
    ),
    "feeds:file",  # opened by the secret a device holds; tests/feeds
    "web:tour",  # the demonstration's
}
"""Routes of everybody, or opened by a secret: each is tested where it is made."""


def is_aside(name: str) -> bool:
    return name in ASIDE or name.startswith(LIBRARIES)
