"""Reports become alerts where they belong, each with a receipt (contract 2 and 3)."""
import hashlib
import json
import unittest

from centre import CentreTest, ULID, now_ms, publish, until


class Report(CentreTest):
    def test_shooting_goes_to_the_serious_crime_division_with_receipt_rule_and_deadline(self):
        before = now_ms()
        self.send("radio-7", "report", '{"id":"t-first","category":"shooting","severity":"extreme","text":"...","lat":51.92,"lon":4.48}')
        twin = self.all.on("oov/json/down/radio-7/receipt", lambda m: m.json["id"] == "t-first")
        receipt = self.receipt("radio-7", "t-first")
        self.assertEqual(receipt, twin.json)
        self.assertEqual(["id", "kind", "accepted", "incident", "joined", "seq"], list(receipt))
        self.assertEqual(("report", True, False), (receipt["kind"], receipt["accepted"], receipt["joined"]))
        self.assertRegex(receipt["incident"], ULID)
        alert = self.alert("dvo", receipt["incident"])
        order = ["incident", "rev", "raised", "division", "divisions", "status", "priority", "category", "severity", "title", "text", "lat",
                 "lon", "opened_at", "updated_at", "reports", "acked", "exercise", "escalation", "escalations"]
        self.assertEqual(order, [key for key in alert if key in order])
        self.assertEqual(("dvo", ["dvo"], 1, "shooting", "extreme", "Schietpartij", "..."),
                         tuple(alert[k] for k in ("division", "divisions", "priority", "category", "severity", "title", "text")))
        self.assertEqual((51.92, 4.48, 1, False, False), tuple(alert[k] for k in ("lat", "lon", "reports", "acked", "exercise")))
        escalation = alert["escalation"]
        self.assertEqual(("severity is extreme", "serious-threat", 0, "team/it-ondermijning"),
                         tuple(escalation[k] for k in ("because", "policy", "step", "target")))
        self.assertTrue(escalation["rule"])
        self.assertGreaterEqual(escalation["ack_by"], before + 60_000)
        self.assertLessEqual(escalation["ack_by"], now_ms() + 60_000)
        self.assertGreaterEqual(alert["rev"], alert["raised"])
        self.assertEqual([escalation], alert["escalations"])

    def test_each_member_of_the_asked_team_gets_a_notice(self):
        incident = self.report(severity="extreme")
        for number in range(7, 13):
            notice = self.all.on(f"oov/json/down/radio-{number}/notice/{incident}").json
            self.assertEqual(["incident", "rev", "division", "reason", "policy", "step", "target", "priority", "title", "because", "sent_at",
                              "ack_by"], list(notice))
            self.assertEqual(("dvo", "escalation", "serious-threat", 0, "team/it-ondermijning", 1, "Schietpartij"),
                             tuple(notice[k] for k in ("division", "reason", "policy", "step", "target", "priority", "title")))
        self.assertEqual([], [m for m in self.all.all if m.topic.endswith(f"notice/{incident}") and "/radio-1/" in m.topic])

    def test_nuisance_lands_on_its_own_division_only(self):
        incident = self.report("radio-1", category="noise_nuisance", lat=51.0, lon=4.0)
        alert = self.alert("dvl", incident)
        self.assertEqual((["dvl"], 4, False), (alert["divisions"], alert["priority"], "escalation" in alert))
        # A later report's alert came; what was to come of the first came before it.
        self.alert("dvo", self.report(category="theft"))
        topics = {m.topic for m in self.all.all if m.topic.endswith(f"alert/{incident}")}
        self.assertEqual({f"oov/dvl/alert/{incident}", f"oov/json/dvl/alert/{incident}"}, topics)

    def test_what_no_rule_names_waits_in_the_tray_of_the_centre(self):
        self.assertEqual(["sector"], self.alert("sector", self.report(category="other"))["divisions"])

    def test_every_field_of_a_report_is_taken(self):
        receipt = self.tell("console-1", "report", {
            "sent_at": now_ms(), "occurred_at": now_ms() - 1000, "category": "drug_dealing", "severity": "serious", "text": "dealt from a car",
            "lat": 51.93, "lon": 4.47, "accuracy_m": 10,
            "address": {"street": "s", "number": "1", "postcode": "3011AA", "place": "p", "note": "n"}, "area": "centrum", "contract": "c-1",
            "tags": ["firearm"], "persons": 4, "reporter": {"name": "a name of nobody", "phone": "0", "anonymous": False},
            "references": [{"system": "gms", "id": "g-1"}], "lmc": "x", "attachments": [{"sha256": "00" * 32, "mime": "image/png", "uri": "u"}],
            "covert": False, "exercise": False, "attributes": {"k": "v"}})
        self.assertTrue(receipt["accepted"], receipt)
        self.assertNotIn("ignored", receipt)
        alert = self.alert("dvo", receipt["incident"])
        self.assertEqual(("centrum", "c-1"), (alert["area"], alert["contract"]))
        self.assertEqual([], [m for m in self.all.all if b"a name of nobody" in m.payload and "/up/" not in m.topic])

    def test_unknown_fields_are_taken_and_named(self):
        self.assertEqual(["severty"], self.tell("radio-1", "report", {"category": "other", "severty": "minor"})["ignored"])

    def test_severity_of_the_report_counts_where_it_names_one(self):
        for severity, priority in (("minor", 4), ("moderate", 3), ("serious", 2), ("severe", 2), ("extreme", 1)):
            with self.subTest(severity=severity):
                alert = self.alert("dvl", self.report("radio-1", category="disturbed_person", severity=severity))
                self.assertEqual((severity, min(3, priority)), (alert["severity"], alert["priority"]))

    def test_a_report_that_continues_another_goes_to_its_incident_wherever_it_is(self):
        first = self.tell("radio-7", "report", {"id": self.fresh(), "category": "robbery", "lat": 51.80, "lon": 4.60})
        later = {"category": "assault", "severity": "severe", "lat": 51.90, "lon": 4.70, "follows": ["never-sent", first["id"]]}
        followed = self.tell("radio-7", "report", later)
        self.assertEqual((first["incident"], True), (followed["incident"], followed["joined"]))
        self.assertEqual("severe", self.alert("dvo", first["incident"], lambda alert: alert["reports"] == 2)["severity"])
        # The ids are the client's own: another's of the same name says nothing.
        self.assertNotEqual(first["incident"], self.tell("radio-8", "report", later)["incident"])
        self.restart()
        self.assertEqual(first["incident"], self.tell("radio-7", "report", later)["incident"])
        self.tell("console-1", "command", {"do": "close", "incident": first["incident"], "acknowledge": True})
        self.assertFalse(self.tell("radio-7", "report", {**later, "category": "theft"})["joined"])

    def test_exercise_is_marked_on_the_alert(self):
        self.assertTrue(self.alert("dvl", self.report(category="loitering", exercise=True))["exercise"])

    def test_reports_nearby_join_and_far_ones_do_not(self):
        first = self.tell("radio-1", "report", {"category": "vandalism", "lat": 52.0, "lon": 5.0})
        near = self.tell("radio-2", "report", {"category": "vandalism", "lat": 52.0008, "lon": 5.0})  # 89 m
        far = self.tell("radio-2", "report", {"category": "vandalism", "lat": 52.001, "lon": 5.0})  # 111 m
        other = self.tell("radio-2", "report", {"category": "loitering", "lat": 52.0, "lon": 5.0})
        self.assertEqual((first["incident"], True), (near["incident"], near["joined"]))
        self.assertEqual((False, False), (far["joined"], other["joined"]))
        self.assertEqual(2, self.alert("dvl", first["incident"], lambda a: a["reports"] == 2)["reports"])

    def test_same_bytes_again_get_the_same_receipt_and_nothing_new(self):
        body = json.dumps({"id": self.fresh("again"), "category": "theft"})
        since = self.all.count()
        self.send("radio-3", "report", body)
        first = self.all.on("oov/down/radio-3/receipt", since=since)
        since = self.all.count()
        self.send("radio-3", "report", body)
        self.assertEqual(first.payload, self.all.on("oov/down/radio-3/receipt", since=since).payload)
        self.assertEqual(1, self.alert("dvo", first.json["incident"])["reports"])

    def test_an_id_is_bound_to_its_bytes(self):
        receipt = self.tell("radio-3", "report", {"id": "bound", "category": "theft"})
        self.assertTrue(receipt["accepted"])
        refused = self.tell("radio-3", "report", {"id": "bound", "category": "theft", "text": "other"})
        self.assertEqual((False, "id_reused"), (refused["accepted"], refused["code"]))
        self.assertTrue(self.tell("radio-4", "report", {"id": "bound", "category": "theft"})["accepted"], "another client's")

    def test_refused_id_may_be_mended(self):
        refused = self.tell("radio-3", "report", {"id": "mended", "category": "thft"})
        self.assertEqual("unknown_category", refused["code"])
        self.assertTrue(self.tell("radio-3", "report", {"id": "mended", "category": "theft"})["accepted"])

    def test_without_id_each_arrival_is_new(self):
        since = self.all.count()
        for _ in range(2):
            self.send("radio-5", "report", {"category": "other"})
        receipts = [self.all.on("oov/down/radio-5/receipt", since=since)]
        receipts.append(self.all.on("oov/down/radio-5/receipt", lambda m: m.json["seq"] > receipts[0].json["seq"], since=since))
        self.assertNotEqual(receipts[0].json["incident"], receipts[1].json["incident"])

    def test_unknown_account_hears_of_its_report_but_not_of_the_incident(self):
        receipt = self.tell("citizen-9", "report", {"category": "noise_nuisance"})
        self.assertEqual(["id", "kind", "accepted", "seq"], list(receipt))

    def test_covert_report_appears_on_covert_topics_alone(self):
        since = self.all.count()
        self.send("opco-1", "report", {"id": "hidden-1", "category": "undermining_signal", "covert": True, "text": "seen in secret"})
        incident = self.receipt("opco-1", "hidden-1")["incident"]
        self.all.on(f"oov/json/covert/dvo/alert/{incident}", since=since)
        self.alert("dvo", self.report(category="theft"))
        told = {m.topic for m in self.all.all[since:] if b"seen in secret" in m.payload and "/up/" not in m.topic}
        self.assertEqual({f"oov/covert/dvo/alert/{incident}", f"oov/json/covert/dvo/alert/{incident}"}, told)


class Refusal(CentreTest):
    def refused(self, body, code, field, client="radio-1", kind="report"):
        receipt = self.tell(client, kind, body)
        self.assertEqual((False, code, field), (receipt["accepted"], receipt.get("code"), receipt.get("field")), receipt)
        self.assertTrue(receipt["error"])
        self.assertEqual(["id", "kind", "accepted", "code", "field", "error"], list(receipt))
        return receipt

    def unreadable(self, payload, code="unreadable", topic="oov/up/radio-2/report"):
        since = self.all.count()
        publish(self.hub.port, topic, payload)
        of = hashlib.sha256(payload).hexdigest()[:16]
        receipt = self.all.on("oov/down/radio-2/receipt", lambda m: m.json.get("of") == of, since=since).json
        self.assertEqual(("", False, code), (receipt["id"], receipt["accepted"], receipt["code"]))
        return receipt

    def test_unknown_words_are_refused_with_the_nearest(self):
        receipt = self.refused({"category": "drugs_deal"}, "unknown_category", "category")
        self.assertEqual('unknown category "drugs_deal"; did you mean "drug_dealing"?', receipt["error"])
        self.assertIn('"extreme"', self.refused({"category": "other", "severity": "extrem"}, "bad_value", "severity")["error"])

    def test_missing_category(self):
        self.refused({"text": "no category"}, "bad_value", "category")

    def test_positions_are_whole_and_in_range(self):
        self.refused({"category": "other", "lat": 51.9}, "bad_value", "lon")
        self.refused({"category": "other", "lat": 91, "lon": 4}, "bad_value", "lat")
        self.assertTrue(self.tell("radio-1", "report", {"category": "other", "lat": 0, "lon": 0})["accepted"])

    def test_wrong_types_name_the_field(self):
        self.refused({"category": 7}, "bad_value", "category")
        self.refused({"category": "other", "persons": "four"}, "bad_value", "persons")

    def test_bytes_that_nobody_can_read(self):
        for payload in (b"hello", b'{"id":"x","category":"oth', b'{"id":"x"} trailing', b'{"id":"x","category":"\xff\xfe"}', b"\x00" * 40,
                        "{\"id\":\"x\"}".encode("utf-16"), b"[1,2]", b'"text"', b"{" * 5000,
                        b'{"category":"other","category":"theft"}', b'{"category":"other","persons":NaN}',
                        b'{"category":"other","zz":' + b"[" * 16 + b"]" * 16 + b"}"):
            with self.subTest(payload=payload[:20]):
                self.unreadable(payload)

    def test_xml_is_an_alert_of_cap_or_nothing(self):
        self.unreadable(b"<?xml version='1.0'?><alert/>", "bad_value")
        self.unreadable(b"<?xml version='1.0'?><alert>")

    def test_oversized_payload(self):
        self.unreadable(b'{"id":"big","category":"other","text":"' + b"x" * 70_000 + b'"}', "too_long")

    def test_truncated_flatbuffers(self):
        self.unreadable(b"\x14\x00\x00\x00PREP" + b"\x00" * 8)

    def test_what_no_client_can_be_told_is_counted_and_logged(self):
        beacons = self.hub.metric('paraat_rejected_total{reason="unreadable_beacon"}')
        publish(self.hub.port, "oov/up/radio-2/presence", b"nonsense")
        publish(self.hub.port, "oov/up/NOT-A-CLIENT/report", {"id": "x", "category": "other"})
        self.tell("radio-2", "report", {"category": "other"})
        self.assertEqual(beacons + 1, self.hub.metric('paraat_rejected_total{reason="unreadable_beacon"}'))
        self.assertEqual(1, self.hub.metric('paraat_rejected_total{reason="foreign_topic"}'))
        rejected = {"client": "radio-2", "kind": "presence", "code": "unreadable"}
        self.hub.wait_for_log(lambda line: rejected.items() <= line.items())
        self.hub.wait_for_log(lambda line: "no client's topic" in json.dumps(line))

    def test_first_malformed_beacon_of_a_minute_is_told_and_no_other(self):
        since, name = self.all.count(), 'paraat_rejected_total{reason="unreadable_beacon"}'
        before = self.hub.metric(name)
        publish(self.hub.port, "oov/up/radio-6/beacon", {"lat": 91, "lon": 4}, qos=0)
        receipt = self.all.on("oov/down/radio-6/receipt", since=since).json
        self.assertEqual(("beacon", False, "bad_value", "lat"), tuple(receipt[k] for k in ("kind", "accepted", "code", "field")))
        publish(self.hub.port, "oov/up/radio-6/beacon", {"lat": 92, "lon": 4}, qos=0)
        until(lambda: self.hub.metric(name) == before + 2, "the second beacon is not counted")
        # Both were looked at; the receipt of this one comes after whatever was said of them.
        self.tell("radio-6", "report", {"category": "other"})
        kinds = [m.json["kind"] for m in self.all.all[since:] if m.topic == "oov/down/radio-6/receipt"]
        self.assertEqual(["beacon", "report"], kinds)


if __name__ == "__main__":
    unittest.main()
