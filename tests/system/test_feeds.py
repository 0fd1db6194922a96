"""Feeds in formats of others: CAP and pages of P2000 in, CAP and GeoJSON out, each through a running hub and its broker.

Real samples are nobody's to copy here: PARAAT_TEST_DATA names their folder. What the hub makes of each file stands in
tests/data/foreign/feeds.tsv; PARAAT_REWRITE_TABLES=1 writes it anew, to be read before it is committed.
"""
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tomllib
import unittest
import xml.etree.ElementTree as ElementTree

from centre import SOURCE, CentreTest, Hub, Subscriber, config_with, publish, until

DATA = pathlib.Path(os.environ.get("PARAAT_TEST_DATA", SOURCE.parent / "shared" / "data"))
SCHEMA = DATA / "cap" / "schema" / "cap12.xsd"
# The hub knows its own variables only.
REWRITES = os.environ.pop("PARAAT_REWRITE_TABLES", None)
TABLE = SOURCE / "tests" / "data" / "foreign" / "feeds.tsv"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
QUIET = tuple(("rules/10-escalations.toml", f'ack_within = "{span}"', 'ack_within = "24h"') for span in ("60s", "120s", "300s"))
CATEGORIES = [one["name"] for one in tomllib.loads((SOURCE / "config" / "organisation.toml").read_text())["category"]]
SEVERITIES = ["minor", "moderate", "serious", "severe", "extreme"]


def agreements(form):
    """Everything both ways with the police, in one format; the municipality takes nothing and reports."""
    shared = f"""purpose = "test"
legal_ground = "test"
categories = {json.dumps(CATEGORIES)}
severities = {json.dumps(SEVERITIES)}
areas = ["*"]
fields = ["category", "severity", "priority", "title", "text"]
place_m = 500
from = "2020-01-01"
until = "2999-12-31"
"""
    return (f'origin = "oov-example"\n[[partner]]\nname = "politie"\ndirections = ["in", "out"]\nformat = "{form}"\n{shared}'
            f'[[partner]]\nname = "gemeente"\ndirections = ["in"]\n{shared}')


def cap(identifier, kind="Alert", references=(), status="Actual", sender="meldkamer@buren.example", event="Shooting", more="", place="51.61,4.41"):
    """An alert in our own words, sent in the minute that its identifier ends with."""
    def sent(of):
        return f"2026-11-27T21:0{of[-1]}:00+01:00"
    refers = " ".join(f"{sender},{of},{sent(of)}" for of in references)
    return (f'<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{identifier}</identifier>'
            f"<sender>{sender}</sender><sent>{sent(identifier)}</sent><status>{status}</status><msgType>{kind}</msgType><scope>Public</scope>"
            + (f"<references>{refers}</references>" if refers else "")
            + f"<info><category>Security</category><event>{event}</event><urgency>Immediate</urgency><severity>Extreme</severity>"
            f"<certainty>Observed</certainty><headline>{identifier}</headline><area><areaDesc>x</areaDesc><circle>{place} 0.1</circle></area></info>{more}</alert>")


class FeedsTest(CentreTest):
    format = "json"

    @classmethod
    def setUpClass(cls):
        cls.hub = Hub()
        cls.addClassCleanup(cls.hub.remove)
        cls.hub.config = config_with(cls.hub.folder, *QUIET)
        cls.partners = cls.hub.folder / "config" / "partners.toml"
        cls.partners.write_text(agreements(cls.format))
        cls.hub.start()
        cls.all = Subscriber(cls.hub.port, "oov/#")
        cls.addClassCleanup(cls.all.close)
        cls._numbers = 0

    def heard(self, client, limit=1):
        return self.ask("console-1", {"ask": "heard", "unit": client, "limit": limit})

    def brings(self, topic, payload, client="politie"):
        """As that partner; what the hub made of it."""
        before = self.heard(client)["total"]
        self.assertEqual(0, publish(self.hub.port, topic, payload))
        until(lambda: self.heard(client)["total"] > before, "it is not heard")
        return self.heard(client)["items"][0]

    def answer_to(self, identifier, since):
        """CAP's Ack or Error to that message."""
        message = self.all.on("oov/partner/politie/out/receipt", lambda m: f",{identifier},".encode() in m.payload, since=since)
        return ElementTree.fromstring(message.payload)

    def alerts_of(self, incident):
        return [m.json for m in self.all.all if re.fullmatch(rf"oov/json/\w+/alert/{incident}", m.topic) and m.payload]

    def incident_with(self, words, since):
        """The incident whose alert says so."""
        found = self.all.wait(lambda m: "/json/" in m.topic and "/alert/" in m.topic and words.encode() in m.payload, since=since)
        return found.topic.rsplit("/", 1)[1]

    def timeline(self, incident):
        return self.ask("console-1", {"ask": "incident", "incident": incident, "limit": 100})["timeline"]

    def valid(self, xml):
        """Whether the schema of the standard takes it; skips without that."""
        if not SCHEMA.exists() or not shutil.which("xmllint"):
            self.skipTest(f"NOT RUN: xmllint and {SCHEMA} are needed")
        judged = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, "-"], input=xml, capture_output=True, check=False)
        self.assertEqual(0, judged.returncode, judged.stderr.decode() + xml.decode())


class CapIn(FeedsTest):
    def send_cap(self, identifier, **more):
        since = self.all.count()
        self.brings("oov/partner/politie/in/cap", cap(identifier, **more))
        return self.answer_to(identifier, since), since

    def test_alert_update_and_cancel_are_one_incident_also_after_a_restart(self):
        answer, since = self.send_cap("chain-1")
        self.assertEqual("Ack", answer.findtext(CAP + "msgType"))
        self.valid(ElementTree.tostring(answer))
        incident = self.incident_with("chain-1", since)
        self.send_cap("chain-2", kind="Update", references=["chain-1"], place="51.99,4.99")
        self.restart()
        answer, _ = self.send_cap("chain-3", kind="Update", references=["chain-1", "chain-2"], place="52.50,5.50")
        self.assertEqual("Ack", answer.findtext(CAP + "msgType"))
        answer, _ = self.send_cap("chain-4", kind="Cancel", references=["chain-1", "chain-2", "chain-3"])
        self.assertEqual("Ack", answer.findtext(CAP + "msgType"))
        said = self.timeline(incident)
        self.assertEqual(4, sum(entry["what"] == "report_received" for entry in said), said)
        self.assertTrue(any("Ingetrokken door" in entry.get("text", "") for entry in said), said)
        # Only a person closes it.
        self.assertNotIn("closed", {entry["what"] for entry in said})
        self.tell("console-1", "command", {"do": "close", "incident": incident, "acknowledge": True})
        answer, _ = self.send_cap("chain-5", kind="Cancel", references=["chain-4"])
        self.assertEqual("Error", answer.findtext(CAP + "msgType"))
        self.assertIn("over here already", answer.findtext(CAP + "note"))

    def test_what_is_referred_to_and_unknown_is_told(self):
        answer, _ = self.send_cap("lost-2", kind="Cancel", references=["lost-1"])
        self.assertEqual("Error", answer.findtext(CAP + "msgType"))
        self.assertIn("nothing that this refers to is known here", answer.findtext(CAP + "note"))
        self.valid(ElementTree.tostring(answer))
        answer, since = self.send_cap("lost-4", kind="Update", references=["lost-3"], place="50.51,3.51")
        self.assertEqual("Ack", answer.findtext(CAP + "msgType"))
        newest = self.heard("politie")["items"][0]
        self.assertEqual("degraded", newest["outcome"])
        self.assertIn("what it refers to is not known here; it is kept as a reference", newest["remarks"])

    def test_the_same_message_again_is_nothing_new_and_other_words_under_its_name_are_refused(self):
        _, since = self.send_cap("same-1", place="50.61,3.61")
        again = self.all.count()
        self.assertEqual("repeated", self.brings("oov/partner/politie/in/cap", cap("same-1", place="50.61,3.61"))["outcome"])
        first, second = (self.all.on("oov/partner/politie/out/receipt", lambda m: b",same-1," in m.payload, since=n).payload for n in (since, again))
        self.assertEqual(first, second)
        answer, _ = self.send_cap("same-1", place="50.62,3.62")
        self.assertEqual("Error", answer.findtext(CAP + "msgType"))

    def test_what_is_not_real_never_looks_real(self):
        for identifier, status in (("test-1", "Test"), ("test-2", "System"), ("test-3", "Draft")):
            answer, since = self.send_cap(identifier, status=status)
            self.assertEqual(("Ack", status), (answer.findtext(CAP + "msgType"), answer.findtext(CAP + "status")))
            self.assertEqual("nothing_to_do", self.heard("politie")["items"][0]["outcome"])
            self.assertEqual([], [m for m in self.all.all[since:] if "/alert/" in m.topic])
        answer, _ = self.send_cap("test-4", status="Exercise")
        self.assertEqual("Error", answer.findtext(CAP + "msgType"), "a partner reports in no exercise")

    def test_client_of_the_hub_speaks_cap_too(self):
        since = self.all.count()
        self.send("radio-7", "report", cap("radio-1", event="Robbery", place="50.71,3.71"))
        receipt = self.all.on("oov/down/radio-7/receipt", lambda m: m.json["id"].startswith("cap-"), since=since).json
        self.assertTrue(receipt["accepted"], receipt)
        self.send("radio-7", "report", cap("radio-2", status="Draft"))
        self.assertEqual("bad_value", self.all.on("oov/down/radio-7/receipt", lambda m: not m.json["accepted"], since=since).json["code"])
        self.send("radio-7", "report", "<!DOCTYPE x><alert/>")
        self.assertEqual("unreadable", self.all.on("oov/down/radio-7/receipt", lambda m: m.json.get("code") == "unreadable", since=since).json["code"])

    def test_signed_message_is_kept_byte_for_byte(self):
        signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>AAAA</SignatureValue></Signature>'
        xml = cap("signed-1", more=signature, place="50.81,3.81").replace("<scope>", "\n\t<scope>")
        self.brings("oov/partner/politie/in/cap", xml)
        journal = sqlite3.connect(f"file:{self.hub.journal}/journal.db?mode=ro", uri=True)
        self.addCleanup(journal.close)
        kept = [bytes(row[0]) for row in journal.execute("SELECT original FROM input ORDER BY position DESC LIMIT 5")]
        self.assertIn(b"oov/partner/politie/in/cap\n" + xml.encode(), kept)


class CapOut(FeedsTest):
    format = "cap"

    def words(self, kind, since):
        return [m.payload for m in self.all.all[since:] if m.topic == f"oov/partner/politie/out/{kind}"]

    def test_each_category_and_severity_is_valid_and_reads_back(self):
        since = self.all.count()
        wanted, lat = {}, 51.0
        for category in CATEGORIES:
            if category == "panic":
                continue
            for severity in SEVERITIES:
                lat = round(lat + 0.02, 2)
                # Its own place, so that no two join, and words that XML must take care of.
                wanted[f"{category} {severity} <&> \"'"] = (category, severity)
                self.report(category=category, severity=severity, text=f"{category} {severity} <&> \"'", lat=lat, lon=4.48)
        until(lambda: len(self.words("alert", since)) >= len(wanted), "not all is told", lambda: str(len(self.words("alert", since))))
        for xml in self.words("alert", since):
            self.valid(xml)
            read = ElementTree.fromstring(xml)
            block = read.find(CAP + "info")
            parameters = {one.findtext(CAP + "valueName"): one.findtext(CAP + "value") for one in block.findall(CAP + "parameter")}
            category, severity = wanted.pop(block.findtext(CAP + "description"))
            self.assertEqual((category, severity), (parameters["paraat:category"], parameters["paraat:severity"]))
            self.assertEqual({"minor": "Minor", "moderate": "Moderate", "serious": "Severe", "severe": "Severe", "extreme": "Extreme"}[severity],
                             block.findtext(CAP + "severity"))
            self.assertEqual(("Actual", "Private", "politie", "oov-example"),
                             tuple(read.findtext(CAP + name) for name in ("status", "scope", "addresses", "sender")))
        self.assertEqual({}, wanted)

    def test_update_and_cancel_refer_to_what_was_told_also_after_a_restart(self):
        since = self.all.count()
        incident = self.report(category="robbery", lat=49.11, lon=4.11, text="first")
        first = ElementTree.fromstring(self.all.on("oov/partner/politie/out/alert", lambda m: b"first" in m.payload, since=since).payload)
        self.tell("console-1", "command", {"do": "triage", "incident": incident, "division": "dvo", "priority": 1})
        second = self.all.on("oov/partner/politie/out/alert", lambda m: b"<msgType>Update" in m.payload, since=since).payload
        self.valid(second)
        name = first.findtext(CAP + "identifier")[:-2]
        self.restart()
        self.tell("console-1", "command", {"do": "close", "incident": incident, "acknowledge": True})
        cancel = self.all.on("oov/partner/politie/out/close").payload
        self.valid(cancel)
        read = ElementTree.fromstring(cancel)
        triple = [f"oov-example,{one.findtext(CAP + 'identifier')},{one.findtext(CAP + 'sent')}" for one in (first, ElementTree.fromstring(second))]
        self.assertEqual(("Cancel", f"{name}-3", " ".join(triple)), tuple(read.findtext(CAP + part) for part in ("msgType", "identifier", "references")))
        shown = self.hub.paraat("partners", "preview", "politie", "--since", "1d", "--config", self.hub.config, "--journal", self.hub.journal)
        self.assertEqual(0, shown.returncode, shown.stderr)
        self.assertIn("<msgType>Cancel", shown.stdout)


class Geojson(FeedsTest):
    format = "geojson"

    def map(self, fits, since=0):
        return self.all.on("oov/partner/politie/out/map", lambda m: m.payload and fits(m.json["features"]), since=since).json

    def test_map_follows_what_stands_and_is_emptied_at_the_end(self):
        incident = self.report(category="robbery", lat=51.11, lon=4.11, text="on the map")
        shown = self.map(lambda features: len(features) == 1)["features"][0]
        self.assertEqual(("robbery", "alert", 500), tuple(shown["properties"][key] for key in ("category", "kind", "accuracy_m")))
        word = self.all.on("oov/partner/politie/out/alert").json
        self.assertEqual(("Feature", shown["id"]), (word["type"], word["id"]))
        late = Subscriber(self.hub.port, "oov/partner/politie/out/#")
        self.addCleanup(late.close)
        self.assertEqual(1, len(late.on("oov/partner/politie/out/map", lambda m: m.is_retained).json["features"]))
        since = self.all.count()
        self.tell("console-1", "command", {"do": "close", "incident": incident, "acknowledge": True})
        self.map(lambda features: features == [], since)
        self.report(category="robbery", lat=51.21, lon=4.21)
        self.map(lambda features: len(features) == 1, since)
        self.partners.write_text('origin = "oov-example"\n')
        since = self.all.count()
        self.hub.process.send_signal(1)
        self.all.on("oov/partner/politie/out/map", lambda m: m.payload == b"", since=since)

    def test_features_are_reports(self):
        since = self.all.count()
        feature = {"type": "Feature", "id": "m-1", "geometry": {"type": "Point", "coordinates": [4.31, 51.31]},
                   "properties": {"category": "theft", "text": "from a map"}}
        made = self.brings("oov/partner/gemeente/in/geojson", feature, "gemeente")
        self.assertEqual(("geojson", "taken", "report"), (made["format"], made["outcome"], made["kind"]))
        self.incident_with("from a map", since)


class Cases(FeedsTest):
    def test_later_word_of_another_hub_lands_where_the_first_did(self):
        since = self.all.count()
        word = {"id": "01k9zzzzzzzzzzzzzzzzzzzzzz-1", "case": "01k9zzzzzzzzzzzzzzzzzzzzzz", "rev": 1, "origin": "oov-other", "hops": 1,
                "category": "robbery", "severity": "serious", "status": "new", "text": "word one", "lat": 51.41, "lon": 4.41}
        publish(self.hub.port, "oov/partner/politie/in/report", word)
        incident = self.incident_with("word one", since)
        # Another category, elsewhere: by these it would be another one.
        publish(self.hub.port, "oov/partner/politie/in/report",
                {**word, "id": word["case"] + "-3", "rev": 3, "category": "shooting", "status": "open", "text": "word three", "lat": 52.41, "lon": 5.41})
        until(lambda: len([e for e in self.timeline(incident) if e["what"] == "report_received"]) == 2, "it is another incident")
        self.restart()
        publish(self.hub.port, "oov/partner/politie/in/report", {**word, "id": word["case"] + "-4", "rev": 4, "text": "word four", "lat": 50.41, "lon": 3.41})
        until(lambda: len([e for e in self.timeline(incident) if e["what"] == "report_received"]) == 3, "it is another incident after a restart")


class Pager(FeedsTest):
    topic = "oov/partner/politie/in/p2000"

    def line(self, text, second=0):
        return f"FLEX|2026-11-27 10:00:{second:02}|1600/2/K/A|12.077|000120161|ALN|{text}"

    def test_address_is_on_no_topic_and_a_repeat_is_known(self):
        since = self.all.count()
        page = self.line("P 1 BDH-07 BR woning Geheimstraat 12 Leiden 123456")
        made = self.brings(self.topic, page)
        self.assertIn(made["outcome"], ("taken", "degraded"), made)
        self.assertEqual("repeated", self.brings(self.topic, page)["outcome"])
        self.incident_with("Leiden", since)
        self.restart()
        self.assertEqual("repeated", self.brings(self.topic, page)["outcome"], "the journal knows it")
        self.heard("politie", 50)
        self.assertEqual([], [m for m in self.all.all if b"Geheimstraat" in m.payload and m.topic != self.topic])

    def piece(self, text, part, second):
        return f"FLEX|2026-11-27 11:00:{second:02}|1600/2/{part}/A|12.077|000120162|ALN|{text}"

    def reports(self):
        journal = sqlite3.connect(f"file:{self.hub.journal}/journal.db?mode=ro", uri=True)
        try:
            return [json.loads(row[0]) for row in journal.execute("SELECT normalised FROM input WHERE client = 'politie' ORDER BY position")]
        finally:
            journal.close()

    def test_page_whose_rest_is_awaited_is_told_when_the_hub_ends(self):
        self.assertEqual("nothing_to_do", self.brings(self.topic, self.piece("P 1 BDH-07 BR woning Kerkweg 3 Lei", "F", 1))["outcome"])
        before = len(self.reports())
        self.assertEqual(0, self.hub.stop())
        told = self.reports()[before:]
        self.restart()
        self.assertEqual(1, len(told))
        self.assertIn("fragment", told[0]["tags"])
        self.assertFalse((self.hub.journal / "held-pages").exists())

    def test_page_whose_rest_is_awaited_outlives_the_hub(self):
        self.brings(self.topic, self.piece("P 1 BDH-07 BR woning Dorpsweg 4 Lei", "F", 11))
        before = len(self.reports())
        self.restart()
        self.brings(self.topic, self.piece("den 123456", "C", 14))
        told = self.reports()[before:]
        self.assertEqual([("Leiden", "Dorpsweg")], [(one["address"]["place"], one["address"]["street"]) for one in told])
        self.assertNotIn("fragment", told[0]["tags"])

    def test_tests_and_withdrawals_are_no_alarms(self):
        since = self.all.count()
        for text in ("TEST TEST TEST", "P 1 BDH-07 (Intrekken Alarm Brw) BR woning Dorpsstraat 12 Leiden"):
            made = self.brings(self.topic, self.line(text, 7))
            self.assertEqual("nothing_to_do", made["outcome"], made)
        self.assertEqual([], [m for m in self.all.all[since:] if "/alert/" in m.topic])


class Samples(FeedsTest):
    """Every file that is at hand, over the broker."""

    def rows(self):
        for folder, topic in (("cap", "cap"), ("p2000", "p2000")):
            for file in sorted((DATA / folder).iterdir()):
                if file.is_dir() or file.name == "SOURCE.md":
                    continue
                before = len(self.accepted())
                made = self.brings(f"oov/partner/politie/in/{topic}", file.read_bytes())
                # Counts and not words: what is in these files is about people.
                first = made.get("remarks", ["-"])[0]
                yield "\t".join((file.name, made["outcome"], made.get("what", "-"), str(len(self.accepted()) - before),
                                 str(len(made.get("remarks", []))), first if topic == "cap" else "-"))

    def accepted(self):
        journal = sqlite3.connect(f"file:{self.hub.journal}/journal.db?mode=ro", uri=True)
        try:
            return journal.execute("SELECT position FROM input WHERE client = 'politie'").fetchall()
        finally:
            journal.close()

    def normalised(self):
        journal = sqlite3.connect(f"file:{self.hub.journal}/journal.db?mode=ro", uri=True)
        try:
            return [json.loads(row[0]) for row in journal.execute("SELECT normalised FROM input WHERE client = 'politie'")]
        finally:
            journal.close()

    def test_each_file_ends_in_the_outcome_of_the_table(self):
        if not (DATA / "cap").exists():
            self.skipTest(f"NOT RUN: no samples in {DATA}: set PARAAT_TEST_DATA")
        rows = ["file\toutcome\twhat\treports\tremarks\tthe first", *self.rows()]
        # Where people live is in their reports' addresses, and left the hub on no topic.
        told = [m.payload for m in self.all.all if "/in/" not in m.topic]
        streets = {row["address"]["street"] for row in self.normalised() if len(row.get("address", {}).get("street", "")) > 5}
        self.assertEqual(0, sum(any(street.encode() in payload for payload in told) for street in streets), f"of {len(streets)} streets")
        if REWRITES:
            TABLE.write_text("\n".join(rows) + "\n")
        # Other files of the same kinds may be there too: they are read, and the table says nothing of them.
        known = TABLE.read_text().splitlines()
        names = {row.split("\t")[0] for row in rows}
        self.assertEqual([row for row in known if row.split("\t")[0] in names], [row for row in rows if row.split("\t")[0] in {k.split("\t")[0] for k in known}])


if __name__ == "__main__":
    unittest.main()
