// The rows of the alert list: which there are, in which order, and what waits while somebody reads.
import type { Alert } from '../model/messages';
import { noPatience } from './patience';
import { asksForAttention, runningEscalation, stateOf, type ShownState } from './shown_state';

export interface Row {
  readonly incident: string;
  readonly alert: Alert;
  readonly state: ShownState;
  readonly deadline: number; // of its escalation; Infinity = none runs
}

export interface Filter {
  readonly division: string; // empty = all
  readonly text: string;
  readonly priorityMost: number; // 1 to 5
  readonly withExercises: boolean;
  readonly incident: string; // a chosen one; empty = none
}

export const everything: Filter = { division: '', text: '', priorityMost: 5, withExercises: true, incident: '' };

export interface Counts {
  readonly open: number;
  readonly unacknowledged: number;
  readonly byPriority: readonly number[]; // unacknowledged, index 0 = priority 1
}

export interface AlertList {
  readonly rows: readonly Row[]; // shown, in order
  readonly held: readonly Row[]; // new ones that wait until the reader lets them in
  readonly hidden: number; // open ones that the filter leaves out; never one that nobody took
  readonly kept: number; // that the filter would leave out, and that are shown since nobody took them
  readonly counts: Counts; // of all, whatever is shown
}

const priorities = [1, 2, 3, 4, 5];

export function rowOf(alert: Alert, hubNow: number, patience = noPatience): Row {
  return { incident: alert.incident, alert, state: stateOf(alert, hubNow, patience), deadline: runningEscalation(alert)?.ack_by ?? Infinity };
}

// Nobody took it first, then priority, then whose time ends first; then the older.
export function compareRows(a: Row, b: Row): number {
  const attention = Number(asksForAttention(b.state)) - Number(asksForAttention(a.state));
  if (attention !== 0) return attention;
  if (a.alert.priority !== b.alert.priority) return a.alert.priority - b.alert.priority;
  if (a.deadline !== b.deadline) return a.deadline - b.deadline;
  if (a.alert.opened_at !== b.alert.opened_at) return a.alert.opened_at - b.alert.opened_at;
  return a.incident < b.incident ? -1 : 1;
}

export function matches(alert: Alert, filter: Filter): boolean {
  if (filter.division !== '' && !alert.divisions.includes(filter.division)) return false;
  if (alert.priority > filter.priorityMost) return false;
  if (alert.exercise && !filter.withExercises) return false;
  if (filter.text === '') return true;
  const wanted = filter.text.toLowerCase();
  return [alert.title, alert.text, alert.area, alert.contract, alert.category, alert.incident, ...alert.teams].some((part) =>
    part.toLowerCase().includes(wanted),
  );
}

export function countsOf(rows: readonly Row[]): Counts {
  const waiting = rows.filter((row) => asksForAttention(row.state));
  return {
    open: rows.length,
    unacknowledged: waiting.length,
    byPriority: priorities.map((priority) => waiting.filter((row) => row.alert.priority === priority).length),
  };
}

export function sortedRows(alerts: Iterable<Alert>, hubNow: number, patience = noPatience): readonly Row[] {
  return [...alerts].map((alert) => rowOf(alert, hubNow, patience)).sort(compareRows);
}

// `all`: as they are sorted. `order`: what stood on the screen, while pointer or focus is on it: those rows stay where they are, and new ones wait. Empty =
// nobody is reading.
export function arrange(all: readonly Row[], filter: Filter, order: readonly string[]): AlertList {
  const fits = filter === everything ? all : all.filter((row) => matches(row.alert, filter) || row.incident === filter.incident);
  const fitting = new Set(fits);
  const left = all.filter((row) => !fitting.has(row));
  const kept = new Set(left.filter((row) => asksForAttention(row.state)));
  const shown = left.length === 0 ? all : all.filter((row) => fitting.has(row) || kept.has(row));
  const list = { hidden: left.length - kept.size, kept: kept.size, counts: countsOf(all) };
  if (order.length === 0) return { ...list, rows: shown, held: [] };
  const byIncident = new Map(shown.map((row) => [row.incident, row]));
  const standing = order.flatMap((incident) => byIncident.get(incident) ?? []);
  const known = new Set(order);
  return { ...list, rows: standing, held: shown.filter((row) => !known.has(row.incident)) };
}
