// A command about an incident, with the revision that was shown: if a person changed it since, the hub refuses and says so.
import type { Json } from '../../model/json';
import type { Alert } from '../../model/messages';
import { page } from '../app/page.svelte';

export const aboutOf = (alert: Alert, what: string): string => `${what} ${alert.incident}`;

export function order(alert: Alert, what: string, fields: Json = {}, about = aboutOf(alert, what)): void {
  page.command({ do: what, incident: alert.incident, rev: alert.rev, ...fields }, about);
}
