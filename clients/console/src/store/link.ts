// Whether what the page shows is how things are. Everything follows from when the hub was heard last, so a page that slept knows it at its first look.
import type { HubStatus } from '../model/messages';

export type Phase =
  | 'away' // no connection
  | 'hearing' // connected; what stands is being told
  | 'live';

export interface Link {
  readonly phase: Phase;
  readonly since: number; // ms of this machine: when the phase began
  readonly heardAt?: number; // ms of this machine: newest live word of the hub
  readonly knownAt?: number; // ms of this machine, while it is not live: until when what is shown was true
  readonly hub?: HubStatus;
  readonly why?: string; // the broker's word when it refused
  readonly unreadable: number; // messages that were not what their topic says
}

export type Liveness = 'live' | 'reconnecting' | 'stale';

export const greyAfter = 10_000; // ms without a word of the hub
export const soundAfter = 30_000;

export function noLink(now: number): Link {
  return { phase: 'away', since: now, unreadable: 0 };
}

export function enter(link: Link, phase: Phase, now: number, why?: string): Link {
  const { why: _, knownAt, ...rest } = link;
  // What the hub says meanwhile makes nothing of what is shown any newer, until all that stands was told.
  const known = phase === 'live' ? undefined : link.phase === 'live' ? link.heardAt : knownAt;
  return {
    ...rest,
    phase,
    since: phase === link.phase ? link.since : now,
    ...(known === undefined ? {} : { knownAt: known }),
    ...(why === undefined ? {} : { why }),
  };
}

// `live`: not a retained one, whose moment may be long ago.
export function hearHub(link: Link, hub: HubStatus, live: boolean, now: number): Link {
  // One that starts has yet to tell what changed.
  const speaks = live && (hub.state === 'up' || hub.state === 'degraded');
  return { ...link, hub, ...(speaks ? { heardAt: now } : {}) };
}

// An answer or a receipt: the hub lives, whatever its last status says.
export function hearAnswer(link: Link, now: number): Link {
  return { ...link, heardAt: now };
}

// Since when the page knows nothing new, as a moment of this machine.
export function silentSince(link: Link): number {
  return (link.phase === 'live' ? link.heardAt : link.knownAt) ?? link.since;
}

export function livenessOf(link: Link, now: number): Liveness {
  const silence = now - silentSince(link);
  if (silence >= greyAfter || link.hub?.state === 'down') return 'stale';
  return link.phase === 'live' && link.heardAt !== undefined && link.hub?.state !== 'starting' ? 'live' : 'reconnecting';
}

// The page itself has to be heard: nothing that it could tell would come.
export function isDeaf(link: Link, now: number): boolean {
  return now - silentSince(link) >= soundAfter;
}
