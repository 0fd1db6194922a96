// The life of each order about an incident, out of its timeline: who got how far, and when.
import type { TimelineEntry } from '../model/messages';

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
  readonly steps: readonly Step[]; // in the order in which they happened
}

const prefix = 'instruction_';
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

export function stateOfLife(life: Life): string {
  return life.steps.at(-1)?.what ?? 'issued';
}

export const hasEnded = (life: Life): boolean => life.steps.some((step) => ends.has(step.what));

// Nobody read it in time, or answered before its end.
export function isLate(life: Life, hubNow: number): boolean {
  if (hasEnded(life)) return false;
  const isRead = life.steps.some((step) => readings.has(step.what));
  const isAnswered = life.steps.some((step) => step.what === 'accepted');
  return (!isRead && hubNow - life.issuedAt >= unreadAfter) || (!isAnswered && life.respondBy !== undefined && hubNow >= life.respondBy);
}
