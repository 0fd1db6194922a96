"""What a crowd says by chance: a working evening in a few seconds."""
import pathlib
import tomllib

SOURCE = pathlib.Path(__file__).resolve().parents[2]
ORGANISATION = tomllib.loads((SOURCE / "config" / "organisation.toml").read_text())
# Of a panic only a status speaks, and `other` is as good as any.
CATEGORIES = {one["name"]: one for one in ORGANISATION["category"] if one["name"] != ORGANISATION["panic"]}
TEAMS = {one["name"]: one["division"] for one in ORGANISATION["team"]}
RADIOS = {one["name"]: TEAMS[one["team"]] for one in ORGANISATION["account"] if one.get("team")}
STATUSES = ("available", "busy", "en_route", "on_scene", "returning")


def place(chance):
    """One of forty corners, a kilometre apart: some reports join, most do not."""
    corner = chance.randrange(40)
    return {"lat": 51.90 + corner // 8 * 0.01, "lon": 4.40 + corner % 8 * 0.015}


def report(speaker):
    chance = speaker.chance
    body = {"category": chance.choice(sorted(CATEGORIES)), "text": f"melding {speaker.name} " + "x" * chance.randrange(200)}
    if chance.random() < 0.6:
        body.update(place(chance))
    return "report", body


def radio(speaker):
    """Reports, statuses, and now and then a panic."""
    drawn = speaker.chance.random()
    if drawn < 0.7:
        return report(speaker)
    panics = {"panic": True} if drawn < 0.715 else {}
    return "status", {"status": speaker.chance.choice(STATUSES), **place(speaker.chance), **panics}


def desk(incidents):
    """Acknowledges, notes and closes what `incidents()` knows; the first words are reports."""

    def speak(speaker):
        known = incidents()
        drawn = speaker.chance.random()
        if not known or drawn < 0.2:
            return report(speaker)
        incident = speaker.chance.choice(known)
        if drawn < 0.5:
            return "ack", {"incident": incident, "answer": "acknowledged"}
        if drawn < 0.8:
            return "command", {"do": "note", "incident": incident, "text": "gezien"}
        return "command", {"do": "close", "incident": incident, "acknowledge": True}

    return speak
