"""Somebody who comes later: what the broker retains, and what the hub answers."""
import asyncio
import json

import mqtt

ASKER = "opco-1"
PAGE = 200
ALERTS = "oov/json/+/alert/+"
STANDING = ["new", "open", "dispatched", "en_route", "on_scene", "resolved"]


async def _visit(place, qos):
    retained, answers = {}, asyncio.Queue()

    def came(topic, payload, is_retained):
        if topic.endswith("/result"):
            answers.put_nowait(json.loads(payload))
        elif payload:
            retained[topic] = payload
        else:
            retained.pop(topic, None)

    host, port = place
    link = await mqtt.Link.open(port, "visitor.fault", came, host=host)
    serving = asyncio.ensure_future(link.serve())
    try:
        await link.subscribe(ALERTS, qos=qos)
        await link.subscribe(f"oov/down/{ASKER}/result")
        items, after = [], ""
        while True:
            number = f"visit-{len(items)}"
            question = {"id": number, "ask": "incidents", "status": STANDING, "limit": PAGE, "after": after}
            link.publish(f"oov/up/{ASKER}/query", json.dumps(question).encode())
            answer = await asyncio.wait_for(answers.get(), mqtt.PATIENCE_S)
            if not answer["ok"]:
                raise ConnectionError(f"no answer to a question: {answer}")
            items += answer["items"]
            after = answer.get("next")
            if not after:
                # What was retained was sent before the answers to questions that came after the subscription.
                return retained, items
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        link.close()


def visit(place, qos=1):
    """Alerts by topic, and incidents as answered; ConnectionError when it does not come about."""
    try:
        return asyncio.run(_visit(place, qos))
    except (OSError, EOFError, asyncio.TimeoutError) as failed:
        raise ConnectionError(f"nobody answers a visitor: {failed!r}") from failed
