"""An independent reckoning of the Chicago replay, from the contract alone: categories (section 8), joining (section 3).

It shares no code with the hub, and reads the records itself.
"""
import csv
import math
import os
import pathlib
import random

from centre import SOURCE

DATA = pathlib.Path(os.environ.get("PARAAT_TEST_DATA", SOURCE.parent / "shared" / "data"))
RECORDS = DATA / "incidents" / "chicago-crimes.part1.csv"

CATEGORIES = {
    "THEFT": "theft", "MOTOR VEHICLE THEFT": "theft", "BURGLARY": "burglary", "ROBBERY": "robbery", "BATTERY": "assault", "ASSAULT": "assault",
    "HOMICIDE": "armed_violence", "CRIMINAL DAMAGE": "vandalism", "PUBLIC PEACE VIOLATION": "loitering", "LIQUOR LAW VIOLATION": "alcohol_nuisance",
    "STALKING": "street_intimidation", "INTIMIDATION": "street_intimidation", "CRIMINAL TRESPASS": "suspicious_situation",
    "WEAPONS VIOLATION": "suspicious_situation",
}
DIVISION = {
    "theft": "dvo", "burglary": "dvo", "robbery": "dvo", "assault": "dvo", "armed_violence": "dvo", "vandalism": "dvl", "loitering": "dvl",
    "alcohol_nuisance": "dvl", "street_intimidation": "dvl", "drug_nuisance": "dvl", "drug_dealing": "dvo", "suspicious_situation": "sector",
    "other": "sector",
}


def category_of(row):
    if row["Primary Type"] == "NARCOTICS":
        return "drug_dealing" if row["Description"].startswith("MANU/DEL") else "drug_nuisance"
    return CATEGORIES.get(row["Primary Type"], "other")


def distance_m(a, b):
    """Haversine on a sphere of 6371008.8 m, in whole metres; positions in degrees."""
    phi, psi = math.radians(a[0]), math.radians(b[0])
    h = math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return round(2 * 6371008.8 * math.asin(math.sqrt(h)))


def place_of(row):
    """Degrees in steps of 1e-7, as the hub keeps them; None without a position."""
    if not row["Latitude"] or not row["Longitude"]:
        return None
    return tuple(math.copysign(math.floor(abs(float(row[name])) * 1e7 + 0.5) / 1e7, float(row[name])) for name in ("Latitude", "Longitude"))


def records(file=RECORDS):
    with open(file, newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def generate(file, seed, count=5000):
    """Records of the same form, the same from the same seed: all over the city and piled up in some streets, in no order of time."""
    chance = random.Random(f"records {seed}")
    streets = [(41.65 + chance.random() * 0.35, -87.85 + chance.random() * 0.3) for _ in range(60)]

    def place():
        if chance.random() < 0.02:
            return "", ""
        if chance.random() < 0.7:
            return f"{41.65 + chance.random() * 0.35:.9f}", f"{-87.85 + chance.random() * 0.3:.9f}"
        return tuple(f"{degrees + (chance.random() - 0.5) * 0.003:.9f}" for degrees in chance.choice(streets))

    with open(file, "w", newline="", encoding="utf-8") as opened:
        out = csv.writer(opened)
        out.writerow(("ID", "Case Number", "Date", "Primary Type", "Description", "Latitude", "Longitude", "Location"))
        for number in range(count):
            kind = chance.choice([*CATEGORIES, "NARCOTICS", "NARCOTICS", "ARSON", "DECEPTIVE PRACTICE"])
            description = chance.choice(("MANU/DEL: CANNABIS", "POSS: COCAINE", "POSS, OTHER") if kind == "NARCOTICS" else ("SIMPLE", 'FROM "BUILDING", OTHER'))
            day = f"{chance.randint(1, 12):02}/{chance.randint(1, 28):02}/{chance.randint(2001, 2016)}"
            moment = f"{chance.randint(1, 12):02}:{chance.randint(0, 59):02}:00 {chance.choice(('AM', 'PM'))}"
            lat, lon = place()
            out.writerow((1_000_000 + number, f"G{number}", f"{day} {moment}", kind, description, lat, lon, f"({lat}, {lon})"))
    return file


class Incident:
    def __init__(self, number, category, place):
        self.number, self.category, self.place, self.reports = number, category, place, []


def reckon(rows):
    """Incidents in the order of their opening, all rows in file order and within one joining window."""
    incidents, by_cell = [], {}
    for row in rows:
        category = category_of(row)
        place = place_of(row)
        best = None
        if place:
            cell = (round(place[0] * 500), round(place[1] * 500))  # 0.002 degrees: more than 100 m either way
            near = [i for dy in (-1, 0, 1) for dx in (-1, 0, 1) for i in by_cell.get((category, cell[0] + dy, cell[1] + dx), [])]
            fits = [(distance_m(place, i.place), i.number, i) for i in near if distance_m(place, i.place) <= 100]
            best = min(fits, default=(0, 0, None), key=lambda fit: fit[:2])[2]
        if best is None:
            best = Incident(len(incidents), category, place)
            incidents.append(best)
            if place:
                by_cell.setdefault((category, *cell), []).append(best)
        best.reports.append("chicago-" + row["ID"])
    return incidents


def pile_divisions(rows, incidents):
    """The divisions of each incident's reports as the shipped rules name them: the category's, and dvo for piles of drug nuisance."""
    by_report = {report: incident for incident in incidents for report in incident.reports}
    opened, divisions = [], {}
    for row in rows:
        incident = by_report["chicago-" + row["ID"]]
        divisions.setdefault(incident.number, {DIVISION[incident.category]})
        if incident.number == len(opened):
            opened.append(incident)
        if row["Primary Type"] == "WEAPONS VIOLATION":
            divisions[incident.number].add("dvo")  # tagged firearm
        if incident.category == "drug_nuisance" and incident.place:
            kinds = ("drug_nuisance", "drug_dealing")
            near = [i for i in opened if i.place and i.category in kinds and distance_m(incident.place, i.place) <= 300]
            if len(near) >= 5:
                divisions[incident.number].add("dvo")
    return divisions


NUISANCE = {"youth_nuisance", "loitering", "street_intimidation", "drug_nuisance", "alcohol_nuisance", "noise_nuisance", "fireworks_nuisance", "vandalism",
            "disturbed_person"}
NEAR_MOST = 1000  # incidents that nearby() yields


class Judging:
    """Which of the shipped rules fire for each record, from docs/formats/rules.md and the rule files as a person reads them."""

    def __init__(self, series=3):
        self.series, self.by_cell, self.opened = series, {}, set()

    def _near(self, incident, metres):
        """Incidents within so many metres, nearest first, the judged one first of all."""
        if not incident.place:
            return []
        cell = self._cell(incident.place)
        around = [i for dy in (-1, 0, 1) for dx in (-1, 0, 1) for i in self.by_cell.get((cell[0] + dy, cell[1] + dx), [])]
        found = sorted((distance_m(incident.place, i.place), i.number) for i in around if i is not incident and distance_m(incident.place, i.place) <= metres)
        by_number = {i.number: i for i in around}
        return ([incident] + [by_number[number] for _, number in found])[:NEAR_MOST]

    @staticmethod
    def _cell(place):
        return round(place[0] * 40), round(place[1] * 40)  # 0.025 degrees: more than 1,500 m either way

    def judge(self, row, incident):
        if incident.number not in self.opened:
            self.opened.add(incident.number)
            if incident.place:
                self.by_cell.setdefault(self._cell(incident.place), []).append(incident)
        category = incident.category
        fired = set()
        if row["Primary Type"] == "WEAPONS VIOLATION":
            fired.add("firearm-in-public")
        if category == "armed_violence":
            fired.add("violence-by-arms-or-gangs")
        if category == "drug_dealing":
            fired.add("drugs-for-sale")
        if category == "robbery" and sum(i.category == "robbery" for i in self._near(incident, 1500)) >= self.series:
            fired.add("robberies-in-series")
        if category in NUISANCE:
            fired.add("nuisance")
        if category == "drug_nuisance" and sum(i.category in ("drug_nuisance", "drug_dealing") for i in self._near(incident, 300)) >= 5:
            fired.add("drug-nuisance-piles-up")
        if category in ("street_intimidation", "drug_nuisance") and len(self._near(incident, 1000)) >= 8:
            fired.add("deploy-where-nuisance-gathers")
        return fired


def judgements(rows, incidents, series=3):
    """Of each incident's number, the rules that fire at each of its reports in turn."""
    by_report = {report: incident for incident in incidents for report in incident.reports}
    judging, found = Judging(series), {}
    for row in rows:
        incident = by_report["chicago-" + row["ID"]]
        found.setdefault(incident.number, []).append(judging.judge(row, incident))
    return found
