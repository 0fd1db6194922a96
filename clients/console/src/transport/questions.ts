// Questions to the hub, each answered once, or given up after a time.
import { isObject, textAt, type Json, type Result } from '../model/json';
import { freshId } from './ids';

const answerWithin = 10_000; // ms

export class QuestionFailed extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Waiting {
  resolve(result: Json): void;
  reject(error: QuestionFailed): void;
  timer: ReturnType<typeof setTimeout>;
}

export class Questions {
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly send: (body: string) => void) {}

  ask(fields: Json): Promise<Json> {
    const id = freshId();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new QuestionFailed('no_answer', 'the hub did not answer'));
      }, answerWithin);
      this.waiting.set(id, { resolve, reject, timer });
      this.send(JSON.stringify({ id, ...fields }));
    });
  }

  // All pages, one after the other.
  async askAll(fields: Json): Promise<Json[]> {
    const pages = [await this.ask(fields)];
    for (let next = textAt(pages[0] ?? {}, 'next'); next !== ''; next = textAt(pages.at(-1) ?? {}, 'next')) {
      pages.push(await this.ask({ ...fields, after: next }));
    }
    return pages;
  }

  hear(result: Result): void {
    const waiting = this.waiting.get(result.id);
    if (waiting === undefined) return;
    this.waiting.delete(result.id);
    clearTimeout(waiting.timer);
    if (result.ok && isObject(result.body)) return waiting.resolve(result.body);
    waiting.reject(new QuestionFailed(textAt(result.body, 'code'), textAt(result.body, 'error')));
  }

  giveUp(): void {
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(new QuestionFailed('no_connection', 'the connection was lost'));
    }
    this.waiting.clear();
  }
}
