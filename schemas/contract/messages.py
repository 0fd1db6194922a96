"""What is on the topics: messages of the hub's own schemas, and those of other people's formats."""
import dataclasses

FLATBUFFERS = "application/vnd.paraat.flatbuffers"


@dataclasses.dataclass
class Own:
    """A table of schemas/*.fbs: as JSON, and as FlatBuffers unless `is_json_only`."""
    table: str
    summary: str
    is_json_only: bool = False
    schema: str = ""  # the schema of its JSON when that says more than the table's
    example: dict = None


@dataclasses.dataclass
class Foreign:
    """Whose format it is says what is in it; here only how it is told."""
    content_type: str
    summary: str
    payload: dict
    see: str = ""


_ID = "01m86n3k4zhen7q8fd50caqjgc"

MESSAGES = {
    "report": Own("Report", "A report", example={"id": "t1", "sent_at": 1764243600000, "category": "shooting", "severity": "extreme", "text": "shots heard",
                                                  "lat": 51.92, "lon": 4.48, "accuracy_m": 10, "tags": ["firearm"]}),
    "status": Own("Status", "A status", example={"id": "s1", "sent_at": 1764243600000, "status": "on_scene", "incident": _ID}),
    "beacon": Own("Beacon", "A beacon", example={"sent_at": 1764243600000, "status": "available", "lat": 51.92, "lon": 4.48, "accuracy_m": 8, "battery_pct": 80}),
    "instruct": Own("Instruct", "An instruction sent up", example={"id": "i1", "to": "team/it-ondermijning", "incident": _ID, "text": "Naar de achterkant",
                                                                   "priority": 1, "needs": "any"}),
    "ack": Own("Ack", "An acknowledgement", example={"id": "a1", "incident": _ID, "rev": 2, "answer": "acknowledged"}),
    "command": Own("Command", "A command", example={"id": "c1", "do": "note", "incident": _ID, "text": "buren gehoord"}),
    "query": Own("Query", "A question", example={"id": "q1", "ask": "incidents", "division": "dvo", "limit": 50}),
    "presence": Own("PresenceUpdate", "Presence", example={"state": "online", "session": 1764243600000}),
    "receipt": Own("Receipt", "A receipt", example={"id": "t1", "kind": "report", "accepted": True, "incident": _ID, "joined": False, "seq": 7}),
    "notice": Own("Notice", "A notice"),
    "instruction": Own("Instruction", "An instruction"),
    "alert": Own("Alert", "An alert"),
    "board": Own("Board", "Changes of a board"),
    "board_summary": Own("BoardSummary", "A board's summary"),
    "team_board": Own("TeamBoard", "All units of a team"),
    "briefing": Own("Briefing", "A briefing"),
    "hub_status": Own("HubStatus", "How the hub is", example={"node": "hub-1", "state": "down", "generation": _ID}),
    "partner_alert": Own("PartnerWord", "An alert to a partner", True, example={
        "id": f"{_ID}-2", "case": _ID, "rev": 2, "origin": "oov-rotterdam", "hops": 1, "sent_at": 1764243600000, "category": "robbery", "severity": "severe",
        "status": "open", "lat": 51.9216, "lon": 4.4811, "accuracy_m": 500}),
    "partner_close": Own("PartnerWord", "A close to a partner", True),
    "partner_recall": Own("PartnerWord", "A recall to a partner", True, schema="PartnerRecall"),
    **{f"result_{ask}": Own(f"{ask.capitalize()}Result", f'The answer to "{ask}"')
       for ask in ("incidents", "incident", "units", "explain", "nearest", "policies", "reach", "handover", "load", "exercises", "heard", "organisation", "instructions",
                   "areas")},
    "result_failed": Own("FailedResult", "A question that has no answer"),
    "probe": Foreign("application/json", "A probe of the hub to itself", {
        "type": "object", "required": ["probe", "node", "since", "sent_at"], "additionalProperties": False,
        "properties": {"probe": {"type": "string"}, "node": {"type": "string"}, "since": {"type": "integer"}, "sent_at": {"type": "integer"}}}),
    "marker": Foreign("text/plain", "A short text", {"type": "string"}),
    "cap": Foreign("application/cap+xml", "A message of CAP 1.2", {"type": "string"}, "https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.html"),
    "cot": Foreign("application/xml", "An event of Cursor on Target", {"type": "string"}),
    "geojson": Foreign("application/geo+json", "GeoJSON", {
        "type": "object", "required": ["type"], "properties": {"type": {"enum": ["FeatureCollection", "Feature"]}}}, "https://www.rfc-editor.org/rfc/rfc7946"),
    "pager_lines": Foreign("text/plain", "Lines of multimon-ng, one message each", {"type": "string", "examples": [
        "FLEX|2026-11-27 12:00:00|1600/2/K/A|10.050|000120161|ALN|P 1 TEST"]}),
    "owntracks": Foreign("application/json", "A message of OwnTracks", {"type": "object", "required": ["_type"], "properties": {"_type": {"type": "string"}}},
                         "https://owntracks.org/booklet/tech/json/"),
    "meshtastic": Foreign("application/json", "A packet of Meshtastic", {"type": "object"}, "https://meshtastic.org/docs/software/integrations/mqtt/"),
}
