import { flagAt, numberAt, objectsAt, isObject, textAt, textsAt, type Json } from './json';
import type { InstructionAnswer } from './messages';

// An order as the answer to `instructions` lists it, and how far it got with each whom it is for.
export interface ListedInstruction {
  instruction: string;
  from: string;
  to: string;
  incident: string; // empty = of none
  text: string;
  issued_at: number;
  respond_by?: number;
  state: string;
  exercise: boolean;
  answers: readonly (Omit<InstructionAnswer, 'answer'> & { answer: string })[];
  silent: readonly string[]; // said nothing yet
  left: readonly string[]; // gone, and not waited for
  ended_at?: number;
}

export function readInstructions(result: Json): ListedInstruction[] {
  return objectsAt(result, 'items').flatMap((item) => {
    const order = item['order'];
    if (!isObject(order) || textAt(order, 'instruction') === '') return [];
    const respondBy = numberAt(order, 'respond_by');
    const endedAt = numberAt(item, 'ended_at');
    return {
      instruction: textAt(order, 'instruction'),
      from: textAt(order, 'from'),
      to: textAt(order, 'to'),
      incident: textAt(order, 'incident'),
      text: textAt(order, 'text'),
      issued_at: numberAt(order, 'issued_at') ?? 0,
      ...(respondBy === undefined ? {} : { respond_by: respondBy }),
      state: textAt(order, 'state'),
      exercise: flagAt(order, 'exercise'),
      answers: objectsAt(order, 'answers').map((one) => ({ client: textAt(one, 'client'), answer: textAt(one, 'answer'), at: numberAt(one, 'at') ?? 0, text: textAt(one, 'text') })),
      silent: textsAt(item, 'silent'),
      left: textsAt(item, 'left'),
      ...(endedAt === undefined ? {} : { ended_at: endedAt }),
    };
  });
}
