"""Thousands of MQTT sessions that all come at once, go at once and come again: storm_clients.py PORT COUNT SECONDS TIMES

A process of its own, so that those who are measured meanwhile have theirs. Says a line for each storm: how many sessions stood, and
after how many seconds the last one did.
"""
import asyncio
import json
import random
import sys
import time

import mqtt

BATCH = 200  # addresses of the loopback network, because each has 28,000 ports


async def come(port, number, after_s):
    await asyncio.sleep(after_s)
    name = f"storm-{number}"
    presence = f"oov/up/{name}/presence"
    session = int(time.time() * 1000)
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.1.{number % BATCH + 1}", 0))
    will = (presence, json.dumps({"state": "offline", "session": session}))
    writer.write(mqtt.connect_packet(name, will=will, keepalive=60) + mqtt.subscribe_packet(1, [f"oov/down/{name}/#"], 1) +
                 mqtt.publish_packet(presence, json.dumps({"state": "online", "session": session}).encode(), 2, retain=True))
    await writer.drain()
    # CONNACK is four bytes, SUBACK five, PUBACK four.
    await asyncio.wait_for(reader.readexactly(13), 60)
    return writer


async def storm(port, count, seconds, chance):
    began = time.monotonic()
    came = await asyncio.gather(*(come(port, number, chance.uniform(0, seconds)) for number in range(count)), return_exceptions=True)
    writers = [one for one in came if isinstance(one, asyncio.StreamWriter)]
    print(json.dumps({"stood": len(writers), "after_s": round(time.monotonic() - began, 2),
                      "failed": sorted({repr(one) for one in came if isinstance(one, BaseException)})[:3]}), flush=True)
    for writer in writers:
        writer.transport.abort()
    await asyncio.sleep(0)


async def main(port, count, seconds, times):
    chance = random.Random(count)
    for _ in range(times):
        await storm(port, count, seconds, chance)


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
