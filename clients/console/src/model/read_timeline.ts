import { numberAt, objectsAt, textAt, type Json } from './json';
import type { TimelineEntry } from './messages';

const texts = ['text', 'rule', 'rules_version', 'because', 'division', 'policy', 'target', 'report', 'other', 'instruction'] as const;
const numbers = ['step', 'ack_by', 'rev', 'until'] as const;

// Of an answer to `incident`.
export function readTimeline(result: Json): TimelineEntry[] {
  return objectsAt(result, 'timeline').map((entry) => {
    const read: TimelineEntry = { n: numberAt(entry, 'n') ?? 0, at: numberAt(entry, 'at') ?? 0, what: textAt(entry, 'what'), by: textAt(entry, 'by') };
    for (const key of texts) if (textAt(entry, key) !== '') read[key] = textAt(entry, key);
    for (const key of numbers) {
      const value = numberAt(entry, key);
      if (value !== undefined) read[key] = value;
    }
    return read;
  });
}
