"""Each topic that the code knows has a channel in schemas/asyncapi.yaml, and each channel has code: check_topics.py PROGRAM.

The program is tests/contract/topics.cpp. That it leaves none out is seen by the functions of hub/projection/topic.hpp.
"""
import collections
import re
import subprocess
import sys

from channels import SOURCE, Channels

# Of topic.hpp, what gives no topic by itself: filters of several, and the names of others.
NO_TOPICS = {"alerts", "briefings", "instructions", "inputs_of", "outputs_of", "partner_inputs", "partner_outputs", "twin", "original", "down", "of"}


def faults(program):
    said = [line.split(" ", 1) for line in subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()]
    header = (SOURCE / "hub" / "projection" / "topic.hpp").read_text(encoding="utf-8")
    there = collections.Counter(re.findall(r"^    std::string (\w+)\(", header, re.MULTILINE))
    listed = {name: len({re.sub("^oov/covert/", "oov/", topic) for of, topic in said if of == name}) for name, _ in said}
    for function, count in there.items():
        if function not in NO_TOPICS and listed.get(function, 0) < count:
            yield f"hub/projection/topic.hpp: {function} is not (or not each of it) in tests/contract/topics.cpp"

    channels = Channels().all
    described = {re.sub(r"/up/\{client\}/|/partner/\{partner\}/in/", lambda found: found[0].replace("{client}", "+").replace("{partner}", "+"), one.address)
                 for one in channels if one.known_by == "topics" and not one.is_twin}
    known = {topic for _, topic in said}
    for topic in sorted(known - described):
        yield f"{topic}: the code knows it, and schemas/asyncapi.yaml has no channel of it"
    for topic in sorted(described - known):
        yield f"{topic}: schemas/asyncapi.yaml has a channel of it, and the code does not know it"
    for one in channels:
        if one.is_twin and not one.address.startswith("oov/json/"):
            yield f"{one.address}: no twin is there"


found = list(faults(sys.argv[1]))
print("\n".join(found) or "the topics of the code are those of the document")
sys.exit(1 if found else 0)
