// Whose an order is, and what may be answered to it.
import type { Instruction } from '../model/messages';
import type { Organisation } from '../model/organisation';

// Keys are those of the texts: a button says what it does, not what is so.
export const verbs = [
  { answer: 'accepted', key: 'act.accept' },
  { answer: 'declined', key: 'act.decline' },
  { answer: 'done', key: 'act.done' },
] as const;

export function isForMe(order: Instruction, account: string, me: Organisation | undefined): boolean {
  const own = [`unit/${account}`, ...(me === undefined ? [] : [`team/${me.team}`, ...me.roles.map((role) => `role/${role}`)])];
  return own.includes(order.to);
}
