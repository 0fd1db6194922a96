"""What a run of ./dev bench came to, for people: a table of goals, and a comparison with an earlier run."""
import json
import math
import statistics

FORMAT = 1


class Unreadable(Exception):
    """Why there is nothing to judge or to compare with."""


def check_goals(name, number):
    """Unreadable when a goal of that number is not one, or has a figure that is no number."""
    try:
        for goal in number["goals"]:
            if not goal["runs"] or not all(math.isfinite(value) for value in [goal["measured"], *goal["runs"]]):
                raise ValueError
            if goal["is"] not in ("at most", "at least") or not isinstance(goal["reached"], bool):
                raise ValueError
            if not isinstance(goal["what"], str) or not isinstance(goal["needed"], str):
                raise ValueError
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"holds a goal of {name} that cannot be read") from error


def read(path):
    """A bench.json that can be compared with. Unreadable when it is none."""
    try:
        with open(path, encoding="utf-8") as file:
            whole = json.load(file)
    except OSError as error:
        raise Unreadable(error.strerror) from error
    except ValueError as error:
        raise Unreadable(f"is not JSON: {error}") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("numbers"), dict):
        raise Unreadable("holds no numbers; it is not a bench.json")
    if whole.get("format") != FORMAT:
        raise Unreadable(f"is of format {whole.get('format')}, and should be of {FORMAT}")
    for name, number in whole["numbers"].items():
        check_goals(name, number)
    return whole


def figure(value):
    """As few digits as tell it apart."""
    if value != 0 and abs(value) >= 1000:
        return f"{value:,.0f}"
    return "0" if value == 0 else f"{value:.3g}" if abs(value) >= 100 else f"{value:.2f}"


def with_spread(goal):
    """The figure, and half of what the runs differ by."""
    median = statistics.median(goal["runs"])
    spread = (max(goal["runs"]) - min(goal["runs"])) / abs(median) * 50 if median else 0
    return figure(goal["measured"]) + (f" +-{spread:.0f} %" if spread >= 0.5 else "")


def in_columns(rows):
    """Lines; texts to the left, and no blanks at the end."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]


def table(whole):
    rows = [("", "what is measured", "to reach", "measured", "")]
    for name, number in whole["numbers"].items():
        if "failed" in number:
            rows.append((name, number["failed"], "", "", "NOT MEASURED"))
        for goal in number["goals"]:
            rows.append((name, goal["what"], goal["needed"], with_spread(goal), "reached" if goal["reached"] else "MISSED"))
    return in_columns(rows)


def word(before, now):
    """Better or worse than before, or the same when the runs of the two overlap."""
    if min(now["runs"]) <= max(before["runs"]) and min(before["runs"]) <= max(now["runs"]):
        return "same"
    is_less = now["measured"] < before["measured"]
    return "better" if is_less == (now["is"] == "at most") else "worse"


def short(commit):
    """With its "+": files differed from it."""
    return commit[:12] + ("+" if commit[12:].endswith("+") else "")


def comparison(before, now):
    """Of each goal of the numbers that were measured now."""
    about = f"against {short(before.get('commit', '')) or 'an unknown commit'} of {before.get('date', 'an unknown day')}"
    lines = [about + ("" if before.get("machine") == now.get("machine") else ", measured on another machine")]
    rows = [("", "what is measured", "before", "now", "now/before", "")]
    for name, number in now["numbers"].items():
        earlier = {goal["what"]: goal for goal in before["numbers"].get(name, {"goals": []})["goals"]}
        for goal in number["goals"]:
            old = earlier.pop(goal["what"], None)
            if old is None:
                rows.append((name, goal["what"], "", with_spread(goal), "", "new"))
                continue
            ratio = figure(goal["measured"] / old["measured"]) if old["measured"] else ""
            rows.append((name, goal["what"], with_spread(old), with_spread(goal), ratio, word(old, goal)))
        rows += [(name, what, with_spread(old), "", "", "gone") for what, old in earlier.items()]
    return lines + in_columns(rows)
