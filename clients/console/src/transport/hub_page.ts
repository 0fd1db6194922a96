// What the hub says before the login: where its broker is, and by which root.
import { flagAt, isObject, numberAt, textAt } from '../model/json';

export interface HubPage {
  node: string;
  root: string;
  version: string;
  contract: number;
  websocket: string; // empty = there is none, and `why` says what to do
  why: string;
  open: boolean; // no passwords: everybody may be anybody
  streetMap: boolean;
}

export async function fetchHubPage(): Promise<HubPage> {
  const answer = await fetch('/console.json', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`console.json: ${answer.status}`);
  const json: unknown = await answer.json();
  if (!isObject(json)) throw new Error('console.json');
  return {
    node: textAt(json, 'node'),
    root: textAt(json, 'root') || 'oov',
    version: textAt(json, 'version'),
    contract: numberAt(json, 'contract') ?? 1,
    websocket: textAt(json, 'websocket'),
    why: textAt(json, 'why'),
    open: textAt(json, 'access') === 'open',
    streetMap: flagAt(json, 'street_map'),
  };
}
