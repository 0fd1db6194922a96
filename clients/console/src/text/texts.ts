// What the page says, Dutch first. Keys are checked by the compiler; both catalogues have the same ones (a test).
import IntlMessageFormat from 'intl-messageformat';

import en from './en.json';
import nl from './nl.json';

export type Language = 'nl' | 'en';
export type Key = keyof typeof nl;
type Value = string | number;

const catalogues: Record<Language, Record<Key, string>> = { nl, en };
const locales: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };
const zone = 'Europe/Amsterdam';
const compiled = new Map<string, IntlMessageFormat>();

export function say(language: Language, key: Key, values?: Readonly<Record<string, Value>>): string {
  const message = catalogues[language][key];
  if (!message.includes('{')) return message;
  const name = `${language} ${key}`;
  let format = compiled.get(name);
  if (format === undefined) {
    format = new IntlMessageFormat(message, locales[language], undefined, { ignoreTag: true });
    compiled.set(name, format);
  }
  return String(format.format(values ?? {}));
}

export const isKey = (key: string): key is Key => key in nl;

// A word of the wire as a person reads it; a word that is new to this page as it stands.
export function word(language: Language, family: string, name: string): string {
  const key = `${family}.${name}`;
  return isKey(key) ? say(language, key) : name;
}

const clocks = new Map<Language, Intl.DateTimeFormat>();
const dates = new Map<Language, Intl.DateTimeFormat>();

function formatter(kept: Map<Language, Intl.DateTimeFormat>, language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let format = kept.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locales[language], { timeZone: zone, hourCycle: 'h23', ...options });
    kept.set(language, format);
  }
  return format;
}

// 21:04:09 by the clock of the centre, wherever the browser is.
export function clockTime(language: Language, at: number): string {
  return formatter(clocks, language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

export function dateAndTime(language: Language, at: number): string {
  return formatter(dates, language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

export const isoTime = (at: number): string => new Date(at).toISOString();

// 0:07, 12:30, 3 u 05 (3 h 05), 2 d: as much as a glance needs.
export function duration(language: Language, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600);
  if (hours < 48) return `${hours} ${language === 'nl' ? 'u' : 'h'} ${two(Math.floor((seconds % 3600) / 60))}`;
  return `${Math.floor(hours / 24)} d`;
}
