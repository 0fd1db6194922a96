// FlatBuffers to plain values. JavaScript has no verifier: a damaged buffer may read as anything, so size, identifier and the fields that a message cannot do
// without are looked at here, and whoever calls counts what is refused. `undefined` = not such a message.
import { ByteBuffer } from 'flatbuffers';

import { Alert as WireAlert } from '../wire/alert';
import { Board as WireBoard } from '../wire/board';
import { BoardSummary as WireSummary } from '../wire/board-summary';
import { Briefing as WireBriefing } from '../wire/briefing';
import { BriefingKind } from '../wire/briefing-kind';
import type { Escalation as WireEscalation } from '../wire/escalation';
import { HubStatus as WireHubStatus } from '../wire/hub-status';
import { Instruction as WireInstruction } from '../wire/instruction';
import { Notice as WireNotice } from '../wire/notice';
import type { Pause as WirePause } from '../wire/pause';
import { TeamBoard as WireTeamBoard } from '../wire/team-board';
import type { TeamCount as WireTeamCount } from '../wire/team-count';
import type { Unit as WireUnit } from '../wire/unit';
import type {
  Alert,
  Board,
  BoardSummary,
  Briefing,
  Deployment,
  Escalation,
  HubStatus,
  Instruction,
  Notice,
  Pause,
  TeamBoard,
  TeamCount,
  Unit,
} from './messages';
import * as words from './words';

const messageMost = 64 * 1024; // bytes; the hub says nothing longer
const headLeast = 8; // bytes before the first table
const itemsMost = messageMost / 4; // of a vector, each of which takes at least an offset

type Optional<T> = T | null | undefined;

// Leaves out what is absent, as JSON does.
function given<T extends object>(fields: { [K in keyof T]: T[K] | null | undefined }): T {
  for (const key of Object.keys(fields) as (keyof T)[]) {
    if (fields[key] === null || fields[key] === undefined) delete fields[key];
  }
  return fields as T;
}

const number = (value: Optional<bigint>): number | undefined => (value === null || value === undefined ? undefined : Number(value));
const text = (value: Optional<string>): string => value ?? '';
const said = (value: Optional<string>): string | undefined => (value === null || value === '' ? undefined : value);

function word<W extends string>(list: readonly W[], index: number): W | undefined {
  return list[index];
}

function list<T, U>(length: number, at: (index: number) => T | null, read: (item: T) => U): U[] {
  if (length > itemsMost) throw new RangeError('a vector longer than any message');
  const items: U[] = [];
  for (let index = 0; index < length; ++index) {
    const item = at(index);
    if (item !== null) items.push(read(item));
  }
  return items;
}

const same = <T>(value: T): T => value;

function buffer(bytes: Uint8Array, identifier: string): ByteBuffer | undefined {
  if (bytes.length < headLeast || bytes.length > messageMost) return undefined;
  const found = new ByteBuffer(bytes);
  return found.__has_identifier(identifier) ? found : undefined;
}

// A damaged offset makes the library throw or read nothing, a damaged length would make it read for ever: each is "no such message".
function attempt<T>(bytes: Uint8Array, identifier: string, read: (from: ByteBuffer) => T | undefined): T | undefined {
  const from = buffer(bytes, identifier);
  if (from === undefined) return undefined;
  try {
    return read(from);
  } catch {
    return undefined;
  }
}

function pauseOf(pause: WirePause | null): Pause | undefined {
  return pause === null ? undefined : { by: text(pause.by()), until: Number(pause.until()), text: text(pause.text()) };
}

function escalationOf(from: WireEscalation): Escalation {
  const args = list(from.becauseArgsLength(), (i) => from.becauseArgs(i), (arg) => [text(arg.k()), text(arg.v())] as const);
  return given<Escalation>({
    rule: text(from.rule()),
    because: text(from.because()),
    because_code: text(from.becauseCode()),
    because_args: Object.fromEntries(args),
    policy: text(from.policy()),
    step: from.step(),
    target: text(from.target()),
    ack_by: number(from.ackBy()),
    acked_by: text(from.ackedBy()),
    acked_at: Number(from.ackedAt()),
  });
}

export function readAlert(bytes: Uint8Array): Alert | undefined {
  return attempt(bytes, 'PALT', (buffer) => {
    const from = WireAlert.getRootAsAlert(buffer);
    const status = word(words.incidentStatuses, from.status());
    const severity = word(words.severities, from.severity());
    const incident = text(from.incident());
    if (incident === '' || status === undefined || severity === undefined) return undefined;
    const escalation = from.escalation();
    const escalations = list(from.escalationsLength(), (i) => from.escalations(i), escalationOf);
    const teamStates = list(from.teamStatesLength(), (i) => from.teamStates(i), (state) =>
      given<{ team: string; state: string; since?: number }>({ team: text(state.team()), state: text(state.state()), since: number(state.since()) }),
    );
    const ending = from.ending();
    return given<Alert>({
      incident,
      rev: Number(from.rev()),
      raised: Number(from.raised()),
      division: text(from.division()),
      divisions: list(from.divisionsLength(), (i) => from.divisions(i), same),
      status,
      priority: from.priority(),
      category: text(from.category()),
      severity,
      title: text(from.title()),
      text: text(from.text()),
      lat: from.lat(),
      lon: from.lon(),
      area: text(from.area()),
      contract: text(from.contract()),
      opened_at: Number(from.openedAt()),
      updated_at: Number(from.updatedAt()),
      reports: from.reports(),
      acked: from.acked(),
      exercise: from.exercise(),
      talkgroup: text(from.talkgroup()),
      teams: list(from.teamsLength(), (i) => from.teams(i), same),
      units: list(from.unitsLength(), (i) => from.units(i), (unit) => ({
        unit: text(unit.unit()),
        state: text(unit.state()),
        since: Number(unit.since()),
      })),
      escalation: escalation === null ? undefined : escalationOf(escalation),
      escalations: escalations.length === 0 ? undefined : escalations,
      group: said(from.group()),
      claimed_by: said(from.claimedBy()),
      claimed_until: number(from.claimedUntil()),
      silenced: pauseOf(from.silenced()),
      shelved: pauseOf(from.shelved()),
      team_states: teamStates.length === 0 ? undefined : teamStates,
      ending: ending === null ? undefined : word(words.endings, ending),
      into: said(from.into()),
      passed_to: said(from.passedTo()),
      silent: from.silent(),
      cancelled: from.cancelled(),
      score: from.score(),
      score_because: said(from.scoreBecause()),
    });
  });
}

export function readNotice(bytes: Uint8Array): Notice | undefined {
  return attempt(bytes, 'PNOT', (buffer) => {
    const from = WireNotice.getRootAsNotice(buffer);
    const incident = text(from.incident());
    const reason = word(words.noticeReasons, from.reason());
    if (incident === '' || reason === undefined) return undefined;
    return given<Notice>({
      incident,
      rev: Number(from.rev()),
      division: text(from.division()),
      reason,
      policy: text(from.policy()),
      step: from.step(),
      target: text(from.target()),
      priority: from.priority(),
      title: text(from.title()),
      because: text(from.because()),
      sent_at: Number(from.sentAt()),
      ack_by: number(from.ackBy()),
      exercise: from.exercise(),
    });
  });
}

export function readInstruction(bytes: Uint8Array): Instruction | undefined {
  return attempt(bytes, 'PITN', (buffer) => {
    const from = WireInstruction.getRootAsInstruction(buffer);
    const instruction = text(from.instruction());
    const state = word(words.instructionStates, from.state());
    const needs = word(words.needs, from.needs());
    if (instruction === '' || state === undefined || needs === undefined) return undefined;
    const deployment = from.deployment();
    return given<Instruction>({
      instruction,
      rev: Number(from.rev()),
      from: text(from.from()),
      to: text(from.to()),
      division: text(from.division()),
      incident: said(from.incident()),
      text: text(from.text()),
      priority: from.priority(),
      issued_at: Number(from.issuedAt()),
      respond_by: number(from.respondBy()),
      state,
      needs,
      talkgroup: text(from.talkgroup()),
      exercise: from.exercise(),
      answers: list(from.answersLength(), (i) => from.answers(i), (answer) => ({
        client: text(answer.client()),
        answer: word(words.answers, answer.answer()) ?? 'delivered',
        at: Number(answer.at()),
        text: text(answer.text()),
      })),
      deployment:
        deployment === null
          ? undefined
          : given<Deployment>({
              area: text(deployment.area()),
              lat: deployment.lat(),
              lon: deployment.lon(),
              metres: deployment.metres(),
              from: Number(deployment.from()),
              until: Number(deployment.until()),
              because: text(deployment.because()),
            }),
    });
  });
}

function unitOf(from: WireUnit): Unit {
  const status = from.status();
  const reason = from.reason();
  return given<Unit>({
    unit: text(from.unit()),
    team: text(from.team()),
    status: status === null ? undefined : word(words.unitStatuses, status),
    presence: word(words.presences, from.presence()) ?? 'unknown',
    lat: from.lat(),
    lon: from.lon(),
    accuracy_m: from.accuracyM(),
    position_at: number(from.positionAt()),
    battery_pct: from.batteryPct(),
    incident: text(from.incident()),
    panic: from.panic(),
    status_at: number(from.statusAt()),
    reason: reason === null ? undefined : word(words.presenceReasons, reason),
    role: said(from.role()),
    shift_until: number(from.shiftUntil()),
    cover: said(from.cover()),
  });
}

const countOf = (from: WireTeamCount): TeamCount => ({ team: text(from.team()), on_duty: from.onDuty(), available: from.available() });

export function readBoard(bytes: Uint8Array): Board | undefined {
  return attempt(bytes, 'PBRD', (buffer) => {
    const from = WireBoard.getRootAsBoard(buffer);
    const division = text(from.division());
    if (division === '') return undefined;
    return {
      division,
      rev: Number(from.rev()),
      at: Number(from.at()),
      units: list(from.unitsLength(), (i) => from.units(i), unitOf),
      removed: list(from.removedLength(), (i) => from.removed(i), same),
      teams: list(from.teamsLength(), (i) => from.teams(i), countOf),
    };
  });
}

export function readTeamBoard(bytes: Uint8Array): TeamBoard | undefined {
  return attempt(bytes, 'PTBD', (buffer) => {
    const from = WireTeamBoard.getRootAsTeamBoard(buffer);
    const division = text(from.division());
    if (division === '') return undefined;
    return {
      division,
      team: text(from.team()),
      rev: Number(from.rev()),
      at: Number(from.at()),
      units: list(from.unitsLength(), (i) => from.units(i), unitOf),
    };
  });
}

export function readBoardSummary(bytes: Uint8Array): BoardSummary | undefined {
  return attempt(bytes, 'PBSM', (buffer) => {
    const from = WireSummary.getRootAsBoardSummary(buffer);
    const division = text(from.division());
    if (division === '') return undefined;
    return given<BoardSummary>({
      division,
      rev: Number(from.rev()),
      at: Number(from.at()),
      interval_ms: Number(from.intervalMs()),
      units: from.units(),
      open: from.open(),
      unacknowledged: from.unacknowledged(),
      teams: list(from.teamsLength(), (i) => from.teams(i), countOf),
      silenced: from.silenced(),
      shelved: from.shelved(),
      flood: from.flood(),
    });
  });
}

export function readHubStatus(bytes: Uint8Array): HubStatus | undefined {
  return attempt(bytes, 'PHUB', (buffer) => {
    const from = WireHubStatus.getRootAsHubStatus(buffer);
    const node = text(from.node());
    const state = word(words.hubStates, from.state());
    if (node === '' || state === undefined) return undefined;
    return given<HubStatus>({
      node,
      state,
      since: number(from.since()),
      at: number(from.at()),
      interval_ms: number(from.intervalMs()),
      generation: text(from.generation()),
      version: text(from.version()),
      rules_version: text(from.rulesVersion()),
      shedding: from.shedding() ?? false,
      clock_offset_ms: number(from.clockOffsetMs()),
      reasons: list(from.reasonsLength(), (i) => from.reasons(i), same),
    });
  });
}

export function readBriefing(bytes: Uint8Array): Briefing | undefined {
  return attempt(bytes, 'PBRF', (buffer) => {
    const from = WireBriefing.getRootAsBriefing(buffer);
    const division = text(from.division());
    const date = text(from.date());
    if (division === '' || date === '') return undefined;
    return {
      division,
      date,
      from: Number(from.from()),
      until: Number(from.until()),
      at: Number(from.at()),
      lines: list(from.linesLength(), (i) => from.lines(i), (line) =>
        given<Briefing['lines'][number]>({
          kind: BriefingKind[line.kind()] ?? '',
          text: text(line.text()),
          count: number(line.count()),
          priority: line.priority(),
          incident: said(line.incident()),
          cites: list(line.citesLength(), (i) => line.cites(i), (cite) =>
            given<Briefing['lines'][number]['cites'][number]>({
              incident: said(cite.incident()),
              instruction: said(cite.instruction()),
              what: text(cite.what()),
              at: Number(cite.at()),
            }),
          ),
          more: number(line.more()),
        }),
      ),
    };
  });
}
