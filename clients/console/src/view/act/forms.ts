// The acts that need more than a press, by name; a chunk of their own.
import Escalate from './Escalate.svelte';
import Merge from './Merge.svelte';
import Rest from './Rest.svelte';
import Split from './Split.svelte';
import Triage from './Triage.svelte';
import TurnAway from './TurnAway.svelte';

export const forms = { triage: Triage, escalate: Escalate, rest: Rest, merge: Merge, split: Split, turn_away: TurnAway };
