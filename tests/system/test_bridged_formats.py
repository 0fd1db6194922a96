"""Hubs whose brokers are joined and that speak CAP or GeoJSON to each other: what one tells of an incident is one incident there, and nothing goes round."""
import collections
import unittest
import xml.etree.ElementTree as ElementTree

from centre import publish, until
from sites import CAP, JoinedSites

# What one hub tells, and what it answers, is the other's input.
CAP_BRIDGE = {"kinds": ("alert", "close", "recall", "receipt"), "topic": "cap"}
MAP_BRIDGE = {"kinds": ("alert", "close", "recall"), "topic": "geojson"}


def part(word, name):
    return ElementTree.fromstring(word.payload).findtext(CAP + name)


class FormatsTest(JoinedSites):
    def reports_of(self, site, incident):
        """The texts of the reports that it consists of."""
        self.questions = getattr(self, "questions", 0) + 1
        timeline = site.ask(f"q{self.questions}", ask="incident", incident=incident, limit=100)["timeline"]
        return [entry.get("text", "") for entry in timeline if entry["what"] == "report_received"]

    def heard(self, site):
        self.questions = getattr(self, "questions", 0) + 1
        return site.ask(f"q{self.questions}", ask="heard", unit="politie", limit=50)["items"]

    def each_has_each_once(self, form, **bridge):
        here, there = self.both_ways(form, **bridge)
        here.report("a1", "robbery", 51.1)
        there.report("b1", "explosion", 52.2)
        here.hears("explosion")
        there.hears("robbery")
        # Whatever went round would have come before these.
        here.report("a2", "shooting", 51.3)
        there.report("b2", "stabbing", 52.4)
        here.hears("stabbing")
        there.hears("shooting")
        for site, own in ((here, {"robbery": 1, "shooting": 1}), (there, {"explosion": 1, "stabbing": 1})):
            site.has(robbery=1, explosion=1, shooting=1, stabbing=1)
            until(lambda site=site, own=own: site.told("politie") == own, f"{site.name} told others:", lambda site=site: site.told("politie"))
            self.assertEqual(0, site.loops())

    def ring_cuts_and_counts(self, form, **bridge):
        sites = self.ring(form, **bridge)
        for n, (site, category) in enumerate(zip(sites, ("robbery", "explosion", "stabbing"))):
            site.report(f"r{n}", category, 51.1 + n)
        for site in sites:
            for category in ("robbery", "explosion", "stabbing"):
                site.hears(category)
            until(lambda site=site: site.loops() == 1, f"{site.name} does not count what came round", site.loops)
        for site in sites:
            site.has(robbery=1, explosion=1, stabbing=1)
            until(lambda site=site: site.told("politie") == site.incidents(), f"{site.name} told others:", lambda site=site: site.told("politie"))
        return sites


class Cap(FormatsTest):
    def test_hubs_joined_both_ways_have_each_alert_once(self):
        self.each_has_each_once("cap", **CAP_BRIDGE)

    def test_ring_of_three_counts_what_came_round_and_says_so(self):
        sites = self.ring_cuts_and_counts("cap", kinds=("alert",), topic="cap")
        errors = [word for word in sites[0].words("gemeente", "receipt") if part(word, "msgType") == "Error"]
        self.assertEqual(1, len(errors))
        self.assertIn("began here", part(errors[0], "note"))

    def test_updates_and_the_end_land_in_the_incident_and_each_is_answered(self):
        here, there = self.both_ways("cap", **CAP_BRIDGE)
        here.report("a1", "robbery", 51.1)
        incident = there.incident("robbery")
        here.command("c1", do="triage", incident=here.incident("robbery"), division="dvo", priority=1)
        until(lambda: len(self.reports_of(there, incident)) == 2, "the Update is no report of it", lambda: self.reports_of(there, incident))
        here.command("c2", do="close", incident=here.incident("robbery"), acknowledge=True)
        until(lambda: len(self.reports_of(there, incident)) == 3, "the Cancel is no report of it", lambda: self.reports_of(there, incident))
        self.assertIn("Ingetrokken door oov-a", self.reports_of(there, incident)[-1])
        there.has(robbery=1)
        said = here.words("politie") + here.words("politie", "close")
        self.assertEqual(["Alert", "Update", "Cancel"], [part(word, "msgType") for word in said])
        # Each is answered once; the answer comes home, is noted, and answered by nobody.
        answers = there.words("politie", "receipt")
        self.assertEqual([f"oov-a,{part(word, 'identifier')},{part(word, 'sent')}" for word in said], [part(answer, "references") for answer in answers])
        self.assertEqual(["Ack"] * 3, [part(answer, "msgType") for answer in answers])
        until(lambda: len(self.heard(here)) == 3, "the answers do not come home", lambda: self.heard(here))
        self.assertEqual({("Ack", "nothing_to_do", "Ack by oov-b: taken")}, {(one["what"], one["outcome"], one["remarks"][0]) for one in self.heard(here)})
        self.assertEqual([], here.words("politie", "receipt"))

    def test_what_is_over_there_already_is_answered_with_an_error(self):
        here, there = self.both_ways("cap", **CAP_BRIDGE)
        here.report("a1", "robbery", 51.1)
        there.command("c1", do="close", incident=there.incident("robbery"), acknowledge=True)
        here.command("c2", do="close", incident=here.incident("robbery"), acknowledge=True)
        until(lambda: len(there.words("politie", "receipt")) == 2, "the Cancel is not answered")
        self.assertEqual("Error", part(there.words("politie", "receipt")[1], "msgType"))
        until(lambda: len(self.heard(here)) == 2, "the Error does not come home")
        self.assertIn("Error by oov-b: ", self.heard(here)[0]["remarks"][0])

    def test_refusal_of_what_is_no_cap_is_not_refused_in_turn(self):
        here, there = self.both_ways("cap", **CAP_BRIDGE)
        here.report("a1", "robbery", 51.1)
        there.hears("robbery")
        # Its refusal is JSON, which the bridge brings to where CAP is expected; and so on, if that were refused too.
        publish(there.broker.port, "oov/partner/politie/in/cap", "<alert/>")
        publish(there.broker.port, "oov/partner/politie/in/cap", "no alert")
        for number in range(5):
            here.command(f"n{number}", do="triage", incident=here.incident("robbery"), division="dvo", priority=1 + number % 2)
        here.report("a2", "explosion", 52.1)
        there.hears("explosion")
        there.report("b2", "stabbing", 53.1)
        here.hears("stabbing")
        refusals = collections.Counter(site.name for site in (here, there) for word in site.words("politie", "receipt") if word.payload.startswith(b"{"))
        self.assertEqual({"b": 2}, refusals)


class Geojson(FormatsTest):
    def test_hubs_joined_both_ways_have_each_alert_once(self):
        self.each_has_each_once("geojson", **MAP_BRIDGE)

    def test_ring_of_three_counts_what_came_round_and_says_so(self):
        sites = self.ring_cuts_and_counts("geojson", **MAP_BRIDGE)
        refused = [word.json["code"] for word in sites[0].words("gemeente", "receipt") if not word.json["accepted"]]
        self.assertEqual(["loop"], refused)

    def test_later_features_land_in_the_incident_and_the_end_closes_nothing_there(self):
        here, there = self.both_ways("geojson", **MAP_BRIDGE)
        here.report("a1", "robbery", 51.1)
        incident = there.incident("robbery")
        here.command("c1", do="triage", incident=here.incident("robbery"), division="dvo", priority=1)
        until(lambda: len(self.reports_of(there, incident)) == 2, "the later feature is no report of it", lambda: self.reports_of(there, incident))
        here.command("c2", do="close", incident=here.incident("robbery"), acknowledge=True)
        until(lambda: len(self.heard(there)) == 3, "the end is not heard", lambda: self.heard(there))
        self.assertEqual("nothing_to_do", self.heard(there)[0]["outcome"])
        there.has(robbery=1)
        self.assertEqual(2, len(self.reports_of(there, incident)))
        newest = [m.json for m in there.all.all if m.topic == f"oov/json/dvo/alert/{incident}" and m.payload][-1]
        self.assertNotEqual("closed", newest["status"])
        self.assertEqual([], here.words("politie", "receipt"), "who takes nothing answers nothing")


if __name__ == "__main__":
    unittest.main()
