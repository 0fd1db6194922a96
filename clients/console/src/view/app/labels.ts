// How names of the organisation and facts of an alert are shown, in the language that was chosen.
import type { Alert, Escalation, Notice, Receipt } from '../../model/messages';
import { isKey } from '../../text/texts';
import { page } from './page.svelte';

export function titleOf(alert: Alert): string {
  if (page.language === 'nl') return alert.title;
  return page.me?.categories.find((category) => category.name === alert.category)?.label_en || alert.title;
}

export function categoryLabel(name: string): string {
  const category = page.me?.categories.find((one) => one.name === name);
  return (page.language === 'nl' ? category?.label_nl : category?.label_en) || name;
}

const labelIn = (list: readonly { name: string; label: string }[] | undefined, name: string): string => list?.find((one) => one.name === name)?.label ?? name;

export const divisionLabel = (name: string): string => labelIn(page.me?.divisions, name);
export const divisionLabels = (alert: Alert): string => alert.divisions.map(divisionLabel).join(', ');

// team/it-overlast, role/opco,role/centre, unit/radio-7
export function targetLabel(target: string): string {
  const me = page.me;
  return target
    .split(',')
    .map((part) => {
      const [kind, name = part] = part.trim().split('/');
      if (kind === 'team') return labelIn(me?.teams, name);
      if (kind === 'role') return labelIn(me?.roles_known, name);
      return kind === 'division' ? labelIn(me?.divisions, name) : name;
    })
    .join(', ');
}

export function areaOf(alert: Alert): string {
  if (alert.area !== '') return alert.area;
  return alert.lat === undefined || alert.lon === undefined ? '' : `${alert.lat.toFixed(4)}, ${alert.lon.toFixed(4)}`;
}

// "weapon_seen: yes (+6)" with the question as it is asked.
export function scoreOf(alert: Alert): string {
  const questions = page.me?.categories.find((category) => category.name === alert.category)?.questions ?? [];
  return (alert.score_because ?? '')
    .split(', ')
    .map((part) => {
      const [, name = '', answer = '', points = ''] = /^(\w+): (\w+) (\([+-]?\d+\))$/.exec(part) ?? [];
      const question = questions.find((one) => one.name === name);
      return question === undefined ? part : `${page.language === 'nl' ? question.label_nl : question.label_en} ${page.word('reply', answer)} ${points}`;
    })
    .join(', ');
}

// A reason that came as a sentence alone, in the language of the page where the alert has it as a code too.
export function becauseIn(alert: Alert | undefined, because: string): string {
  const known = alert?.escalations?.find((escalation) => escalation.because === because);
  return known === undefined ? because : becauseOf(known);
}

// Why somebody is asked. A notice has the sentence alone, in English; where its incident may be read, the reason is there as a code too.
export function becauseOfNotice(notice: Notice): string {
  const escalation = page.alerts.get(notice.incident)?.escalations?.find((one) => one.policy === notice.policy);
  if (escalation !== undefined) return becauseOf(escalation);
  return notice.policy === '' || page.language === 'en' ? notice.because : page.say('me.by_policy', { policy: notice.policy });
}

// The rule's words, in the language of the page where the code is known.
export function becauseOf(escalation: Escalation): string {
  const key = `because.${escalation.because_code}`;
  if (!isKey(key)) return escalation.because;
  const { severity, category } = escalation.because_args;
  try {
    return page.say(key, {
      ...escalation.because_args,
      ...(severity === undefined ? {} : { severity: page.word('severity', severity) }),
      ...(category === undefined ? {} : { category: categoryLabel(category) }),
    });
  } catch {
    return escalation.because; // long arguments are left out of an alert
  }
}

// Why the hub did not take an input: what its code says, and the hub's own sentence, which says more and is English.
export function refusalOf(receipt: Receipt): string {
  const key = `refusal.${receipt.code ?? ''}`;
  const own = receipt.error ?? receipt.code ?? '';
  return page.language === 'en' || !isKey(key) ? own : `${page.say(key)} (${own})`;
}
