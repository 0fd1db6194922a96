"""Every topic of the hub, one entry each: who writes it, who reads it, what is on it.

`hub` says what the hub does there: "reads", "writes", or "both" where it speaks to itself. `known_by` says what knows the topic in the code,
which tests/contract compares: "topics" (hub/projection/topic.hpp), "probe" (hub/app/path_probe.cpp), or "field" (what phones, radios and
partners send in formats of their own).
"""
import dataclasses

DIVISION = "whoever may read the division"
FIELD = "field"


@dataclasses.dataclass
class Channel:
    name: str
    address: str
    summary: str
    hub: str
    messages: tuple  # names of MESSAGES in messages.py
    qos: int = 1
    retain: bool = False
    writer: str = "the hub"
    reader: str = "the hub"
    has_twin: bool = False
    known_by: str = "topics"
    answer: str = ""  # name of the channel on which the outcome comes


def _up(kind, summary, answer="downReceipt", **more):
    return Channel(f"up{kind.capitalize()}", f"oov/up/{{client}}/{kind}", summary, "reads", (kind,), writer="that client", answer=answer, **more)


UP = [
    _up("report", "A report: what somebody tells the hub."),
    _up("status", "A status change or a panic."),
    _up("beacon", "A position with the last status; the newest counts, and no receipt comes.", answer="", qos=0),
    _up("instruct", "An instruction from a coordinator."),
    _up("ack", "How far a notice, alert or instruction got with that client. No receipt for delivered, shown and read."),
    _up("command", "What a console orders."),
    _up("query", "A question, of at most 4,096 bytes.", answer="downResult"),
    _up("presence", "Whether that client is there; also its last will.", answer="", retain=True),
]

RESULTS = ("incidents", "incident", "units", "explain", "nearest", "policies", "reach", "handover", "load", "exercises", "heard", "organisation", "instructions",
           "areas", "failed")
DOWN = [
    Channel("downReceipt", "oov/down/{client}/receipt", "The outcome of an input, in the encoding of the input. It may come several times, the same each time.",
            "writes", ("receipt",), reader="that client", has_twin=True),
    Channel("downResult", "oov/down/{client}/result", "The answer to a query, in its encoding.", "writes", tuple(f"result_{ask}" for ask in RESULTS),
            reader="that client", has_twin=True),
    Channel("downNotice", "oov/down/{client}/notice/{incident}", "You are asked: until this client answered, or the call ended. Then the empty message.",
            "writes", ("notice",), retain=True, reader="that client", has_twin=True),
    Channel("downInstruction", "oov/down/{client}/instruction/{instruction}", "An instruction to a unit or role, while it stands. Then the empty message.",
            "writes", ("instruction",), retain=True, reader="that client", has_twin=True),
]


def _division(covert):
    name, prefix = ("covert", "oov/covert/") if covert else ("division", "oov/")
    reader = f"{DIVISION} and is cleared for covert work" if covert else DIVISION
    of = " of covert work" if covert else ""

    def channel(suffix, rest, summary, message, **more):
        return Channel(name + suffix, f"{prefix}{{division}}/{rest}", summary, "writes", (message,), reader=reader, has_twin=True, **more)

    return [
        channel("Alert", "alert/{incident}", f"An incident{of} as the division sees it, while it is open there. Then a last revision, and the empty message.", "alert", retain=True),
        channel("Instruction", "instruction/{instruction}", f"An instruction{of} to the division, while it stands.", "instruction", retain=True),
        channel("TeamInstruction", "team/{team}/instruction/{instruction}", f"An instruction{of} to a team, while it stands.", "instruction", retain=True),
        channel("Board", "board", f"What changed among the units{of} in the last interval; entries are absolute.", "board", qos=0),
        channel("BoardFull", "board/full", f"The summary of the board{of}.", "board_summary", qos=0, retain=True),
        channel("BoardFullTeam", "board/full/{team}", f"All units of a team{of}.", "team_board", qos=0, retain=True),
        channel("Briefing", "briefing/{date}", f"The daily briefing{of}; the newest fourteen are kept.", "briefing", retain=True),
        channel("Probe", "probe", "What the hub sends to itself to know that a path is open; nobody else need read it.", "probe", qos=0, known_by="probe"),
    ]


HUB = [
    Channel("hubStatus", "oov/hub/{node}/status", "How the hub is; also its last will.", "writes", ("hub_status",), retain=True, reader="every client",
            has_twin=True),
    Channel("hubMarker", "oov/hub/{node}/marker", "What the hub sends to itself to know that it has heard all that the broker retains.", "both", ("marker",), qos=0),
    Channel("downProbe", "oov/down/{client}/probe", "As the probes of a division, below the name of the hub's own account.", "both", ("probe",), qos=0,
            has_twin=True, known_by="probe"),
    Channel("hubProbeJson", "oov/json/hub/{node}/probe", "As the probes of a division.", "both", ("probe",), qos=0, known_by="probe"),
    Channel("partnerOutProbe", "oov/partner/{partner}/out/probe", "As the probes of a division, below the name of the hub's own account.", "both", ("probe",),
            qos=0, known_by="probe"),
]


def _partner_in(kind, summary, *messages):
    return Channel(f"partnerIn{kind.capitalize()}", f"oov/partner/{{partner}}/in/{kind}", summary, "reads", messages, writer="that partner",
                   answer="partnerOutReceipt")


def _partner_out(kind, summary, message, **more):
    return Channel(f"partnerOut{kind.capitalize()}", f"oov/partner/{{partner}}/out/{kind}", summary, "writes", message, reader="that partner", **more)


PARTNER = [
    _partner_in("report", "A report of a partner, with `origin` and `hops` when it comes from further away. An alert of one hub is a report that another takes.",
                "report"),
    _partner_in("alert", "The same: what another hub tells on out/alert may come here as it is.", "report"),
    _partner_in("cot", "An event of Cursor on Target, XML.", "cot"),
    _partner_in("cap", "A message of the Common Alerting Protocol 1.2 (1.1 is read), XML. Ack and Error come back on out/receipt of a partner whose format is cap. "
                "A receipt in JSON that its bridge brings here is not answered.", "cap", "receipt"),
    _partner_in("geojson", "A GeoJSON Feature or FeatureCollection (RFC 7946).", "geojson"),
    _partner_in("p2000", "Lines of a pager receiver, one or several.", "pager_lines"),
    _partner_out("alert", "What a partner is given of an incident is new or other, in the partner's format.", ("partner_alert", "cap", "geojson")),
    _partner_out("close", "The incident is over.", ("partner_close", "cap", "geojson")),
    _partner_out("recall", "Forget all that was said of it.", ("partner_recall", "cap", "geojson")),
    _partner_out("receipt", "The outcome of what the partner sent; to a CAP message, CAP's Ack or Error.", ("receipt", "cap")),
    _partner_out("map", "All that the partner may see now, as one FeatureCollection.", ("geojson",), retain=True, known_by=FIELD),
]

FIELD_TOPICS = [
    Channel("ownTracks", "owntracks/{user}/{device}", "A phone with OwnTracks: location, and lwt when its connection is lost. The root is configurable.", "reads",
            ("owntracks",), writer="that phone", known_by=FIELD),
    Channel("ownTracksPart", "owntracks/{user}/{device}/{part}", "What OwnTracks says beside positions: events, waypoints, answers to commands.", "reads",
            ("owntracks",), writer="that phone", known_by=FIELD),
    Channel("ownTracksCommand", "owntracks/{user}/{device}/cmd", "A command to the phone, in its own format.", "writes", ("owntracks",), reader="that phone",
            known_by=FIELD),
    Channel("meshtastic", "msh/{region}/2/json/{channel}/{gateway}", "A packet of a Meshtastic network, as one of its gateways heard it. The root is configurable, "
            "and {region} may have several levels, or none with old firmware.", "reads", ("meshtastic",), qos=0, writer="that gateway", known_by=FIELD),
    Channel("meshtasticDown", "msh/{region}/2/json/mqtt/", "What a gateway shall send into its network.", "writes", ("meshtastic",), reader="that gateway",
            known_by=FIELD),
]

CHANNELS = [*UP, *DOWN, *_division(False), *_division(True), *HUB, *PARTNER, *FIELD_TOPICS]

ACCOUNT = "^[a-z0-9-]{1,32}$"
ULID = "^[0-7][0-9a-hjkmnp-tv-z]{25}$"
LEVEL = "^[^/+#]+$"
# What stands between braces: what it is, its form, an example.
PARAMETERS = {
    "client": ("An account: 1 to 32 of a-z, 0-9 and -.", ACCOUNT, "radio-7"),
    "partner": ("The account of a partner.", ACCOUNT, "politie"),
    "division": ("A division of the organisation; never up, down, json, hub, partner or covert.", "^(?!(up|down|json|hub|partner|covert)$)[a-z0-9-]{1,32}$", "dvo"),
    "team": ("A team of that division.", ACCOUNT, "it-ondermijning"),
    "incident": ("The hub's id of an incident, a ULID in lower case.", ULID, "01m86n3k4zhen7q8fd50caqjgc"),
    "instruction": ("The hub's id of an instruction, a ULID in lower case.", ULID, "01m86n3k4zhen7q8fd50caqjgd"),
    "date": ("A local date.", r"^\d{4}-\d\d-\d\d$", "2026-11-27"),
    "node": ("hub.node of the configuration.", ACCOUNT, "hub-1"),
    "user": ("As the phone is set.", LEVEL, "anna"),
    "device": ("As the phone is set.", LEVEL, "phone"),
    "part": ("What is said.", "^(event|waypoint|waypoints|info|status|step|beacon|dump)$", "event"),
    "region": ("Root of the network below msh.", "^[^+#]+$", "EU_868"),
    "channel": ("Name of the channel of the network.", LEVEL, "LongFast"),
    "gateway": ("The gateway, not the author.", "^![0-9a-f]{8}$", "!7efeee00"),
}
