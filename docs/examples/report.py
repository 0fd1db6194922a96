#!/usr/bin/env python3
"""A device in Python (Debian's python3-paho-mqtt 1.6): sends a report until its receipt is there, then waits for a notice and acknowledges it.

From the environment: HOST, PORT, ACCOUNT, PASSWORD (for a broker with accounts), CATEGORY, WAIT_S (for a notice, 0 = not at all).
Exits 0, 1 when the report is refused for good, 75 when nobody answered.
"""
import json
import os
import random
import sys
import threading
import time
import uuid

import paho.mqtt.client as mqtt

ACCOUNT = os.environ.get("ACCOUNT", "radio-7")
came, changed = [], threading.Condition()


def connected(client, _data, _flags, code):
    # At each connection: a session may be new, and who subscribes gets what is retained.
    if code == 0:
        client.subscribe([(f"oov/down/{ACCOUNT}/receipt", 1), (f"oov/json/down/{ACCOUNT}/notice/+", 1)])
        client.publish(f"oov/up/{ACCOUNT}/presence", online, qos=1, retain=True)


def arrived(_client, _data, message):
    # An empty message takes back what was retained.
    if message.payload:
        with changed:
            came.append(message)
            changed.notify_all()


def wait_for(fits, seconds):
    """The first message that fits, and is not asked for again; None when none comes in time. What does not fit waits for who asks."""
    with changed:
        found = lambda: next((message for message in came if fits(message)), None)
        changed.wait_for(found, seconds)
        message = found()
        if message:
            came.remove(message)
            return json.loads(message.payload)
        return None


def send_until_answered(kind, body):
    """The receipt. The same bytes go again while it does not come: the hub knows the id, and makes nothing new."""
    payload = json.dumps(body)
    for attempt in range(8):
        client.publish(f"oov/up/{ACCOUNT}/{kind}", payload, qos=1)
        receipt = wait_for(lambda m: m.topic.endswith("/receipt") and json.loads(m.payload)["id"] == body["id"], 5)
        if receipt and not receipt.get("retry"):
            return receipt
        pause = receipt["retry_after_ms"] / 1000 if receipt else min(2 ** attempt, 60) * random.random()
        time.sleep(pause)
    print("the hub did not answer: keep the message, and send it again later", file=sys.stderr)
    sys.exit(75)


session = int(time.time() * 1000)
online = json.dumps({"state": "online", "session": session})
client = mqtt.Client(client_id=f"{ACCOUNT}.example", clean_session=False)
client.will_set(f"oov/up/{ACCOUNT}/presence", json.dumps({"state": "offline", "session": session}), qos=1, retain=True)
if "PASSWORD" in os.environ:
    client.username_pw_set(ACCOUNT, os.environ["PASSWORD"])
client.on_connect = connected
client.on_message = arrived
client.connect(os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "1883")), keepalive=60)
client.loop_start()

receipt = send_until_answered("report", {"id": uuid.uuid4().hex, "sent_at": int(time.time() * 1000), "category": os.environ.get("CATEGORY", "theft"),
                                         "text": "seen from the van", "lat": 51.92, "lon": 4.48, "accuracy_m": 10})
print(json.dumps(receipt))
if not receipt["accepted"]:
    sys.exit(1)

notice = wait_for(lambda m: "/notice/" in m.topic, float(os.environ.get("WAIT_S", "0")))
if notice:
    print(json.dumps(notice))
    print(json.dumps(send_until_answered("ack", {"id": uuid.uuid4().hex, "incident": notice["incident"], "rev": notice["rev"], "answer": "acknowledged"})))

# Said, not lost: this presence is no lost connection.
client.publish(f"oov/up/{ACCOUNT}/presence", json.dumps({"state": "offline", "session": session, "reason": "signed_off"}), qos=1, retain=True).wait_for_publish(5)
client.disconnect()
client.loop_stop()
