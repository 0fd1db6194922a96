// More alerts than a person can take (EEMUA 191: more than 10 in 10 minutes). Then a line stands for many, priority 1 for itself.
import type { Row } from './alert_list';
import { asksForAttention } from './shown_state';

export const floodWindow = 10 * 60_000; // ms
export const floodFrom = 10; // more than so many

// When alerts came that nobody knew, newest last.
export type Arrivals = readonly number[];

export function arrive(arrivals: Arrivals, count: number, now: number): Arrivals {
  const recent = arrivals.filter((at) => now - at < floodWindow);
  return count === 0 && recent.length === arrivals.length ? arrivals : [...recent, ...Array<number>(count).fill(now)];
}

export function isFlood(arrivals: Arrivals, now: number): boolean {
  return arrivals.filter((at) => now - at < floodWindow).length > floodFrom;
}

// A line of the list in a flood: one incident, or all of an area.
export interface Line {
  readonly key: string;
  readonly rows: readonly [Row, ...Row[]];
}

const unnamed = '-';

// A drill never stands in a line with real work, nor covert work with open work: the line's mark is that of all in it.
function groupOf(row: Row): string {
  const { group, area, category, exercise, covert } = row.alert;
  const kind = `${exercise ? 'exercise ' : ''}${covert === true ? 'covert ' : ''}`;
  if (group !== undefined) return `${kind}group ${group}`;
  return `${kind}${area === '' ? `category ${category || unnamed}` : `area ${area}`}`;
}

// Keeps the order of the rows; a group stands where its first row stands. Priority 1 is never in a group, nor is what is in hand. `opened`: keys of groups
// whose rows are shown one by one.
export function linesOf(rows: readonly Row[], flood: boolean, opened: ReadonlySet<string>): Line[] {
  if (!flood) return rows.map((row) => ({ key: row.incident, rows: [row] }));
  const lines: { key: string; rows: [Row, ...Row[]] }[] = [];
  const groups = new Map<string, (typeof lines)[number]>();
  for (const row of rows) {
    const key = groupOf(row);
    if (row.alert.priority === 1 || !asksForAttention(row.state) || opened.has(key)) {
      lines.push({ key: row.incident, rows: [row] });
      continue;
    }
    const group = groups.get(key);
    if (group !== undefined) {
      group.rows.push(row);
    } else {
      const line: (typeof lines)[number] = { key, rows: [row] };
      groups.set(key, line);
      lines.push(line);
    }
  }
  // One alone is no group: its row stays the same one when it becomes taken.
  return lines.map((line) => (line.rows.length === 1 ? { key: line.rows[0].incident, rows: line.rows } : line));
}
