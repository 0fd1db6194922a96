// What stays in this browser: choices of the person, and, in this tab alone, what has no outcome yet.
import type { InputKind, Outbox } from '../store/sending';
import { unanswered } from '../store/sending';
import type { Language } from '../text/texts';

export interface Choices {
  language: Language;
  theme: 'system' | 'dark' | 'light';
  singleKeys: boolean;
  account: string; // of the last login, without its password
}

const choicesName = 'paraat.choices';
const outboxName = 'paraat.outbox';

function stored(storage: () => Storage, name: string): unknown {
  try {
    return JSON.parse(storage().getItem(name) ?? 'null');
  } catch {
    return null; // closed to this page, or written by something else
  }
}

function store(storage: () => Storage, name: string, value: unknown): void {
  try {
    storage().setItem(name, JSON.stringify(value));
  } catch {
    // Full or closed: then it is kept while the page lives.
  }
}

export function readChoices(): Choices {
  const found = stored(() => localStorage, choicesName) as Partial<Choices> | null;
  return {
    language: found?.language === 'en' ? 'en' : 'nl',
    theme: found?.theme === 'light' || found?.theme === 'dark' ? found.theme : 'system',
    singleKeys: found?.singleKeys !== false,
    account: typeof found?.account === 'string' ? found.account : '',
  };
}

export function writeChoices(choices: Choices): void {
  store(() => localStorage, choicesName, choices);
}

interface Kept {
  id: string;
  kind: InputKind;
  body: string;
  about: string;
  at: number;
}

// Survives a reload: what was sent and has no receipt is sent again with the same id.
export function keepOutbox(account: string, outbox: Outbox): void {
  const sendings: Kept[] = unanswered(outbox).map(({ id, kind, body, about, at }) => ({ id, kind, body, about, at }));
  if (sendings.length === 0 && stored(() => sessionStorage, outboxName) === null) return;
  store(() => sessionStorage, outboxName, sendings.length === 0 ? null : { account, sendings });
}

export function keptOutbox(account: string): Kept[] {
  const found = stored(() => sessionStorage, outboxName) as { account?: unknown; sendings?: unknown } | null;
  return found?.account === account && Array.isArray(found.sendings) ? (found.sendings as Kept[]) : [];
}
