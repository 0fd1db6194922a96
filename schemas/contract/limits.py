"""What the contract says of fields beyond their type: lengths, ranges, what must be there.

Of inputs, as hub/codec/read_input.cpp and read_question.cpp hold it; tests/system/test_contract.py sends each limit, and one more, to a
hub. A length is in bytes there and in characters here: whoever stays below in characters may still be over it in bytes, never the reverse.
"""

LABEL = 64
TEXT = 4000
METRES = 1_000_000
CLIENT_ID = "^[A-Za-z0-9_-]{1,64}$"
ULID = "^[0-7][0-9a-hjkmnp-tv-z]{25}$"
ULID_SENT = "^([0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25})?$"  # empty is as if it were left out
SITE = "^[a-z0-9-]{1,32}$"
TARGET = "^(unit|team|role|division)/[a-z0-9-]{1,32}$"

# What clients send, and whatever those messages are made of.
INPUTS = {"Report", "Status", "Beacon", "Instruct", "Ack", "Command", "PresenceUpdate", "Query"}
PARTS_OF_INPUTS = {"Address", "Reporter", "Reference", "Attachment", "Deployment"}


def _text(most):
    return {"maxLength": most}


def _list(most, each=None):
    return {"maxItems": most, **({"items": {"maxLength": each}} if each else {})}


def _range(least, most):
    return {"minimum": least, "maximum": most}


_MAP = {"maxProperties": 32, "propertyNames": {"minLength": 1, "maxLength": LABEL}, "additionalProperties": {"type": "string", "maxLength": 256}}
_PLACE = {"lat": _range(-90, 90), "lon": _range(-180, 180)}
_UNIT = {**_PLACE, "accuracy_m": _range(0, METRES)}

LIMITS = {
    "Address": {"street": _text(256), "number": _text(LABEL), "postcode": _text(LABEL), "place": _text(256), "note": _text(1000)},
    "Reporter": {"name": _text(256), "phone": _text(LABEL)},
    "Reference": {"system": _text(LABEL), "id": _text(256)},
    "Attachment": {"sha256": _text(LABEL), "mime": _text(256), "uri": _text(1000)},
    "Deployment": {**_PLACE, "area": _text(LABEL), "metres": _range(0, METRES), "because": _text(TEXT)},
    "Report": {**_UNIT, "category": {"minLength": 1, **_text(LABEL)}, "text": _text(TEXT), "area": _text(LABEL), "contract": _text(LABEL),
               "tags": _list(16, 32), "persons": _range(0, 10_000), "references": _list(16), "lmc": _text(LABEL), "attachments": _list(16),
               "attributes": _MAP, "origin": {"pattern": "^([a-z0-9-]{1,32})?$"}, "hops": _range(1, 100),
               "follows": {"maxItems": 16, "items": {"pattern": CLIENT_ID}}},
    "Status": {**_UNIT, "cancel": _text(16)},
    "Beacon": {**_UNIT, "speed_mps": _range(0, 1000), "heading_deg": _range(0, 360), "battery_pct": _range(0, 100)},
    "Instruct": {"to": {"pattern": TARGET, **_text(LABEL)}, "text": _text(TEXT), "priority": _range(1, 5), "talkgroup": _text(LABEL)},
    "Ack": {"text": _text(TEXT)},
    "Command": {"text": _text(TEXT), "priority": _range(1, 5), "reports": _list(200, 97), "answers": _MAP, "participants": _list(64, LABEL),
                "roles": _list(16, LABEL), "fields": {"maxItems": 16, "items": {"enum": ["reporter", "address", "position", "text", "facts"]}},
                **{name: _text(LABEL) for name in ("division", "category", "team", "unit", "policy", "to", "role", "name", "account")}},
    "Query": {**_PLACE, "limit": _range(1, 200), "skills": _list(16, 32),
              **{name: _text(LABEL) for name in ("division", "team", "after", "target", "policy", "unit")}},
    "PartnerWord": {**_PLACE, "origin": {"pattern": SITE}, "id": {"pattern": "^[a-z0-9-]+$"}, "hops": {"minimum": 1}, "rev": {"minimum": 1},
                    "why": {"enum": ["agreement_ended", "not_shared_any_more"]}},
    "TeamBoard": {"units": _list(150)},
    "Alert": {**_PLACE, "priority": _range(1, 5), "units": _list(150)},
    "Instruction": {"priority": _range(1, 5)},
    "Notice": {"priority": _range(1, 5)},
    "Unit": {**_PLACE, "battery_pct": _range(0, 100)},
    "NearUnit": {**_PLACE, "chance_nearest": _range(0, 1000)},
    "Briefing": {"date": {"pattern": r"^\d{4}-\d\d-\d\d$"}, "lines": {"minItems": 1}},
    "BriefingLine": {"cites": _list(10)},
    "Receipt": {"of": {"pattern": "^[0-9a-f]{16}$"}},
}

# What is there always though its type would let it be absent; of what the hub writes, each scalar besides.
REQUIRED = {
    "Report": ["category"], "Instruct": ["to"], "Ack": ["answer"], "Command": ["do"], "Query": ["ask"], "PresenceUpdate": ["state"],
    "PartnerWord": ["id", "case", "origin"],
    "Receipt": ["id"], "FailedResult": ["id", "ask", "code", "error"],
    "Alert": ["incident", "division", "divisions", "category", "title", "text", "area", "contract", "talkgroup", "teams", "units"],
    "Escalation": ["rule", "because", "because_code", "because_args", "policy", "target", "acked_by"],
    "AssignedUnit": ["unit", "state"], "AssignedTeam": ["team", "state"], "Pause": ["by", "text"],
    "Notice": ["incident", "division", "policy", "target", "title", "because"],
    "Instruction": ["instruction", "from", "to", "division", "text", "talkgroup", "answers"], "InstructionAnswer": ["client", "text"],
    "Unit": ["unit", "team", "incident"], "TeamCount": ["team"], "Board": ["division", "units", "removed", "teams"],
    "BoardSummary": ["division", "teams"], "TeamBoard": ["division", "team", "units"], "HubStatus": ["node", "generation"],
    "Briefing": ["division", "date", "lines"], "BriefingLine": ["text"], "BriefingCite": ["what"],
    "TimelineEntry": ["what", "by"], "RuleFinding": ["what", "by", "rules_version", "verdict", "parts"], "ConditionPart": ["text", "came_to"],
    "IncidentResult": ["item", "timeline"], "IncidentsResult": ["items"], "UnitsResult": ["items"],
    "ExplainResult": ["items", "why_not", "remarks"], "NearestResult": ["items"], "NearUnit": ["unit", "skills", "reasons"],
    "Reason": ["text", "code"], "PoliciesResult": ["items"], "Policy": ["policy", "steps", "categories", "rules"], "PolicyStep": ["targets"],
    "PolicyOrigin": ["category"], "ReachResult": ["items"], "ReachWindow": ["policy", "hours", "reasons", "steps", "categories"],
    "ReachStep": ["target", "people"], "ReachPerson": ["client"], "HandoverResult": ["unit", "items"], "LoadResult": ["items"],
    "PostLoad": ["post"], "ExercisesResult": ["items"], "RunningExercise": ["name", "by", "participants"],
    "InstructionsResult": ["items"], "InstructionLife": ["order", "silent"], "AreasResult": ["items"], "Area": ["name"],
    "HeardResult": ["items"], "HeardMessage": ["format", "topic"],
}
