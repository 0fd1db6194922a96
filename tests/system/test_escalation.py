"""Escalations step on until a person acknowledges, also through a restart (contract 3)."""
import json
import unittest

from centre import CentreTest, Subscriber


class Escalation(CentreTest):
    changes = (("rules/10-escalations.toml", '"60s"', '"1500ms"'), ("rules/10-escalations.toml", '"300s"', '"1500ms"'))

    def step(self, incident, step, since=0):
        return self.alert("dvo", incident, lambda a: "escalation" in a and a["escalation"].get("step") == step, since)

    def ack(self, client, incident, **more):
        return self.tell(client, "ack", {"incident": incident, "answer": "acknowledged", **more})

    def test_steps_to_coordinator_and_opco_while_nobody_acknowledges(self):
        incident = self.report()
        self.assertEqual("role/coord-ondermijning", self.step(incident, 1)["escalation"]["target"])
        self.assertEqual("role/opco", self.step(incident, 2)["escalation"]["target"])
        for client in ("radio-7", "coord-ondermijning-1", "opco-1"):
            self.all.on(f"oov/json/down/{client}/notice/{incident}")
        # The last step repeats.
        self.all.on(f"oov/json/down/opco-1/notice/{incident}", lambda m: m.payload and m.json["reason"] == "reminder")

    def test_acknowledgement_of_one_who_was_asked_stops_it_and_clears_the_notices(self):
        incident = self.report()
        self.all.on(f"oov/json/down/radio-8/notice/{incident}")
        result = self.hub.paraat("ack", incident, "--as", "radio-8")
        self.assertEqual((0, f"accepted: incident {incident}"), (result.returncode, result.stdout.strip()), result.stderr)
        alert = self.alert("dvo", incident, lambda a: a["acked"])
        self.assertEqual(("radio-8", True), (alert["escalation"]["acked_by"], alert["escalation"]["acked_at"] > 0))
        self.assertNotIn("ack_by", alert["escalation"])
        self.all.on(f"oov/json/down/radio-8/notice/{incident}", lambda m: m.payload == b"")
        self.all.on(f"oov/json/down/radio-7/notice/{incident}", lambda m: m.payload == b"")

    def test_acknowledgement_of_one_who_was_not_asked_is_refused(self):
        incident = self.report()
        refused = self.ack("radio-1", incident)
        self.assertEqual((False, "not_asked"), (refused["accepted"], refused["code"]))

    def test_coordinator_centre_and_opco_may_acknowledge_unasked(self):
        for client in ("coord-ondermijning-1", "console-2", "opco-1"):
            with self.subTest(client=client):
                incident = self.report()
                self.assertTrue(self.ack(client, incident)["accepted"])
                self.assertEqual(client, self.alert("dvo", incident, lambda a: a["acked"])["escalation"]["acked_by"])

    def test_declining_never_stops_it(self):
        incident = self.report()
        self.assertTrue(self.tell("radio-7", "ack", {"incident": incident, "answer": "declined", "text": "busy"})["accepted"])
        self.step(incident, 1)

    def test_acknowledging_an_older_alarm_is_refused_with_the_newest_revision(self):
        incident = self.report(category="drug_dealing", lat=51.5, lon=4.5)
        first = self.alert("dvo", incident)
        self.tell("console-1", "command", {"do": "triage", "incident": incident, "division": "dvo", "priority": 1})
        raised = self.alert("dvo", incident, lambda a: a["raised"] > first["rev"])
        refused = self.ack("radio-7", incident, rev=first["rev"])
        self.assertEqual((False, "newer_alarm", ["rev"]), (refused["accepted"], refused["code"], list(refused["now"])))
        self.assertGreaterEqual(refused["now"]["rev"], raised["raised"])
        self.assertTrue(self.ack("radio-7", incident, rev=raised["rev"])["accepted"])

    def test_ack_without_id_is_known_by_what_it_says(self):
        incident = self.report()
        ack = {"incident": incident, "rev": self.alert("dvo", incident)["rev"], "answer": "acknowledged"}
        receipts = []
        for text in ("{}", " {}"):
            since = self.all.count()
            self.send("radio-9", "ack", text.format(json.dumps(ack)))
            receipts.append(self.all.on("oov/down/radio-9/receipt", since=since).payload)
        self.assertEqual(receipts[0], receipts[1])

    def test_delivered_shown_and_read_get_no_receipt_but_are_in_the_timeline(self):
        incident = self.report()
        self.all.on(f"oov/json/down/radio-10/notice/{incident}")
        since = self.all.count()
        for answer in ("delivered", "shown", "read"):
            self.send("radio-10", "ack", {"id": self.fresh(), "incident": incident, "answer": answer})
        self.tell("radio-10", "report", {"category": "other"})
        receipts = [m.json for m in self.all.all[since:] if m.topic == "oov/down/radio-10/receipt"]
        self.assertEqual(["report"], [r["kind"] for r in receipts])
        told = [(e["what"], e["by"]) for e in self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]]
        for what in ("notice_delivered", "notice_shown", "notice_read"):
            self.assertIn((what, "radio-10"), told)

    def test_rungs_of_one_who_got_no_notice_and_repeats_are_nothing(self):
        incident = self.report()
        self.all.on(f"oov/json/down/radio-10/notice/{incident}")
        for client, answer in (("radio-1", "read"), ("console-1", "shown"), ("radio-10", "read"), ("radio-10", "read")):
            self.send(client, "ack", {"id": self.fresh(), "incident": incident, "answer": answer})
        self.tell("radio-10", "report", {"category": "other"})
        told = self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]
        self.assertEqual([("notice_read", "radio-10")], [(e["what"], e["by"]) for e in told if e["what"] in ("notice_read", "notice_shown")])

    def test_coordinator_of_another_division_was_not_asked(self):
        self.assertEqual("not_asked", self.ack("coord-overlast-1", self.report())["code"])

    def test_declining_clears_the_notice_of_who_declined_alone(self):
        incident = self.report()
        for client in ("radio-9", "radio-12"):
            self.all.on(f"oov/json/down/{client}/notice/{incident}")
        self.assertTrue(self.tell("radio-9", "ack", {"incident": incident, "answer": "declined"})["accepted"])
        self.all.on(f"oov/json/down/radio-9/notice/{incident}", lambda m: m.payload == b"")
        late = Subscriber(self.hub.port, f"oov/json/down/+/notice/{incident}")
        self.addCleanup(late.close)
        self.assertTrue(late.on(f"oov/json/down/radio-12/notice/{incident}").is_retained)
        self.assertEqual([], [m for m in late.all if "/radio-9/" in m.topic])

    def test_second_acknowledgement_is_accepted_and_changes_nothing(self):
        incident = self.report()
        self.ack("radio-8", incident)
        alert = self.alert("dvo", incident, lambda a: a["acked"])
        self.assertTrue(self.ack("radio-7", incident)["accepted"])
        now = self.ask("console-1", {"ask": "incident", "incident": incident})["item"]
        self.assertEqual((alert["rev"], "radio-8"), (now["rev"], now["escalation"]["acked_by"]))

    def test_incident_is_not_accepted_or_done(self):
        incident = self.report()
        for answer in ("accepted", "done"):
            refused = self.tell("radio-8", "ack", {"incident": incident, "answer": answer})
            self.assertEqual(("bad_value", "answer"), (refused["code"], refused["field"]))

    def test_closing_ends_it_and_the_topic(self):
        incident = self.report()
        refused = self.tell("console-1", "command", {"do": "close", "incident": incident})
        self.assertEqual("unacknowledged", refused["code"])
        self.assertTrue(self.tell("console-1", "command", {"do": "close", "incident": incident, "acknowledge": True})["accepted"])
        self.alert("dvo", incident, lambda a: a["status"] == "closed")
        self.all.on(f"oov/json/dvo/alert/{incident}", lambda m: m.payload == b"")
        self.assertEqual("closed", self.ack("radio-7", incident)["code"])
        late = Subscriber(self.hub.port, f"oov/+/alert/{incident}", f"oov/json/dvo/alert/{incident}")
        self.addCleanup(late.close)
        self.assertEqual([], late.all)

    def test_robbery_asks_the_coordinator_first(self):
        incident = self.report(category="robbery")
        self.assertEqual(("notify-coordinator", "role/coord-ondermijning"),
                         tuple(self.step(incident, 0)["escalation"][k] for k in ("policy", "target")))
        self.step(incident, 1)

    def test_covert_work_asks_those_cleared_alone_and_passes_over_the_rest(self):
        since = self.all.count()
        self.send("opco-1", "report", {"id": "covert-e", "category": "shooting", "covert": True})
        incident = self.receipt("opco-1", "covert-e")["incident"]
        # Nobody of the team is cleared, so that the coordinator is asked at once.
        alert = self.all.on(f"oov/json/covert/dvo/alert/{incident}").json
        self.assertEqual((1, "role/coord-ondermijning"), (alert["escalation"]["step"], alert["escalation"]["target"]))
        self.all.on(f"oov/json/down/coord-ondermijning-1/notice/{incident}")
        self.assertEqual("not_found", self.ack("radio-8", incident)["code"])
        self.assertTrue(self.ack("coord-ondermijning-1", incident)["accepted"])
        self.all.on(f"oov/json/covert/dvo/alert/{incident}", lambda m: m.json["acked"])
        asked = {m.topic.split("/")[-3] for m in self.all.all[since:] if m.topic.endswith(f"/notice/{incident}")}
        self.assertLessEqual(asked, {"coord-ondermijning-1", "opco-1"})
        self.assertEqual([], [m for m in self.all.all if m.topic.endswith(f"alert/{incident}") and "/covert/" not in m.topic])

    def test_acknowledging_a_revision_that_is_to_come_means_the_newest(self):
        incident = self.report()
        self.assertTrue(self.ack("radio-7", incident, rev=1_000_000)["accepted"])
        self.alert("dvo", incident, lambda a: a["acked"])

    def test_panic_asks_everybody_at_once_on_both_topics(self):
        for number, team in (("radio-2", "dvl"), ("radio-8", "dvo")):
            with self.subTest(client=number):
                receipt = self.tell(number, "status", {"status": "on_scene", "panic": True, "lat": 51.9, "lon": 4.4})
                self.assertTrue(receipt["accepted"], receipt)
                alert = self.alert(team, receipt["incident"])
                self.assertEqual(("panic", "extreme", 1, {team, "sector"}),
                                 (alert["category"], alert["severity"], alert["priority"], set(alert["divisions"])))
                self.alert("sector", receipt["incident"])
                notice = self.all.on(f"oov/json/down/opco-1/notice/{receipt['incident']}").json
                self.assertEqual(("panic", "panic", "role/opco", 1, "Noodoproep"),
                                 tuple(notice[k] for k in ("reason", "policy", "target", "priority", "title")))
        self.all.wait(lambda m: m.topic.startswith("oov/json/down/coord-overlast-1/notice/"))

    def test_panic_in_a_beacon_is_honoured(self):
        since = self.all.count()
        self.send("radio-5", "beacon", {"panic": True, "lat": 51.95, "lon": 4.41}, qos=0)
        self.all.wait(lambda m: m.topic.startswith("oov/json/dvl/alert/") and m.payload and m.json["category"] == "panic", since=since)


class EscalationThroughRestart(CentreTest):
    changes = (("rules/10-escalations.toml", '"60s"', '"3s"'),)

    def test_timer_survives_a_kill(self):
        incident = self.report()
        self.alert("dvo", incident, lambda a: a["escalation"]["step"] == 0)
        self.hub.kill()
        self.hub.start()
        again = Subscriber(self.hub.port, "oov/#")
        self.addCleanup(again.close)
        again.wait(lambda m: m.topic == f"oov/json/dvo/alert/{incident}" and m.payload and m.json["escalation"].get("step") == 1)
        notice = again.on(f"oov/json/down/coord-ondermijning-1/notice/{incident}").json
        self.assertEqual(1, notice["step"])


if __name__ == "__main__":
    unittest.main()
