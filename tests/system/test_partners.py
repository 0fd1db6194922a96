"""Partners: what goes out by agreement and what does not, what comes in, the end of an agreement, and a bridge to a partner's broker."""
import json
import pathlib
import signal
import subprocess
import unittest

from broker import Broker
from centre import SOURCE, CentreTest, Hub, Subscriber, config_with, publish, until

OUT = "oov/partner/politie/out/"
IN = "oov/partner/politie/in/report"
# The shipped example is over; this one is in force, and no escalation steps on of itself.
IN_FORCE = (("partners.toml", 'until = "2025-01-31"', 'until = "2999-12-31"'),
            *(("rules/10-escalations.toml", f'ack_within = "{span}"', 'ack_within = "24h"') for span in ("60s", "120s", "300s")))


class PartnersTest(CentreTest):
    def words(self, kind, since=0):
        return [m.json for m in self.all.all[since:] if m.topic == OUT + kind]

    def word(self, kind, since=0, fits=lambda word: True):
        return self.all.on(OUT + kind, lambda m: fits(m.json), since=since).json

    def tell_hub(self, body):
        """As the partner; its receipt."""
        body = {"id": self.fresh("p"), **body}
        since = self.all.count()
        self.assertEqual(0, publish(self.hub.port, IN, body))
        return self.all.on(OUT + "receipt", lambda m: m.json["id"] == body["id"], since=since).json


class WithoutAgreement(PartnersTest):
    def test_as_shipped_nothing_flows(self):
        self.report(category="robbery", lat=51.92, lon=4.48)
        self.assertEqual("not_agreed", self.tell_hub({"category": "robbery"})["code"])
        self.assertEqual([], [m for m in self.all.all if "/partner/" in m.topic and "/in/" not in m.topic and m.topic != OUT + "receipt"])


class Agreement(PartnersTest):
    changes = IN_FORCE

    def test_gives_what_is_listed_and_a_coarse_place(self):
        since = self.all.count()
        incident = self.report(category="robbery", text="by name and phone", lat=51.9201, lon=4.4801,
                               reporter={"name": "A. Jansen", "phone": "0612345678"})
        word = self.word("alert", since)
        self.assertEqual(["id", "case", "rev", "origin", "hops", "sent_at", "category", "severity", "status", "lat", "lon", "accuracy_m"],
                         list(word))
        self.assertEqual(("robbery", "serious", 1, "oov-example", 1, 500),
                         tuple(word[key] for key in ("category", "severity", "rev", "origin", "hops", "accuracy_m")))
        self.assertNotEqual((51.9201, 4.4801), (word["lat"], word["lon"]))
        self.assertNotEqual(incident, word["case"])
        self.report(category="youth_nuisance", lat=51.93, lon=4.49)
        self.tell("console-1", "command", {"do": "note", "incident": incident, "text": "nothing for a partner"})
        self.tell("console-1", "command", {"do": "close", "incident": incident, "acknowledge": True})
        self.assertEqual(word["case"], self.word("close", since)["case"])
        self.assertEqual(1, len(self.words("alert", since)))
        # Not kept by the broker, and without a twin.
        late = Subscriber(self.hub.port, "oov/#")
        self.addCleanup(late.close)
        late.on("oov/json/hub/hub-1/status")
        self.assertEqual([], [m for m in late.all if "/partner/" in m.topic])
        self.assertEqual([], [m for m in self.all.all if m.topic.startswith("oov/json/partner")])

    def test_takes_a_partners_report_and_gives_it_to_nobody_whose_it_was(self):
        since = self.all.count()
        receipt = self.tell_hub({"category": "shooting", "text": "from the police", "lat": 51.80, "lon": 4.30})
        self.assertEqual(True, receipt["accepted"], receipt)
        self.assertNotIn("incident", receipt)
        self.all.wait(lambda m: m.topic.startswith("oov/json/dvo/alert/") and b"from the police" in m.payload, since=since)
        self.assertEqual("not_agreed", self.tell_hub({"category": "theft"})["code"])
        self.assertEqual([], self.words("alert", since))

    def test_word_that_comes_round_is_refused_and_counted(self):
        since = self.all.count()
        before = self.hub.metric("paraat_partner_loops_total")
        self.report(category="explosion", lat=51.70, lon=4.20)
        word = self.word("alert", since)
        receipt = self.tell_hub({**word, "id": self.fresh("p"), "hops": 2})
        self.assertEqual((False, "loop"), (receipt["accepted"], receipt["code"]))
        until(lambda: self.hub.metric("paraat_partner_loops_total") == before + 1, "the loop is not counted")
        self.hub.wait_for_log(lambda line: "came round" in line.get("msg", line.get("message", "")))

    def test_restart_says_the_same_again_and_nothing_new(self):
        since = self.all.count()
        self.report(category="stabbing", lat=51.60, lon=4.10)
        word = self.word("alert", since)
        self.hub.kill()
        self.hub.start()
        type(self).all = Subscriber(self.hub.port, "oov/#")
        self.addClassCleanup(self.all.close)
        self.report(category="stabbing", lat=51.50, lon=4.05)
        self.word("alert", fits=lambda w: w["case"] != word["case"])
        again = [w for w in self.words("alert") if w["case"] == word["case"]]
        self.assertEqual([], [w for w in again if w != word])


class End(PartnersTest):
    changes = IN_FORCE

    def test_partner_taken_out_of_the_file_is_stopped_at_once_and_recalled(self):
        incident = self.report(category="robbery", lat=51.92, lon=4.48)
        closed = self.report(category="explosion", lat=51.82, lon=4.38)
        self.tell("console-1", "command", {"do": "close", "incident": closed, "acknowledge": True})
        told = {w["case"] for w in self.words("alert")}
        self.assertEqual(2, len(told))
        preview = self.hub.paraat("partners", "preview", "politie", "--since", "7d", "--json", "--config", self.hub.config,
                                  "--journal", self.hub.journal)
        self.assertEqual(0, preview.returncode, preview.stderr)
        would = json.loads(preview.stdout)
        self.assertEqual(["alert", "alert", "close"], [word["kind"] for word in would["words"]])
        self.assertEqual({incident, closed}, {word["incident"] for word in would["words"]})
        # The shipped agreement is over: who previews that one is told that nothing goes out.
        shipped = self.hub.paraat("partners", "preview", "politie", "--config", SOURCE / "config" / "hub.toml", "--journal", self.hub.journal)
        self.assertEqual(0, shipped.returncode, shipped.stderr)
        self.assertIn("Nothing goes out now: the agreement was over at 2025-", shipped.stdout)

        file = pathlib.Path(self.hub.config).parent / "partners.toml"
        file.write_text('origin = "oov-example"\n')
        since = self.all.count()
        self.hub.process.send_signal(signal.SIGHUP)
        self.word("recall", since)
        ended = self.hub.wait_for_log(lambda line: line.get("why") == "removed")
        self.assertEqual(("politie", "2", "0"), (ended["partner"], ended["recalled"], ended["beyond_recall"]))
        until(lambda: {w["case"] for w in self.words("recall", since)} == told, "not all is recalled")
        self.assertEqual({"agreement_ended"}, {w["why"] for w in self.words("recall", since)})
        self.report(category="robbery", lat=51.72, lon=4.28)
        self.assertEqual([], self.words("alert", since))
        listed = json.loads(self.hub.paraat("partners", "list", "--json", "--config", self.hub.config, "--journal",
                                            self.hub.journal).stdout)
        politie = next(p for p in listed if p["partner"] == "politie")
        self.assertEqual((False, "removed", 2, []), tuple(politie[key] for key in ("in_force", "ended", "recalled", "not_recalled")))

        # A file that does not check changes nothing, and says why.
        file.write_text('origin = "oov-example"\n[[partner]]\nname = "politi"\n')
        self.hub.process.send_signal(signal.SIGHUP)
        self.hub.wait_for_log(lambda line: "politi" in line.get("issue", ""))


class Bridge(PartnersTest):
    changes = IN_FORCE

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.theirs = Broker()
        cls.addClassCleanup(cls.theirs.remove)
        shipped = (SOURCE / "config" / "mosquitto" / "partner-bridge.conf.example").read_text()
        assert "paraat.example.org:8883" in shipped
        mine = shipped.replace("paraat.example.org:8883", f"127.0.0.1:{cls.hub.port}")
        with open(cls.theirs.folder / "mosquitto.conf", "a", encoding="utf-8") as conf:
            conf.write("\n" + mine)
        cls.theirs.start()
        cls.partner = Subscriber(cls.theirs.port, "#")
        cls.addClassCleanup(cls.partner.close)

    def test_alert_goes_over_report_comes_back_and_nothing_goes_round(self):
        # The first may be said before the bridge stands: it is no session's yet.
        def bridged():
            self.report(category="robbery", lat=51.0 + self._numbers / 100, lon=4.48)
            self.partner.wait_until(lambda: any(m.topic == "paraat/alert" for m in self.partner.all), 1)
            return any(m.topic == "paraat/alert" for m in self.partner.all)

        until(bridged, "the bridge does not stand")
        word = self.partner.on("paraat/alert").json

        mine = {"id": "theirs-1", "category": "shooting", "text": "from over there", "lat": 51.8, "lon": 4.3}
        self.assertEqual(0, publish(self.theirs.port, "paraat/report", mine))
        self.assertTrue(self.partner.on("paraat/receipt", lambda m: m.json["id"] == "theirs-1").json["accepted"])
        # Somebody there sends on what he gets.
        self.assertEqual(0, publish(self.theirs.port, "paraat/report", {**word, "id": "round-1"}))
        round_one = self.partner.on("paraat/receipt", lambda m: m.json["id"] == "round-1").json
        self.assertEqual("loop", round_one["code"])
        self.assertEqual([], [m for m in self.partner.all if m.topic == "paraat/alert" and m.json.get("category") == "shooting"])
        for topic in {m.topic for m in self.partner.all}:
            self.assertIn(topic, {"paraat/alert", "paraat/close", "paraat/recall", "paraat/receipt", "paraat/report"})
        self.assertEqual(1, sum(m.topic == "paraat/report" and m.json["id"] == "theirs-1" for m in self.partner.all))


class TwoSites(PartnersTest):
    """Two hubs, each the other's partner, and between them a broker that gives on both ways what each tells."""
    changes = IN_FORCE

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = Hub()
        cls.addClassCleanup(cls.other.remove)
        cls.other.config = config_with(cls.other.folder, *IN_FORCE, ("partners.toml", '"oov-example"', '"oov-other"'))
        cls.other.start()
        cls.there = Subscriber(cls.other.port, "oov/#")
        cls.addClassCleanup(cls.there.close)
        cls.between = Broker()
        cls.addClassCleanup(cls.between.remove)
        with open(cls.between.folder / "mosquitto.conf", "a", encoding="utf-8") as conf:
            for mine, others, port in (("a", "b", cls.hub.port), ("b", "a", cls.other.port)):
                conf.write(f"\nconnection {mine}\naddress 127.0.0.1:{port}\nremote_clientid politie.{mine}\ncleansession false\n"
                           f"notifications false\ntry_private true\n"
                           f'topic "" in 1 {mine} {OUT}alert\ntopic "" out 1 {others} {IN}\n')
        cls.between.start()

    def test_one_copy_each_and_nothing_goes_round(self):
        def alerts(seen, text):
            return [m for m in seen.all if m.topic.startswith("oov/json/dvo/alert/") and m.payload and m.json["category"] == text]

        def arrives():
            self.report(category="robbery", lat=51.0 + self._numbers / 100, lon=4.48)
            self.there.wait_until(lambda: alerts(self.there, "robbery"), 1)
            return alerts(self.there, "robbery")

        until(arrives, "the bridge does not stand")
        publish(self.other.port, "oov/up/radio-7/report", {"id": "b1", "category": "explosion", "lat": 52.5, "lon": 5.5})
        self.all.wait(lambda m: m in alerts(self.all, "explosion"))
        # Whatever went round would have come before these.
        self.report(category="shooting", lat=51.99, lon=4.99)
        self.there.wait_until(lambda: alerts(self.there, "shooting"))
        publish(self.other.port, "oov/up/radio-7/report", {"id": "b2", "category": "stabbing", "lat": 52.1, "lon": 5.1})
        self.all.wait(lambda m: m in alerts(self.all, "stabbing"))
        for seen, port, words in ((self.all, self.hub, {"robbery", "shooting"}), (self.there, self.other, {"explosion", "stabbing"})):
            told = [m.json for m in seen.all if m.topic == OUT + "alert"]
            self.assertEqual(words, {word["category"] for word in told})
            self.assertEqual(len(told), len({word["id"] for word in told}))
            self.assertEqual(0, port.metric("paraat_partner_loops_total"))
        self.assertEqual({"explosion": 1, "stabbing": 1},
                         {kind: len({m.topic for m in alerts(self.all, kind)}) for kind in ("explosion", "stabbing")})


class File(PartnersTest):
    def test_check_says_line_and_suggestion(self):
        config = pathlib.Path(self.hub.folder / "wrong")
        subprocess.run(["cp", "-r", SOURCE / "config", config], check=True)
        file = config / "partners.toml"
        file.write_text(file.read_text().replace('"robbery"', '"robery"'))
        checked = self.hub.paraat("partners", "check", "--config", config / "hub.toml")
        self.assertEqual(78, checked.returncode)
        self.assertRegex(checked.stderr, r"partners\.toml:\d+:\d+: .*unknown category \"robery\"")
        self.assertIn('did you mean "robbery"?', checked.stderr)
        good = self.hub.paraat("partners", "check", "--config", SOURCE / "config" / "hub.toml")
        self.assertEqual((0, "2 agreements are good, 0 of them let something through now\n"), (good.returncode, good.stdout))


if __name__ == "__main__":
    unittest.main()
