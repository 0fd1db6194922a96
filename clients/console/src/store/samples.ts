// Messages for tests: only what a test is about need be said.
import type { Alert, Escalation } from '../model/messages';

export const noon = 1_764_331_200_000;

export function alertOf(fields: Partial<Alert> & { incident: string }): Alert {
  return {
    rev: 1,
    raised: 1,
    division: 'dvl',
    divisions: ['dvl'],
    status: 'open',
    priority: 4,
    category: 'vandalism',
    severity: 'minor',
    title: 'Vernieling',
    text: '',
    area: '',
    contract: '',
    opened_at: noon,
    updated_at: noon,
    reports: 1,
    acked: false,
    exercise: false,
    talkgroup: '',
    teams: [],
    units: [],
    ...fields,
  };
}

export function escalationOf(fields: Partial<Escalation>): Escalation {
  return {
    rule: 'firearm-in-public',
    because: 'severity is extreme',
    because_code: 'severity',
    because_args: {},
    policy: 'serious-threat',
    step: 0,
    target: 'team/it-ondermijning',
    acked_by: '',
    acked_at: 0,
    ...fields,
  };
}
