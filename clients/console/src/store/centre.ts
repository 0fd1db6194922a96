// All that the page knows, and how each message of the broker changes it. Pure: what comes in is a message and a moment.
import { readAlert, readBoard, readBoardSummary, readBriefing, readHubStatus, readInstruction, readNotice, readTeamBoard } from '../model/flatbuffers';
import { readReceipt } from '../model/json';
import type { Alert, BoardSummary, Briefing, Instruction, Notice, Unit } from '../model/messages';
import type { Organisation } from '../model/organisation';
import { readTopic } from '../model/topic';
import { compareAbsence, isQuiet, type Absence } from './away';
import { hearTime, noClock, type Clock } from './clock';
import { arrive, type Arrivals } from './flood';
import { hearAlerts, noIncidents, type AlertWord, type Incidents } from './incidents';
import { enter, hearAnswer, hearHub, noLink, type Link, type Phase } from './link';
import type { Patience } from './patience';
import { emptyOutbox, settle, type Outbox } from './sending';

// A message as the broker gave it.
export interface Packet {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retained: boolean; // it stood there before the page subscribed
}

export interface Centre {
  readonly root: string;
  readonly account: string;
  readonly me?: Organisation;
  readonly patience?: Patience;
  readonly link: Link;
  readonly clock: Clock;
  readonly incidents: Incidents;
  readonly notices: ReadonlyMap<string, Notice>; // by incident
  readonly orders: ReadonlyMap<string, Instruction>; // by id
  readonly units: ReadonlyMap<string, Unit>; // by name
  readonly unitRevs: ReadonlyMap<string, number>; // topic of a board -> its newest revision
  readonly summaries: ReadonlyMap<string, BoardSummary>; // by division, covert ones by "covert/division"
  readonly briefings: ReadonlyMap<string, Briefing>; // by "division/date", likewise
  readonly outbox: Outbox;
  readonly missing?: number; // by how many the list differs from what the hub counts
  readonly arrivals: Arrivals; // of alerts that came while the page was live
  readonly before?: { readonly incidents: ReadonlyMap<string, Alert>; readonly from: number }; // what was known when the connection was lost
  readonly absence?: Absence; // told until the operator has seen it
}

// Of what the broker retains.
const nothingHeard = {
  incidents: noIncidents,
  notices: new Map(),
  orders: new Map(),
  units: new Map(),
  unitRevs: new Map(),
  summaries: new Map(),
  briefings: new Map(),
} satisfies Partial<Centre>;

export function noCentre(root: string, account: string, now: number): Centre {
  return {
    root,
    account,
    link: noLink(now),
    clock: noClock,
    ...nothingHeard,
    outbox: emptyOutbox,
    arrivals: [],
  };
}

// A draft of the maps that one look changes: each is copied once, however many messages there are.
class Draft {
  private readonly copied = new Set<string>();
  constructor(public centre: Centre) {}

  map<K extends 'notices' | 'orders' | 'units' | 'unitRevs' | 'summaries' | 'briefings'>(name: K): Centre[K] extends ReadonlyMap<infer A, infer B> ? Map<A, B> : never {
    if (!this.copied.has(name)) {
      this.copied.add(name);
      this.centre = { ...this.centre, [name]: new Map(this.centre[name] as ReadonlyMap<unknown, unknown>) };
    }
    return this.centre[name] as never;
  }

  unreadable(): void {
    const { link } = this.centre;
    this.centre = { ...this.centre, link: { ...link, unreadable: link.unreadable + 1 } };
  }
}

// False = it is not newer than what that topic said before.
function isNewer(draft: Draft, topic: string, rev: number): boolean {
  const revs = draft.map('unitRevs');
  if ((revs.get(topic) ?? -1) >= rev) return false;
  revs.set(topic, rev);
  return true;
}

// A unit stands on its team's board and in what changed since; the newer word of the two counts.
function putUnits(draft: Draft, units: readonly Unit[], removed: readonly string[]): void {
  const known = draft.map('units');
  for (const unit of units) known.set(unit.unit, unit);
  for (const name of removed) known.delete(name);
}

function hearOne(draft: Draft, packet: Packet, alerts: AlertWord[], now: number): void {
  const { topic, payload } = packet;
  const what = readTopic(draft.centre.root, topic);
  if (what === undefined) return;
  const isCleared = payload.length === 0;
  switch (what.kind) {
    case 'alert': {
      const alert = isCleared ? undefined : readAlert(payload);
      if (!isCleared && alert === undefined) return draft.unreadable();
      alerts.push({ topic, incident: what.incident, alert: alert !== undefined && what.covert ? { ...alert, covert: true } : alert });
      return;
    }
    case 'notice': {
      if (isCleared) return void draft.map('notices').delete(what.incident);
      const notice = readNotice(payload);
      return notice === undefined ? draft.unreadable() : void draft.map('notices').set(what.incident, notice);
    }
    case 'instruction': {
      if (isCleared) return void draft.map('orders').delete(what.instruction);
      const order = readInstruction(payload);
      if (order === undefined) return draft.unreadable();
      const known = draft.centre.orders.get(order.instruction);
      if (known === undefined || order.rev >= known.rev) draft.map('orders').set(order.instruction, order);
      return;
    }
    case 'board': {
      const board = readBoard(payload);
      if (board === undefined) return draft.unreadable();
      if (isNewer(draft, topic, board.rev)) putUnits(draft, board.units, board.removed);
      return;
    }
    case 'team_board': {
      if (isCleared) return;
      const board = readTeamBoard(payload);
      if (board === undefined) return draft.unreadable();
      // What changed since may have been told before the whole: then the whole is the older one.
      const changes = draft.centre.unitRevs.get(topic.split('/full/')[0] ?? '') ?? -1;
      if (isNewer(draft, topic, board.rev) && board.rev >= changes) putUnits(draft, board.units, []);
      return;
    }
    case 'summary': {
      const name = topic.slice(draft.centre.root.length + 1).replace('/board/full', '');
      if (isCleared) return void draft.map('summaries').delete(name);
      const summary = readBoardSummary(payload);
      return summary === undefined ? draft.unreadable() : void draft.map('summaries').set(name, summary);
    }
    case 'briefing': {
      const name = `${what.covert ? 'covert/' : ''}${what.division}/${what.date}`;
      if (isCleared) return void draft.map('briefings').delete(name);
      const briefing = readBriefing(payload);
      return briefing === undefined ? draft.unreadable() : void draft.map('briefings').set(name, briefing);
    }
    case 'hub_status': {
      if (isCleared) return;
      const hub = readHubStatus(payload);
      if (hub === undefined) return draft.unreadable();
      const { link, clock } = draft.centre;
      draft.centre = {
        ...draft.centre,
        link: hearHub(link, hub, !packet.retained, now),
        clock: packet.retained || hub.at === undefined ? clock : hearTime(clock, hub.at, now),
      };
      return;
    }
    case 'receipt': {
      const receipt = readReceipt(payload);
      if (receipt === undefined) return draft.unreadable();
      draft.centre = { ...draft.centre, outbox: settle(draft.centre.outbox, receipt, now), link: hearAnswer(draft.centre.link, now) };
      return;
    }
    case 'result': // for whoever asked
      draft.centre = { ...draft.centre, link: hearAnswer(draft.centre.link, now) };
      return;
  }
}

// All packets of one look, in the order in which they came.
export function hear(centre: Centre, packets: readonly Packet[], now: number): Centre {
  const draft = new Draft(centre);
  const alerts: AlertWord[] = [];
  for (const packet of packets) hearOne(draft, packet, alerts, now);
  const incidents = hearAlerts(draft.centre.incidents, alerts);
  const isLive = draft.centre.link.phase === 'live';
  const came = isLive ? countOfNew(centre.incidents.newest, incidents.newest, alerts) : 0;
  return { ...draft.centre, incidents, arrivals: arrive(draft.centre.arrivals, came, now) };
}

function countOfNew(before: ReadonlyMap<string, Alert>, after: ReadonlyMap<string, Alert>, words: readonly AlertWord[]): number {
  const raised = new Set<string>();
  for (const { incident } of words) {
    const alert = after.get(incident);
    if (alert !== undefined && alert.raised > (before.get(incident)?.raised ?? 0) && !alert.acked) raised.add(incident);
  }
  return raised.size;
}

// The connection is there: what stands is told again from the beginning, and what was known is kept for the comparison.
export function connected(centre: Centre, now: number): Centre {
  const { before, ...rest } = centre;
  const known = before ?? { incidents: centre.incidents.newest, from: centre.link.heardAt ?? now };
  return {
    ...rest,
    before: known,
    link: enter(centre.link, 'hearing', now),
    ...nothingHeard,
  };
}

// All that stands was told.
export function caughtUp(centre: Centre, now: number): Centre {
  const { before, ...rest } = centre;
  const link = enter(centre.link, 'live', now);
  if (before === undefined || centre.me === undefined) return { ...rest, link };
  const absence = compareAbsence(before.incidents, centre.incidents.newest, before.from, now);
  return before.incidents.size === 0 || isQuiet(absence) ? { ...rest, link } : { ...rest, link, absence };
}

export function lost(centre: Centre, now: number, why?: string): Centre {
  return { ...centre, link: enter(centre.link, 'away', now, why) };
}

// The alerts to be shown: while what stands is being told again, what was known before.
export function shownAlerts(phase: Phase | undefined, before: Centre['before'], newest: ReadonlyMap<string, Alert>): ReadonlyMap<string, Alert> {
  return phase !== 'hearing' || before === undefined ? newest : new Map([...before.incidents, ...newest]);
}
