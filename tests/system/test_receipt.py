"""One outcome for each input, bound to its id and its bytes; limits; encodings (contract 2)."""
import hashlib
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from centre import SOURCE, CentreTest, Subscriber, now_ms


class Outcome(CentreTest):
    def test_keys_of_each_accepted_kind(self):
        opened = self.tell("radio-1", "report", {"category": "loitering", "zz": 1})
        self.assertEqual(["id", "kind", "accepted", "incident", "joined", "seq", "ignored"], list(opened))
        incident = opened["incident"]
        status = self.tell("radio-2", "status", {"status": "available"})
        self.assertEqual((["id", "kind", "accepted", "seq"], "status"), (list(status), status["kind"]))
        status = self.tell("radio-2", "status", {"status": "en_route", "incident": incident})
        self.assertEqual((["id", "kind", "accepted", "incident", "seq"], incident), (list(status), status["incident"]))
        order = self.tell("coord-overlast-1", "instruct", {"to": "unit/radio-3", "text": "go"})
        self.assertEqual((["id", "kind", "accepted", "instruction", "seq"], "instruct"), (list(order), order["kind"]))
        ack = self.tell("radio-3", "ack", {"instruction": order["instruction"], "answer": "accepted"})
        self.assertEqual((["id", "kind", "accepted", "instruction", "seq"], "ack"), (list(ack), ack["kind"]))
        ack = self.tell("console-1", "ack", {"incident": incident, "answer": "acknowledged"})
        self.assertEqual((["id", "kind", "accepted", "incident", "seq"], incident), (list(ack), ack["incident"]))
        note = self.tell("console-1", "command", {"do": "note", "incident": incident, "text": "x"})
        self.assertEqual((["id", "kind", "accepted", "incident", "seq"], "command"), (list(note), note["kind"]))
        sent = self.tell("console-1", "command", {"do": "dispatch", "incident": incident, "unit": "radio-3"})
        self.assertEqual((["id", "kind", "accepted", "incident", "instruction", "seq"], incident), (list(sent), sent["incident"]))

    def test_unknown_fields_of_every_kind_are_named_also_those_within_another(self):
        incident = self.report("radio-1", category="theft")
        order = self.tell("console-1", "instruct", {"to": "unit/radio-4", "text": "go"})["instruction"]
        for client, kind, body in (("radio-4", "status", {"status": "busy"}), ("console-1", "instruct", {"to": "unit/radio-4", "text": "go"}),
                                   ("radio-4", "ack", {"instruction": order, "answer": "accepted"}),
                                   ("console-1", "command", {"do": "note", "incident": incident, "text": "x"})):
            with self.subTest(kind=kind):
                receipt = self.tell(client, kind, {**body, "zz": 1, "yy": {"xx": []}})
                self.assertEqual(({"zz", "yy"}, "ignored"), (set(receipt["ignored"]), list(receipt)[-1]))
        receipt = self.tell("radio-1", "report", {"category": "other", "address": {"streat": "s"}, "reporter": {"nam": "n"}})
        self.assertEqual({"address.streat", "reporter.nam"}, set(receipt["ignored"]))

    def test_panic_tells_its_incident(self):
        receipt = self.tell("radio-6", "status", {"panic": True})
        self.assertEqual((["id", "kind", "accepted", "incident", "joined", "seq"], False), (list(receipt), receipt["joined"]))

    def test_seq_counts_what_was_accepted_of_one_client(self):
        first = self.tell("radio-11", "report", {"category": "theft"})["seq"]
        self.assertNotIn("seq", self.tell("radio-11", "report", {"category": "thft"}))
        self.tell("radio-12", "report", {"category": "theft"})
        self.assertEqual(first + 1, self.tell("radio-11", "status", {"status": "busy"})["seq"])

    def test_repeats_of_every_kind_get_the_same_bytes_and_do_nothing_again(self):
        incident = self.report("radio-1", category="theft")
        order = self.tell("console-1", "instruct", {"to": "unit/radio-8", "text": "go"})["instruction"]
        for client, kind, body in (("radio-8", "status", {"status": "busy", "panic": True}), ("console-1", "instruct", {"to": "unit/radio-8", "text": "go"}),
                                   ("console-1", "ack", {"incident": incident, "answer": "acknowledged"}),
                                   ("radio-8", "ack", {"instruction": order, "answer": "accepted"}),
                                   ("console-1", "command", {"do": "note", "incident": incident, "text": "once"})):
            with self.subTest(kind=kind, body=body):
                bytes_of_it, receipts = json.dumps({"id": self.fresh("r"), **body}), []
                for _ in range(2):
                    since = self.all.count()
                    self.send(client, kind, bytes_of_it)
                    receipts.append(self.all.on(f"oov/down/{client}/receipt", since=since).payload)
                self.assertEqual(receipts[0], receipts[1])
                self.assertTrue(json.loads(receipts[0])["accepted"], receipts[0])
        timeline = self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]
        self.assertEqual(1, len([e for e in timeline if e["what"] == "note_added"]))

    def test_same_id_of_another_kind_is_another_input(self):
        self.assertTrue(self.tell("radio-9", "report", {"id": "both", "category": "theft"})["accepted"])
        self.assertTrue(self.tell("radio-9", "status", {"id": "both", "status": "busy"})["accepted"])

    def test_ids_are_compared_as_bytes(self):
        receipts = [self.tell("radio-9", "report", {"id": id, "category": "theft"}) for id in ("case-A_1", "case-a_1", "case-A-1")]
        self.assertEqual(3, len({r["incident"] for r in receipts}))

    def test_beacons_presence_and_rungs_get_no_receipt(self):
        since = self.all.count()
        self.send("radio-4", "beacon", {"status": "available", "lat": 51.9, "lon": 4.4}, qos=0)
        self.send("radio-4", "presence", {"state": "online", "session": now_ms()}, retain=True)
        for answer in ("delivered", "shown", "read"):
            self.send("radio-4", "ack", {"id": self.fresh(), "incident": "01jd8" + "0" * 21, "answer": answer})
        self.assertTrue(self.tell("radio-4", "status", {"status": "busy"})["accepted"])
        self.all.on("oov/json/dvl/board", lambda m: b'"radio-4"' in m.payload, since=since)
        self.assertEqual(["status"], [m.json["kind"] for m in self.all.all[since:] if m.topic == "oov/down/radio-4/receipt"])


class OutcomeThroughKill(CentreTest):
    def test_an_id_outlives_a_kill(self):
        body = json.dumps({"id": "outlives", "category": "theft"})
        self.send("radio-10", "report", body)
        first = self.all.on("oov/down/radio-10/receipt").payload
        self.hub.kill()
        self.hub.start()
        again = Subscriber(self.hub.port, "oov/down/radio-10/receipt")
        self.addCleanup(again.close)
        self.send("radio-10", "report", body)
        self.assertEqual(first, again.on("oov/down/radio-10/receipt").payload)


class Limit(CentreTest):
    def refused(self, body, code, field, client="console-1", kind="report"):
        receipt = self.tell(client, kind, body)
        self.assertEqual(["id", "kind", "accepted", "code", "field", "error"], list(receipt), receipt)
        self.assertEqual((kind, False, code, field), tuple(receipt[k] for k in ("kind", "accepted", "code", "field")), receipt)
        self.assertTrue(receipt["error"])

    def test_longest_that_a_report_may_be_is_taken_and_one_more_is_not(self):
        for field, most, over in (("text", "x" * 4000, "x" * 4001), ("text", "é" * 2000, "é" * 2001), ("area", "x" * 64, "x" * 65),
                                  ("contract", "x" * 64, "x" * 65), ("tags", ["a"] * 16, ["a"] * 17), ("tags", ["x" * 32], ["x" * 33]),
                                  ("attributes", {str(n): "v" for n in range(32)}, {str(n): "v" for n in range(33)}),
                                  ("attributes", {"k" * 64: "v"}, {"k" * 65: "v"}), ("attributes", {"k": "v" * 256}, {"k": "v" * 257}),
                                  ("persons", 10_000, 10_001)):
            with self.subTest(field=field, over=str(over)[:12]):
                self.assertTrue(self.tell("console-1", "report", {"category": "other", field: most})["accepted"])
                self.refused({"category": "other", field: over}, "too_long", field)
        self.refused({"category": "other", "persons": -1}, "bad_value", "persons")

    def test_parts_of_a_report_have_limits_of_their_own_and_are_named_with_their_place(self):
        for field, most, over in (("address.street", "x" * 256, "x" * 257), ("address.number", "x" * 64, "x" * 65), ("address.postcode", "x" * 64, "x" * 65),
                                  ("address.place", "x" * 256, "x" * 257), ("address.note", "x" * 1000, "x" * 1001),
                                  ("reporter.name", "x" * 256, "x" * 257), ("reporter.phone", "x" * 64, "x" * 65)):
            with self.subTest(field=field):
                table, key = field.split(".")
                self.assertTrue(self.tell("console-1", "report", {"category": "other", table: {key: most}})["accepted"])
                self.refused({"category": "other", table: {key: over}}, "too_long", field)
        for field, entry in (("references", {"system": "gms", "id": "1"}), ("attachments", {"sha256": "00" * 32, "mime": "image/png", "uri": "u"})):
            with self.subTest(field=field):
                self.assertTrue(self.tell("console-1", "report", {"category": "other", field: [entry] * 16})["accepted"])
                self.refused({"category": "other", field: [entry] * 17}, "too_long", field)
        self.assertTrue(self.tell("console-1", "report", {"category": "other", "lmc": "x" * 64})["accepted"])
        self.refused({"category": "other", "lmc": "x" * 65}, "too_long", "lmc")

    def test_text_of_the_other_kinds_has_the_same_limit(self):
        incident = self.report("radio-1", category="theft")
        for kind, body in (("instruct", {"to": "unit/radio-1"}), ("command", {"do": "note", "incident": incident}),
                           ("ack", {"incident": incident, "answer": "acknowledged"})):
            with self.subTest(kind=kind):
                self.refused({**body, "text": "x" * 4001}, "too_long", "text", kind=kind)
                self.assertTrue(self.tell("console-1", kind, {**body, "text": "x" * 4000})["accepted"])

    def test_ids_are_one_to_64_plain_characters(self):
        self.assertTrue(self.tell("radio-1", "report", {"id": "x" * 64, "category": "other"})["accepted"])
        for id in ("x" * 65, "a b", "a/b", "é", "a.b"):
            with self.subTest(id=id[:3]):
                body = json.dumps({"id": id, "category": "other"})
                self.send("radio-1", "report", body)
                of = hashlib.sha256(body.encode()).hexdigest()[:16]
                receipt = self.all.on("oov/down/radio-1/receipt", lambda m, of=of: m.json.get("of") == of).json
                self.assertEqual(("", False, "id"), (receipt["id"], receipt["accepted"], receipt["field"]), receipt)

    def test_null_island_is_no_position(self):
        alert = self.alert("sector", self.report("radio-1", category="other", lat=0, lon=0))
        self.assertEqual((False, False), ("lat" in alert, "lon" in alert))

    def test_words_and_ranges_of_status_ack_instruct_and_command(self):
        incident = self.report("radio-1", category="theft")
        for client, kind, body, code, field in (
                ("radio-1", "status", {"status": "on_scen"}, "bad_value", "status"), ("radio-1", "status", {"lat": 1.0}, "bad_value", "lon"),
                ("radio-1", "status", {"status": "busy", "incident": "no-ulid"}, "bad_value", "incident"),
                ("radio-1", "status", {"status": "busy", "incident": "01jd8" + "0" * 21}, "not_found", "incident"),
                ("console-1", "ack", {"incident": incident, "answer": "acknowleged"}, "bad_value", "answer"),
                ("console-1", "ack", {"incident": incident}, "bad_value", "answer"), ("console-1", "ack", {"answer": "done"}, "bad_value", "incident"),
                ("console-1", "ack", {"incident": "01jd8" + "0" * 21, "answer": "acknowledged"}, "not_found", "incident"),
                ("console-1", "instruct", {"to": "unit/radio-1"}, "bad_value", "text"),
                ("console-1", "instruct", {"to": "unit/radio-1", "text": "x", "priority": 6}, "bad_value", "priority"),
                ("console-1", "instruct", {"to": "unit/radio-1", "text": "x", "needs": "some"}, "bad_value", "needs"),
                ("console-1", "instruct", {"to": "radio-1", "text": "x"}, "unknown_target", "to"),
                ("console-1", "instruct", {"to": "unit/radio-1", "text": "x", "respond_by": now_ms() - 1000}, "expired", "respond_by"),
                ("console-1", "command", {"incident": incident}, "bad_value", "do"), ("console-1", "command", {"do": "note"}, "bad_value", "incident"),
                ("console-1", "command", {"do": "note", "incident": incident}, "bad_value", "text"),
                ("console-1", "command", {"do": "triage", "incident": incident, "division": "dvo", "priority": 0}, "bad_value", "priority")):
            with self.subTest(kind=kind, body=body):
                self.refused(body, code, field, client, kind)

    def test_status_is_for_units(self):
        receipt = self.tell("console-1", "status", {"status": "busy"})
        self.assertEqual((False, "not_a_unit"), (receipt["accepted"], receipt["code"]))


class Encoding(CentreTest):
    """Receipts and results follow the encoding of their question."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)

    def flat(self, schema, body):
        """The body as FlatBuffers of that schema."""
        file = self.folder / f"{schema}.json"
        file.write_text(json.dumps(body))
        subprocess.run(["flatc", "--binary", "-o", self.folder, "-I", SOURCE / "schemas", SOURCE / "schemas" / f"{schema}.fbs", file],
                       check=True, timeout=30, capture_output=True)
        return (self.folder / f"{schema}.bin").read_bytes()

    def answer(self, client, answer, id):
        """The answer to that id as FlatBuffers or whatever it is, and its JSON twin."""
        twin = self.all.on(f"oov/json/down/{client}/{answer}", lambda m: m.json["id"] == id).json
        return self.all.on(f"oov/down/{client}/{answer}", lambda m: id.encode() in m.payload).payload, twin

    def test_flatbuffers_are_answered_in_flatbuffers(self):
        self.send("radio-1", "report", self.flat("report", {"id": "flat-1", "category": "theft", "text": "in bytes"}))
        original, twin = self.answer("radio-1", "receipt", "flat-1")
        self.assertEqual((b"PRCT", "report", True), (original[4:8], twin["kind"], twin["accepted"]))
        self.assertEqual("in bytes", self.alert("dvo", twin["incident"])["text"])
        self.send("console-1", "query", self.flat("query", {"id": "flat-q", "ask": "incidents"}))
        original, twin = self.answer("console-1", "result", "flat-q")
        self.assertEqual((b"PRIS", True), (original[4:8], twin["ok"]))

    def test_a_refusal_too_but_unreadable_is_answered_in_json(self):
        flat = self.flat("report", {"id": "flat-2", "category": "thft"})
        self.send("radio-1", "report", flat)
        original, twin = self.answer("radio-1", "receipt", "flat-2")
        self.assertEqual((b"PRCT", "unknown_category"), (original[4:8], twin["code"]))
        since = self.all.count()
        self.send("radio-1", "report", flat[:-8])
        self.assertEqual("unreadable", self.all.on("oov/down/radio-1/receipt", since=since).json["code"])

    def test_same_words_in_another_encoding_are_other_bytes(self):
        body = {"id": "two-ways", "category": "theft"}
        self.assertTrue(self.tell("radio-2", "report", body)["accepted"])
        self.send("radio-2", "report", self.flat("report", body))
        self.all.on("oov/json/down/radio-2/receipt", lambda m: m.json["id"] == "two-ways" and m.json.get("code") == "id_reused")


if __name__ == "__main__":
    unittest.main()
