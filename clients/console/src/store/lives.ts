// The life of an order, out of its incident's timeline or as the hub lists it: who got how far, and when.
import type { TimelineEntry } from '../model/messages';
import type { ListedInstruction } from '../model/read_instructions';

export interface Step {
  readonly what: string; // issued, delivered, shown, read, accepted, declined, done, expired, withdrawn, superseded
  readonly by: string;
  readonly at: number; // ms since the Unix epoch
  readonly text: string;
}

export interface Life {
  readonly instruction: string;
  readonly to: string;
  readonly text: string;
  readonly issuedAt: number;
  readonly respondBy?: number;
  readonly steps: readonly Step[]; // in the order in which they happened; of a listed one the furthest of each
  readonly listed?: { readonly state: string; readonly exercise: boolean; readonly silent: readonly string[]; readonly left: readonly string[]; readonly endedAt?: number };
}

const prefix = 'instruction_';
const byItself = new Set(['expired', 'withdrawn', 'superseded']); // ends that no answer tells
const ends = new Set(['declined', 'done', 'expired', 'withdrawn', 'superseded']);
const readings = new Set(['read', 'accepted', 'declined', 'done']);

export const unreadAfter = 60_000; // ms: an order that nobody read by then stands out

export function livesOf(timeline: readonly TimelineEntry[]): Life[] {
  const lives = new Map<string, Life>();
  for (const entry of timeline) {
    if (entry.instruction === undefined || !entry.what.startsWith(prefix)) continue;
    const what = entry.what.slice(prefix.length);
    const step: Step = { what, by: entry.by, at: entry.at, text: entry.text ?? '' };
    const known = lives.get(entry.instruction);
    if (what === 'issued') {
      lives.set(entry.instruction, {
        instruction: entry.instruction,
        to: entry.target ?? '',
        text: entry.text ?? '',
        issuedAt: entry.at,
        ...(entry.ack_by === undefined ? {} : { respondBy: entry.ack_by }),
        steps: [step],
      });
    } else if (known !== undefined) {
      lives.set(entry.instruction, { ...known, steps: [...known.steps, step] });
    }
  }
  return [...lives.values()];
}

export function lifeOf(order: ListedInstruction): Life {
  const issued: Step = { what: 'issued', by: order.from, at: order.issued_at, text: '' };
  const answered = order.answers.map(({ client, answer, at, text }): Step => ({ what: answer, by: client, at, text }));
  const ended: Step[] = order.ended_at !== undefined && byItself.has(order.state) ? [{ what: order.state, by: '', at: order.ended_at, text: '' }] : [];
  return {
    instruction: order.instruction,
    to: order.to,
    text: order.text,
    issuedAt: order.issued_at,
    ...(order.respond_by === undefined ? {} : { respondBy: order.respond_by }),
    steps: [issued, ...answered.sort((a, b) => a.at - b.at), ...ended],
    listed: { state: order.state, exercise: order.exercise, silent: order.silent, left: order.left, ...(order.ended_at === undefined ? {} : { endedAt: order.ended_at }) },
  };
}

export const pastAfter = 600_000; // ms: so long an order that ended stands among those that do not

// Those that stand or ended just now, and the others, each as they came.
export function recentAndPast(lives: readonly Life[], hubNow: number): { recent: Life[]; past: Life[] } {
  const isPast = (life: Life): boolean => life.listed?.endedAt !== undefined && hubNow - life.listed.endedAt >= pastAfter;
  return { recent: lives.filter((life) => !isPast(life)), past: lives.filter(isPast) };
}

export function stateOfLife(life: Life): string {
  return life.listed?.state ?? life.steps.at(-1)?.what ?? 'issued';
}

// A team's order goes on when one of it declined, so what is listed says by itself whether it ended.
export const hasEnded = (life: Life): boolean => (life.listed === undefined ? life.steps.some((step) => ends.has(step.what)) : life.listed.endedAt !== undefined);

// Nobody read it in time, or answered before its end.
export function isLate(life: Life, hubNow: number): boolean {
  if (hasEnded(life)) return false;
  const isRead = life.steps.some((step) => readings.has(step.what));
  const isAnswered = life.steps.some((step) => step.what === 'accepted');
  return (!isRead && hubNow - life.issuedAt >= unreadAfter) || (!isAnswered && life.respondBy !== undefined && hubNow >= life.respondBy);
}
