// The words of the wire's enums, in the order of schemas/common.fbs; a word that a newer hub adds reads as undefined.
export const severities = ['minor', 'moderate', 'serious', 'severe', 'extreme'] as const;
export const unitStatuses = ['off_duty', 'available', 'en_route', 'on_scene', 'busy', 'returning', 'unavailable'] as const;
export const answers = ['delivered', 'shown', 'read', 'acknowledged', 'accepted', 'declined', 'done'] as const;
export const incidentStatuses = ['new', 'open', 'dispatched', 'en_route', 'on_scene', 'resolved', 'closed', 'moved'] as const;
export const instructionStates = ['issued', 'delivered', 'read', 'accepted', 'declined', 'done', 'expired', 'withdrawn', 'superseded'] as const;
export const needs = ['any', 'all'] as const;
export const noticeReasons = ['escalation', 'reminder', 'panic', 'handover', 'test'] as const;
export const presences = ['unknown', 'online', 'late', 'lost'] as const;
export const presenceReasons = ['unheard', 'heard', 'silent', 'connection_lost', 'signed_off', 'battery'] as const;
export const hubStates = ['starting', 'up', 'degraded', 'standby', 'down'] as const;
export const endings = ['done', 'joined', 'refused', 'passed_on'] as const;

export type Severity = (typeof severities)[number];
export type UnitStatus = (typeof unitStatuses)[number];
export type Answer = (typeof answers)[number];
export type IncidentStatus = (typeof incidentStatuses)[number];
export type InstructionState = (typeof instructionStates)[number];
export type Needs = (typeof needs)[number];
export type NoticeReason = (typeof noticeReasons)[number];
export type PresenceWord = (typeof presences)[number];
export type PresenceReason = (typeof presenceReasons)[number];
export type HubState = (typeof hubStates)[number];
export type Ending = (typeof endings)[number];
