"""What an alert says, when it asks anew, and which reports it joins (contract 3)."""
import unittest

from centre import CentreTest, now_ms

ALERT = ["incident", "rev", "raised", "division", "divisions", "status", "priority", "category", "severity", "title", "text", "lat", "lon", "area",
         "contract", "opened_at", "updated_at", "reports", "acked", "exercise", "talkgroup", "teams", "units", "escalation", "escalations"]
# Added to the contract; left out where there is nothing to say.
ADDED = ["group", "claimed_by", "claimed_until", "silenced", "shelved", "team_states", "ending", "into", "passed_to", "silent", "cancelled", "score",
         "score_because"]
ESCALATION = ["rule", "because", "because_code", "because_args", "policy", "step", "target", "ack_by", "acked_by", "acked_at"]
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def time_of(ulid):
    """The first 48 bits: milliseconds since the epoch."""
    at = 0
    for letter in ulid[:10]:
        at = at * 32 + CROCKFORD.index(letter)
    return at


class Commanding(CentreTest):
    def command(self, client, do, incident, **fields):
        receipt = self.tell(client, "command", {"do": do, "incident": incident, **fields})
        self.assertTrue(receipt["accepted"], receipt)
        return receipt


class Shape(Commanding):
    def test_all_that_the_hub_says_is_flatbuffers_with_a_json_twin(self):
        incident = self.report(severity="extreme")
        for topic, identifier in ((f"dvo/alert/{incident}", b"PALT"), (f"down/radio-7/notice/{incident}", b"PNOT")):
            with self.subTest(topic=topic):
                self.assertEqual(incident, self.all.on(f"oov/json/{topic}").json["incident"])
                original = self.all.on(f"oov/{topic}").payload
                self.assertEqual(identifier, original[4:8])
                self.assertIn(incident.encode(), original)

    def test_alert_with_everything_has_its_keys_in_order(self):
        before = now_ms()
        incident = self.report("console-1", category="assault", text="x", lat=51.93, lon=4.49, area="west", contract="c-9", severity="extreme")
        self.command("console-1", "assign", incident, team="it-ondermijning")
        self.tell("radio-9", "status", {"status": "en_route", "incident": incident})
        alert = self.alert("dvo", incident, lambda a: a.get("units") and a.get("teams"))
        self.assertEqual([key for key in ALERT + ADDED if key in alert], list(alert))
        self.assertLessEqual(set(ALERT) - {"talkgroup"}, set(alert))
        self.assertEqual(["unit", "state", "since"], list(alert["units"][0]))
        self.assertEqual([key for key in ESCALATION if key in alert["escalation"]], list(alert["escalation"]))
        self.assertEqual([alert["escalation"]], alert["escalations"])
        self.assertEqual("severity is extreme", alert["escalation"]["because"])
        self.assertEqual((str, dict), tuple(type(alert["escalation"][k]) for k in ("because_code", "because_args")))
        self.assertTrue(before <= alert["opened_at"] <= alert["updated_at"] <= now_ms(), alert)

    def test_a_drill_is_marked_on_alert_and_notice(self):
        incident = self.report(exercise=True)
        self.assertTrue(self.alert("dvo", incident)["exercise"])
        self.assertTrue(self.all.on(f"oov/json/down/radio-7/notice/{incident}").json["exercise"])

    def test_what_is_unknown_is_left_out(self):
        alert = self.alert("dvo", self.report("radio-1", category="theft"))
        self.assertEqual(set(), {"lat", "lon", "escalation", "escalations"} & set(alert))
        self.assertNotIn(None, alert.values())

    def test_id_tells_when_it_was_opened(self):
        incident = self.report("radio-1", category="theft")
        self.assertEqual(self.alert("dvo", incident)["opened_at"], time_of(incident))

    def test_status_from_new_to_closed(self):
        incident = self.report("console-1", category="suspicious_situation")
        self.assertEqual("new", self.alert("sector", incident)["status"])
        self.command("console-1", "triage", incident, division="dvo")
        self.alert("dvo", incident, lambda a: a["status"] == "open")
        self.command("console-1", "assign", incident, unit="radio-9")
        alert = self.alert("dvo", incident, lambda a: a["status"] == "dispatched")
        self.assertEqual([("radio-9", "assigned")], [(u["unit"], u["state"]) for u in alert["units"]])
        for status in ("en_route", "on_scene"):
            self.tell("radio-9", "status", {"status": status, "incident": incident})
            self.alert("dvo", incident, lambda a, status=status: a["status"] == status)
        self.command("console-1", "resolve", incident)
        self.alert("dvo", incident, lambda a: a["status"] == "resolved")
        self.command("console-1", "close", incident, acknowledge=True)
        self.alert("dvo", incident, lambda a: a["status"] == "closed")
        # Another subscriber to everything gets the empty message at the end, on the original too.
        for topic in (f"oov/json/dvo/alert/{incident}", f"oov/dvo/alert/{incident}"):
            self.all.on(topic, lambda m: m.payload == b"")

    def test_of_several_escalations_the_one_with_the_nearest_deadline_is_shown(self):
        incident = self.report(category="robbery", lat=51.1, lon=4.1)
        self.command("console-1", "escalate", incident, policy="serious-threat")
        alert = self.alert("dvo", incident, lambda a: len(a.get("escalations", [])) == 2)
        self.assertEqual({"notify-coordinator", "serious-threat"}, {e["policy"] for e in alert["escalations"]})
        self.assertEqual("serious-threat", alert["escalation"]["policy"])
        self.assertEqual(min(e["ack_by"] for e in alert["escalations"]), alert["escalation"]["ack_by"])
        self.assertIn(alert["escalation"], alert["escalations"])

    def test_each_division_has_its_own_alert_of_the_same_revision(self):
        incident = self.report("radio-1", category="loitering")
        self.command("coord-overlast-1", "assign", incident, division="dvo")
        alerts = [self.alert(division, incident, lambda a: len(a["divisions"]) == 2) for division in ("dvl", "dvo")]
        self.assertEqual(["dvl", "dvo"], [a["division"] for a in alerts])
        self.assertEqual(alerts[0], {**alerts[1], "division": "dvl"})


class Raised(Commanding):
    """`raised` is the newest revision that asked for attention anew."""

    def after(self, incident, seen, division="dvo"):
        return self.alert(division, incident, lambda a: a["rev"] > seen["rev"])

    def raises(self, incident, seen, division="dvo"):
        alert = self.after(incident, seen, division)
        self.assertGreater(alert["raised"], seen["rev"])
        return alert

    def keeps(self, incident, seen, division="dvo"):
        alert = self.after(incident, seen, division)
        self.assertEqual(seen["raised"], alert["raised"])
        return alert

    def test_priority_up_raises_and_down_does_not(self):
        incident = self.report("radio-1", category="theft")
        seen = self.alert("dvo", incident)
        self.command("console-1", "triage", incident, division="dvo", priority=2)
        seen = self.raises(incident, seen)
        self.command("console-1", "triage", incident, division="dvo", priority=5)
        self.assertEqual((2, 5), (seen["priority"], self.keeps(incident, seen)["priority"]))

    def test_severity_up_raises_and_a_report_of_the_same_does_not(self):
        place = {"category": "vandalism", "lat": 52.1, "lon": 5.1}
        incident = self.report("radio-1", **place)
        seen = self.alert("dvl", incident)
        self.assertEqual(incident, self.report("radio-2", **place, severity="minor"))
        seen = self.keeps(incident, seen, "dvl")
        self.assertEqual(incident, self.report("radio-2", **place, severity="serious"))
        seen = self.raises(incident, seen, "dvl")
        self.assertEqual(("serious", 2, 3), (seen["severity"], seen["priority"], seen["reports"]))

    def test_division_added_raises(self):
        incident = self.report("radio-1", category="theft")
        seen = self.alert("dvo", incident)
        self.command("console-1", "assign", incident, division="dvl")
        self.raises(incident, seen)

    def test_new_wave_raises(self):
        incident = self.report("radio-1", category="assault")
        seen = self.alert("dvo", incident)
        self.command("coord-ondermijning-1", "escalate", incident, policy="serious-threat")
        self.raises(incident, seen)

    def test_panic_again_raises_the_same_incident(self):
        first = self.tell("radio-3", "status", {"panic": True, "lat": 51.7, "lon": 4.7})
        seen = self.alert("dvl", first["incident"])
        again = self.tell("radio-3", "status", {"panic": True, "lat": 51.7, "lon": 4.71})
        self.assertEqual(first["incident"], again["incident"])
        alert = self.raises(first["incident"], seen, "dvl")
        self.assertEqual(4.71, alert["lon"])

    def test_steps_acks_notes_and_status_do_not(self):
        incident = self.report("radio-7", category="robbery", lat=51.2, lon=4.2)
        deeds = (lambda: self.command("console-1", "escalate", incident), lambda: self.command("console-1", "note", incident, text="called back"),
                 lambda: self.tell("radio-7", "status", {"status": "on_scene", "incident": incident, "lat": 51.2, "lon": 4.2}),
                 lambda: self.command("console-1", "assign", incident, team="it-ondermijning"),
                 lambda: self.tell("opco-1", "ack", {"incident": incident, "answer": "acknowledged"}))
        raised = self.alert("dvo", incident)["raised"]
        for deed in deeds:
            deed()
        alert = self.alert("dvo", incident, lambda a: a["acked"])
        self.assertEqual((1, "on_scene", ["it-ondermijning"]), (alert["escalation"]["step"], alert["status"], alert["teams"]))
        self.assertEqual({raised}, {m.json["raised"] for m in self.all.all if m.topic == f"oov/json/dvo/alert/{incident}"})

    def test_revisions_of_a_topic_only_rise(self):
        incident = self.report("radio-1", category="theft")
        for number in range(5):
            self.command("console-1", "note", incident, text=f"note {number}")
        self.command("console-1", "resolve", incident)
        self.alert("dvo", incident, lambda a: a["status"] == "resolved")
        revs = [m.json["rev"] for m in self.all.all if m.topic == f"oov/json/dvo/alert/{incident}"]
        self.assertEqual(sorted(set(revs)), revs)


class Joining(CentreTest):
    PLACE = {"category": "vandalism", "lat": 52.0, "lon": 5.0}

    def joins(self, **fields):
        receipt = self.tell("radio-2", "report", fields)
        self.assertTrue(receipt["accepted"], receipt)
        return receipt["joined"]

    def test_only_the_first_position_counts(self):
        place = {**self.PLACE, "lon": 5.1}
        self.assertFalse(self.joins(**place))
        self.assertTrue(self.joins(**{**place, "lat": 52.0008}))  # 89 m from the first
        self.assertFalse(self.joins(**{**place, "lat": 52.0012}))  # 44 m from the second, 133 m from the first

    def test_of_several_the_nearest_is_joined_then_the_older(self):
        north, south = ({**self.PLACE, "lon": 5.2, "lat": lat} for lat in (52.0015, 52.0))
        older, newer = self.report("radio-1", **south), self.report("radio-1", **north)
        self.assertNotEqual(older, newer)
        nearest = self.tell("radio-2", "report", {**north, "lat": 52.0009})
        self.assertEqual((True, newer), (nearest["joined"], nearest["incident"]))
        middle = self.tell("radio-2", "report", {**north, "lat": 52.00075})
        self.assertEqual((True, older), (middle["joined"], middle["incident"]))

    def test_a_drill_another_contract_and_another_compartment_stay_apart(self):
        place = {**self.PLACE, "lon": 5.3}
        self.assertFalse(self.joins(**place))
        for other in ({"exercise": True}, {"contract": "c-1"}, {"covert": True}):
            with self.subTest(other=other):
                first, second = (self.tell("opco-1", "report", {**place, **other}) for _ in range(2))
                self.assertEqual((False, True), (first["joined"], second["joined"]))
                self.assertEqual(first["incident"], second["incident"])
        self.assertTrue(self.joins(**place))

    def test_without_a_position_nothing_joins(self):
        self.assertFalse(self.joins(category="vandalism"))
        self.assertFalse(self.joins(category="vandalism"))
        self.assertFalse(self.joins(category="vandalism", lat=0, lon=0))
        self.assertFalse(self.joins(category="vandalism", lat=0, lon=0))

    def test_what_is_closed_is_not_joined(self):
        place = {**self.PLACE, "lon": 5.4}
        incident = self.report("radio-1", **place)
        self.tell("console-1", "command", {"do": "close", "incident": incident, "acknowledge": True})
        self.assertFalse(self.joins(**place))

    def test_panic_never_joins(self):
        panic = {"panic": True, "lat": 52.0, "lon": 5.5}
        receipts = [self.tell(client, "status", panic) for client in ("radio-4", "radio-5")]
        self.assertEqual([False, False], [r["joined"] for r in receipts])
        self.assertFalse(self.joins(category="panic", lat=52.0, lon=5.5))


if __name__ == "__main__":
    unittest.main()
