// What the hub says, as plain values. Names are the wire's own (schemas/*.fbs), so that FlatBuffers and JSON give the same. Times are milliseconds since
// the Unix epoch, positions degrees in WGS 84, distances metres; what is absent was not said.
import type {
  Answer,
  Ending,
  HubState,
  IncidentStatus,
  InstructionState,
  Needs,
  NoticeReason,
  PresenceReason,
  PresenceWord,
  Severity,
  UnitStatus,
} from './words';

export interface Escalation {
  rule: string;
  because: string;
  because_code: string;
  because_args: Readonly<Record<string, string>>;
  policy: string;
  step: number;
  target: string;
  ack_by?: number;
  acked_by: string;
  acked_at: number;
}

export interface AssignedUnit {
  unit: string;
  state: string;
  since: number;
}

export interface AssignedTeam {
  team: string;
  state: string;
  since?: number;
}

export interface Pause {
  by: string;
  until: number;
  text: string;
}

// An incident as a division sees it.
export interface Alert {
  incident: string;
  rev: number;
  raised: number;
  division: string;
  divisions: readonly string[];
  status: IncidentStatus;
  priority: number;
  category: string;
  severity: Severity;
  title: string;
  text: string;
  lat?: number;
  lon?: number;
  area: string;
  contract: string;
  opened_at: number;
  updated_at: number;
  reports: number;
  acked: boolean;
  exercise: boolean;
  talkgroup: string;
  teams: readonly string[];
  units: readonly AssignedUnit[];
  escalation?: Escalation;
  escalations?: readonly Escalation[];
  group?: string;
  claimed_by?: string;
  claimed_until?: number;
  silenced?: Pause;
  shelved?: Pause;
  team_states?: readonly AssignedTeam[];
  ending?: Ending;
  into?: string;
  passed_to?: string;
  silent?: boolean;
  cancelled?: boolean;
  score?: number;
  score_because?: string;
  covert?: boolean; // not of the wire: it came on a topic of covert work
}

export interface Notice {
  incident: string;
  rev: number;
  division: string;
  reason: NoticeReason;
  policy: string;
  step: number;
  target: string;
  priority: number;
  title: string;
  because: string;
  sent_at: number;
  ack_by?: number;
  exercise?: boolean;
}

export interface InstructionAnswer {
  client: string;
  answer: Answer;
  at: number;
  text: string;
}

export interface Deployment {
  area: string;
  lat?: number;
  lon?: number;
  metres: number;
  from: number;
  until: number;
  because: string;
}

export interface Instruction {
  instruction: string;
  rev: number;
  from: string;
  to: string;
  division: string;
  incident?: string;
  text: string;
  priority: number;
  issued_at: number;
  respond_by?: number;
  state: InstructionState;
  needs: Needs;
  talkgroup: string;
  exercise: boolean;
  answers: readonly InstructionAnswer[];
  deployment?: Deployment;
}

export interface Unit {
  unit: string;
  team: string;
  status?: UnitStatus;
  presence: PresenceWord;
  lat?: number;
  lon?: number;
  accuracy_m?: number;
  position_at?: number;
  battery_pct?: number;
  incident: string;
  panic: boolean;
  status_at?: number;
  reason?: PresenceReason;
  role?: string;
  shift_until?: number;
  cover?: string;
}

export interface TeamCount {
  team: string;
  on_duty: number;
  available: number;
}

// What changed on a board; entries are absolute.
export interface Board {
  division: string;
  rev: number;
  at: number;
  units: readonly Unit[];
  removed: readonly string[];
  teams: readonly TeamCount[];
}

export interface TeamBoard {
  division: string;
  team: string;
  rev: number;
  at: number;
  units: readonly Unit[];
}

export interface BoardSummary {
  division: string;
  rev: number;
  at: number;
  interval_ms: number;
  units: number;
  open: number;
  unacknowledged: number;
  teams: readonly TeamCount[];
  silenced?: number;
  shelved?: number;
  flood?: boolean;
}

export interface HubStatus {
  node: string;
  state: HubState;
  since?: number;
  at?: number;
  interval_ms?: number;
  generation: string;
  version: string;
  rules_version: string;
  shedding: boolean;
  clock_offset_ms?: number;
  reasons: readonly string[];
}

export interface BriefingCite {
  incident?: string;
  instruction?: string;
  what: string;
  at: number;
}

export interface BriefingLine {
  kind: string;
  text: string;
  count?: number;
  priority?: number;
  incident?: string;
  cites: readonly BriefingCite[];
  more?: number;
}

export interface Briefing {
  division: string;
  date: string;
  from: number;
  until: number;
  at: number;
  lines: readonly BriefingLine[];
}

export interface Receipt {
  id: string;
  kind: string;
  accepted: boolean;
  incident?: string;
  joined?: boolean;
  instruction?: string;
  seq?: number;
  code?: string;
  field?: string;
  error?: string;
  retry?: boolean;
  retry_after_ms?: number;
  ignored?: readonly string[];
  now?: { rev?: number; by?: string; did?: string };
}

export interface TimelineEntry {
  n: number;
  at: number;
  what: string;
  by: string;
  text?: string;
  rule?: string;
  rules_version?: string;
  because?: string;
  division?: string;
  policy?: string;
  step?: number;
  target?: string;
  ack_by?: number;
  rev?: number;
  report?: string;
  other?: string;
  until?: number;
  instruction?: string;
}
