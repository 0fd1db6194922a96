// JSON of the hub: receipts and results, which come in the encoding of what the page sent. `undefined` = not such a message.
import type { Receipt } from './messages';

export type Json = Readonly<Record<string, unknown>>;

export interface Result {
  id: string;
  ask: string;
  ok: boolean;
  body: Json;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

export function readText(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function readJson(bytes: Uint8Array): Json | undefined {
  try {
    return readText(decoder.decode(bytes));
  } catch {
    return undefined; // no UTF-8
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readReceipt(bytes: Uint8Array): Receipt | undefined {
  const json = readJson(bytes);
  if (json === undefined || typeof json['id'] !== 'string' || typeof json['accepted'] !== 'boolean' || typeof json['kind'] !== 'string') return undefined;
  return json as unknown as Receipt;
}

export function readResult(bytes: Uint8Array): Result | undefined {
  const json = readJson(bytes);
  if (json === undefined || typeof json['id'] !== 'string' || typeof json['ok'] !== 'boolean') return undefined;
  return { id: json['id'], ask: typeof json['ask'] === 'string' ? json['ask'] : '', ok: json['ok'], body: json };
}

// Parts of a result, checked as far as the page relies on them.
export const textAt = (json: Json, key: string): string => (typeof json[key] === 'string' ? (json[key] as string) : '');
export const numberAt = (json: Json, key: string): number | undefined => (typeof json[key] === 'number' ? (json[key] as number) : undefined);
export const flagAt = (json: Json, key: string): boolean => json[key] === true;
export const textsAt = (json: Json, key: string): string[] => {
  const value = json[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};
export const objectsAt = (json: Json, key: string): Json[] => {
  const value = json[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
};
