"""Hubs whose brokers are joined: each alert comes once to each, what goes round is cut and counted, and a bridge that gives on everything does not
multiply anything."""
import collections
import os
import shutil
import subprocess
import unittest

from centre import SOURCE, Subscriber, publish, until
from sites import CONNECTION, JoinedSites, agreement

NPM = SOURCE / "build" / "npm"


class Bridges(JoinedSites):
    def test_two_hubs_joined_both_ways_have_each_alert_once(self):
        here, there = self.both_ways("json")
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
            # The other hub may hear a word before whoever listens here does.
            until(lambda site=site, own=own: site.told("politie") == own, f"{site.name} told others:", lambda site=site: site.told("politie"))
            self.assertEqual(0, site.loops())

    def test_ring_of_three_has_each_alert_once_and_counts_what_came_round(self):
        sites = self.ring()
        for n, (site, category) in enumerate(zip(sites, ("robbery", "explosion", "stabbing"))):
            site.report(f"r{n}", category, 51.1 + n)
        # Each word passes the two others and comes back to where it began, which refuses and counts it.
        for site in sites:
            for category in ("robbery", "explosion", "stabbing"):
                site.hears(category)
            until(lambda site=site: site.loops() == 1, f"{site.name} does not count what came round", lambda site=site: site.loops())
        sites[0].report("last", "shooting", 51.9)
        until(lambda: sites[0].loops() == 2, "the second word does not come round")
        for site in sites:
            site.has(robbery=1, explosion=1, stabbing=1, shooting=1)
            until(lambda site=site: site.told("politie") == site.incidents(), f"{site.name} told others:", lambda site=site: site.told("politie"))
            hops = {m.json["category"]: m.json["hops"] for m in site.words("politie")}
            self.assertEqual([1, 2, 3], sorted(hops[category] for category in ("robbery", "explosion", "stabbing")))
        self.assertEqual([2, 1, 1], [site.loops() for site in sites])
        refused = [m.json for m in sites[0].all.all if m.topic == "oov/partner/gemeente/out/receipt" and not m.json["accepted"]]
        self.assertEqual({"loop"}, {receipt["code"] for receipt in refused})

    def test_ring_that_knows_its_sites_sends_nothing_round(self):
        sites = self.ring(knows_sites=True)
        sites[0].report("r1", "robbery", 51.1)
        sites[2].hears("robbery")
        # C would have told A of the first before this one.
        sites[1].report("r2", "explosion", 52.1)
        sites[0].hears("explosion")
        for site in sites:
            site.has(robbery=1, explosion=1)
        self.assertEqual([0, 0, 0], [site.loops() for site in sites])
        self.assertEqual({"explosion": 1}, sites[2].told("politie"))

    def test_bridge_of_everything_by_mistake_gives_each_hub_its_own_and_no_more(self):
        here, there = self.sites({"a": "", "b": ""})
        here.join(there, "oov/# both 1")
        self.start(here, there)
        # What is said there before the bridge stands is no session's yet.
        here.all.on("oov/json/hub/b/status")
        there.all.on("oov/json/hub/a/status")
        here.report("a1", "robbery", 51.1)
        there.report("b1", "explosion", 52.2)
        # What a client says comes to both hubs, so each has an incident of it, and says so on both brokers.
        for site in (here, there):
            site.has(robbery=2, explosion=2)
        # A hub that comes again clears what the broker retains and it does not know of. Its own stand, and it opens nothing anew.
        there.hub.kill()
        there.hub.start()
        here.report("a2", "shooting", 51.5)
        for site in (here, there):
            site.has(robbery=2, explosion=2, shooting=2)
            self.assertEqual({"robbery", "explosion", "shooting"}, set(site.retained()))
            # One copy of each input, and of each two receipts: one of each hub, for an incident of its own.
            self.assertEqual({"a1": 1, "b1": 1, "a2": 1}, collections.Counter(m.json["id"] for m in site.all.all if m.topic == "oov/up/radio-7/report"))
            receipts = {(m.json["id"], m.json["incident"]) for m in site.all.all if m.topic == "oov/down/radio-7/receipt"}
            self.assertEqual({"a1": 2, "b1": 2, "a2": 2}, collections.Counter(id for id, _ in receipts))

    def test_brokers_that_give_everything_round_open_nothing_twice(self):
        # Two connections, each of which gives on what the other brought: nothing in MQTT ends that.
        here, there = self.sites({"a": "", "b": ""})
        here.join(there, "oov/up/# out 1")
        there.join(here, "oov/up/# out 1")
        self.start(here, there)
        here.report("a1", "robbery", 51.1)

        def copies(site):
            return sum(m.topic == "oov/up/radio-7/report" and m.json["id"] == "a1" for m in list(site.all.all))

        for site in (here, there):
            until(lambda site=site: copies(site) > 50, "it does not go round", lambda site=site: copies(site))
            # Known by its id: the same receipt each time, one incident, and what else is said is taken.
            site.report(f"{site.name}2", {"a": "explosion", "b": "stabbing"}[site.name], 52.0)
        for site in (here, there):
            site.has(robbery=1, explosion=1, stabbing=1)
            self.assertEqual(1, len({m.payload for m in site.all.all if m.topic == "oov/down/radio-7/receipt" and m.json["id"] == "a1"}))
            self.assertGreater(site.hub.metric('paraat_receipts_total{outcome="repeated"}'), 20)

    @unittest.skipUnless(shutil.which("node") and (NPM / "node_modules" / "aedes").is_dir(), "SKIPPED: ./dev test installs the other broker into build/npm")
    def test_partner_has_another_broker_than_mosquitto(self):
        aedes = subprocess.Popen(["node", SOURCE / "tests" / "system" / "aedes.mjs"], stdout=subprocess.PIPE, text=True, env={**os.environ, "NPM_PREFIX": str(NPM)})
        self.addCleanup(aedes.stdout.close)
        self.addCleanup(aedes.wait)
        self.addCleanup(aedes.kill)
        port = int(aedes.stdout.readline())
        site, = self.sites({"a": agreement("politie", "out", "in")})
        with open(site.broker.folder / "mosquitto.conf", "a", encoding="utf-8") as conf:
            conf.write(CONNECTION.format(name="to-partner", port=port, private="false"))
            conf.write('topic "" out 1 oov/partner/politie/out/alert paraat/alert\ntopic "" out 1 oov/partner/politie/out/receipt paraat/receipt\n'
                       'topic "" in 1 oov/partner/politie/in/report paraat/report\n')
        site.start(self)
        partner = Subscriber(port, "paraat/#")
        self.addCleanup(partner.close)
        site.report("a1", "robbery", 51.1)
        word = partner.on("paraat/alert").json
        self.assertEqual(("robbery", "oov-a"), (word["category"], word["origin"]))
        publish(port, "paraat/report", {"id": "theirs-1", "category": "shooting", "lat": 51.8, "lon": 4.3})
        self.assertTrue(partner.on("paraat/receipt", lambda m: m.json["id"] == "theirs-1").json["accepted"])
        # What the partner gives back goes no further, and is counted.
        publish(port, "paraat/report", {**word, "id": "round-1"})
        self.assertEqual("loop", partner.on("paraat/receipt", lambda m: m.json["id"] == "round-1").json["code"])
        until(lambda: site.loops() == 1, "what came round is not counted")
        site.has(robbery=1, shooting=1)


if __name__ == "__main__":
    unittest.main()
