"""How far an instruction got, who is told of it, and for how long (contract 4)."""
import unittest

from centre import CentreTest, Subscriber, now_ms


class Ordering(CentreTest):
    def instruct(self, client, to, **fields):
        receipt = self.tell(client, "instruct", {"to": to, "text": "go and look", **fields})
        self.assertTrue(receipt["accepted"], receipt)
        return receipt["instruction"]

    def command(self, client, do, **fields):
        receipt = self.tell(client, "command", {"do": do, **fields})
        self.assertTrue(receipt["accepted"], receipt)
        return receipt

    def answer(self, client, instruction, answer, **fields):
        return self.tell(client, "ack", {"instruction": instruction, "answer": answer, **fields})

    def rung(self, client, instruction, answer):
        self.send(client, "ack", {"id": self.fresh(), "instruction": instruction, "answer": answer})

    def order(self, topic, state, fits=lambda order: True):
        return self.all.on(topic, lambda m: m.payload != b"" and m.json["state"] == state and fits(m.json)).json

    def ends(self, topic, state):
        """One last revision that says why, then the empty message, on the original too."""
        self.order(topic, state)
        self.all.on(topic, lambda m: m.payload == b"")
        self.all.on(topic.replace("/json/", "/", 1), lambda m: m.payload == b"")


class State(Ordering):
    def test_of_a_unit_from_issued_to_done(self):
        id = self.instruct("console-1", "unit/radio-4")
        topic = f"oov/json/down/radio-4/instruction/{id}"
        first = self.order(topic, "issued")
        self.assertEqual([], first.get("answers", []))
        for answer, state in (("delivered", "delivered"), ("read", "read")):
            self.rung("radio-4", id, answer)
            self.order(topic, state)
        self.assertTrue(self.answer("radio-4", id, "accepted", text="on my way")["accepted"])
        order = self.order(topic, "accepted")
        self.assertEqual(["client", "answer", "at", "text"], list(order["answers"][0]))
        self.assertEqual(("radio-4", "accepted", "on my way"), tuple(order["answers"][0][k] for k in ("client", "answer", "text")))
        self.answer("radio-4", id, "done")
        self.ends(topic, "done")
        self.assertEqual("already_ended", self.answer("radio-4", id, "declined")["code"])
        revs = [m.json["rev"] for m in self.all.all if m.topic == topic and m.payload]
        self.assertEqual(sorted(set(revs)), revs)

    def test_a_rung_that_was_passed_changes_nothing(self):
        id = self.instruct("console-1", "unit/radio-4")
        topic = f"oov/json/down/radio-4/instruction/{id}"
        for answer in ("read", "delivered", "read", "shown"):
            self.rung("radio-4", id, answer)
        self.answer("radio-4", id, "accepted")
        self.order(topic, "accepted")
        self.assertEqual(["issued", "read", "accepted"], [m.json["state"] for m in self.all.all if m.topic == topic and m.payload])

    def test_of_a_team_declined_only_when_all_declined(self):
        id = self.instruct("coord-overlast-1", "team/it-overlast", needs="any")
        topic = f"oov/json/dvl/team/it-overlast/instruction/{id}"
        for number in range(1, 6):
            self.assertTrue(self.answer(f"radio-{number}", id, "declined")["accepted"])
        self.order(topic, "issued", lambda order: len(order["answers"]) == 5)
        self.answer("radio-6", id, "declined")
        self.ends(topic, "declined")

    def test_of_a_team_that_is_needed_as_a_whole_the_least_far(self):
        id = self.instruct("coord-overlast-1", "team/it-overlast", needs="all")
        topic = f"oov/json/dvl/team/it-overlast/instruction/{id}"
        self.answer("radio-1", id, "done")
        self.answer("radio-2", id, "declined")
        for number in range(3, 6):
            self.answer(f"radio-{number}", id, "accepted")
        self.order(topic, "issued", lambda order: len(order["answers"]) == 5)
        self.rung("radio-6", id, "read")
        self.order(topic, "read")
        self.answer("radio-6", id, "accepted")
        self.order(topic, "accepted")

    def test_accepted_in_time_does_not_expire(self):
        in_time, late = (self.instruct("console-1", f"unit/radio-{n}", respond_by=now_ms() + 4000) for n in (5, 6))
        self.answer("radio-5", in_time, "accepted")
        self.ends(f"oov/json/down/radio-6/instruction/{late}", "expired")
        self.assertEqual("expired", self.answer("radio-6", late, "done")["code"])
        self.assertTrue(self.answer("radio-5", in_time, "done")["accepted"])

    def test_withdrawn_once_and_only_by_those_who_may(self):
        id = self.instruct("coord-overlast-1", "unit/radio-5")
        for client, code in (("radio-5", "not_allowed"), ("coord-ondermijning-1", "not_allowed")):
            self.assertEqual(code, self.tell(client, "command", {"do": "withdraw", "instruction": id})["code"])
        self.command("console-2", "withdraw", instruction=id)
        self.ends(f"oov/json/down/radio-5/instruction/{id}", "withdrawn")
        again = self.tell("console-2", "command", {"do": "withdraw", "instruction": id})
        self.assertEqual("already_ended", again["code"])
        self.assertEqual("not_found", self.tell("console-2", "command", {"do": "withdraw", "instruction": "01jd8" + "0" * 21})["code"])

    def test_unknown_instruction(self):
        self.assertEqual("not_found", self.answer("radio-1", "01jd8" + "0" * 21, "accepted")["code"])


class Topic(Ordering):
    def test_stands_for_who_comes_later_until_it_ends(self):
        ids = [self.instruct("coord-overlast-1", to) for to in ("unit/radio-1", "team/it-overlast", "division/dvl")]
        topics = [topic.format(id) for topic, id in zip(("oov/json/down/radio-1/instruction/{}", "oov/json/dvl/team/it-overlast/instruction/{}",
                                                         "oov/json/dvl/instruction/{}"), ids)]
        late = Subscriber(self.hub.port, "oov/#")
        self.addCleanup(late.close)
        for topic in topics:
            self.assertTrue(late.on(topic).is_retained)
            self.assertEqual(b"PITN", late.on(topic.replace("/json/", "/", 1)).payload[4:8])
        for id, topic in zip(ids, topics):
            self.command("coord-overlast-1", "withdraw", instruction=id)
            self.ends(topic, "withdrawn")
        later = Subscriber(self.hub.port, "oov/#")
        self.addCleanup(later.close)
        later.on("oov/json/hub/hub-1/status")
        self.assertEqual([], [m for m in later.all if any(id in m.topic for id in ids)])

    def test_to_a_role_goes_to_each_who_holds_it(self):
        id = self.instruct("opco-1", "role/centre")
        for client in ("console-1", "console-2"):
            self.assertEqual("role/centre", self.order(f"oov/json/down/{client}/instruction/{id}", "issued")["to"])
        self.answer("console-2", id, "done")
        for client in ("console-1", "console-2"):
            self.ends(f"oov/json/down/{client}/instruction/{id}", "done")

    def test_of_a_drill_is_marked_and_takes_the_incidents_priority(self):
        incident = self.report("radio-1", category="fireworks_nuisance", exercise=True)
        id = self.instruct("coord-overlast-1", "unit/radio-2", incident=incident)
        order = self.order(f"oov/json/down/radio-2/instruction/{id}", "issued")
        self.assertEqual((True, incident, 3), (order["exercise"], order["incident"], order["priority"]))

    def test_about_covert_work_stays_with_those_cleared(self):
        since = self.all.count()
        self.send("opco-1", "report", {"id": "covert-i", "category": "undermining_signal", "covert": True})
        incident = self.receipt("opco-1", "covert-i")["incident"]
        refused = self.tell("opco-1", "instruct", {"to": "team/it-ondermijning", "incident": incident, "text": "watch in secret"})
        self.assertEqual((False, "nobody_there"), (refused["accepted"], refused["code"]))
        id = self.instruct("opco-1", "role/coord-ondermijning", incident=incident, text="meet in secret")
        self.order(f"oov/json/down/coord-ondermijning-1/instruction/{id}", "issued")
        # What is said after it was sent after it.
        self.order(f"oov/json/dvl/instruction/{self.instruct('console-1', 'division/dvl')}", "issued")
        told = {m.topic for m in self.all.all[since:] if b"in secret" in m.payload and "/up/" not in m.topic}
        self.assertEqual({f"oov/down/coord-ondermijning-1/instruction/{id}", f"oov/json/down/coord-ondermijning-1/instruction/{id}"}, told)


class Dispatch(Ordering):
    def dispatched(self, incident, **target):
        return self.command("coord-overlast-1", "dispatch", incident=incident, **target)["instruction"]

    def test_again_to_the_same_unit_supersedes(self):
        incident = self.report("radio-1", category="loitering")
        first, second = self.dispatched(incident, unit="radio-3"), self.dispatched(incident, unit="radio-3", text="the other side")
        self.ends(f"oov/json/down/radio-3/instruction/{first}", "superseded")
        self.assertEqual("the other side", self.order(f"oov/json/down/radio-3/instruction/{second}", "issued")["text"])
        self.assertEqual("already_ended", self.answer("radio-3", first, "accepted")["code"])

    def test_of_a_team_without_words_says_what_it_is_about(self):
        incident = self.report("radio-1", category="loitering")
        id = self.dispatched(incident, team="it-overlast")
        order = self.order(f"oov/json/dvl/team/it-overlast/instruction/{id}", "issued")
        self.assertEqual(("Hinderlijk rondhangen", incident, 4), (order["text"], order["incident"], order["priority"]))
        alert = self.alert("dvl", incident, lambda a: a["status"] == "dispatched")
        self.assertEqual(["it-overlast"], alert["teams"])
        self.command("coord-overlast-1", "unassign", incident=incident, team="it-overlast")
        self.ends(f"oov/json/dvl/team/it-overlast/instruction/{id}", "withdrawn")
        self.alert("dvl", incident, lambda a: a["rev"] > alert["rev"] and not a.get("teams"))

    def test_ends_when_its_incident_is_closed(self):
        incident = self.report("radio-1", category="loitering")
        id = self.dispatched(incident, unit="radio-3")
        self.command("coord-overlast-1", "close", incident=incident, acknowledge=True)
        self.ends(f"oov/json/down/radio-3/instruction/{id}", "withdrawn")

    def test_names_one_unit_or_team_that_there_is(self):
        incident = self.report("radio-1", category="loitering")
        for fields, code, field in (({}, "bad_value", "team"), ({"unit": "radio-1", "team": "it-overlast"}, "bad_value", "team"),
                                    ({"unit": "radio-33"}, "unknown_unit", "unit"), ({"team": "it-overlst"}, "unknown_team", "team"),
                                    ({"unit": "radio-8"}, "not_allowed", "unit")):
            with self.subTest(fields=fields):
                refused = self.tell("coord-overlast-1", "command", {"do": "dispatch", "incident": incident, **fields})
                self.assertEqual((code, field), (refused["code"], refused["field"]), refused)


if __name__ == "__main__":
    unittest.main()
