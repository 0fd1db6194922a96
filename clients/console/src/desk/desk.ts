// An operator's place: one connection, what is known by it, and what was sent. It owns everything that waits; the store below it is pure.
import { numberAt, objectsAt, readResult, type Json } from '../model/json';
import type { Organisation } from '../model/organisation';
import { readOrganisation } from '../model/read_organisation';
import { divisionTopics, ownTopics, readTopic } from '../model/topic';
import { caughtUp, connected, hear, lost, noCentre, type Centre, type Packet } from '../store/centre';
import { standingIn } from '../store/incidents';
import { livenessOf } from '../store/link';
import { patienceOf } from '../store/patience';
import { put, unanswered, type InputKind } from '../store/sending';
import { Broker, type Login } from '../transport/broker';
import type { HubPage } from '../transport/hub_page';
import { freshId } from '../transport/ids';
import { QuestionFailed, Questions } from '../transport/questions';

const presenceEvery = 30_000; // ms: idle clients say that they are there (contract section 6)
const quietFor = 300; // ms without a retained message, after which all that stands was told
const wholeWithin = 10_000; // ms; a list that is not whole by then is shown, and called so
const countAgainAfter = 30_000; // ms
const standing = ['new', 'open', 'dispatched', 'en_route', 'on_scene', 'resolved'];
const againAfter = 2_000; // ms: what got no receipt is sent again, and a hub that did not answer is asked again
const lookEvery = 50; // ms between two looks of a page that gets no frames

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface DeskListener {
  changed(centre: Centre): void;
  refused(why: string): void;
}

export class Desk {
  centre: Centre;
  private readonly broker: Broker;
  private readonly questions: Questions;
  private packets: Packet[] = [];
  private isLookDue = false;
  private lookedAt = 0;
  private heardRetainedAt = 0;
  private visit = 0; // counts connections: what belongs to an older one stops
  private readonly timers: ReturnType<typeof setInterval>[] = [];

  constructor(
    page: HubPage,
    private readonly login: Login,
    private readonly listener: DeskListener,
    kept: readonly { id: string; kind: InputKind; body: string; about: string; at: number }[] = [],
  ) {
    this.centre = noCentre(page.root, login.account, Date.now());
    for (const sending of kept) this.centre = { ...this.centre, outbox: put(this.centre.outbox, sending) };
    this.questions = new Questions((body) => this.broker.publish('query', body));
    this.broker = new Broker(
      { url: page.websocket, root: page.root, tab: freshId().slice(0, 12), session: Date.now() },
      login,
      {
        connected: () => this.onConnected(),
        lost: (why, refused) => this.onLost(why, refused),
        packet: (packet) => this.onPacket(packet),
      },
    );
    this.timers.push(setInterval(() => this.broker.sayPresent(), presenceEvery));
    this.timers.push(setInterval(() => this.resend(), againAfter));
  }

  // Waits for the hub's answer; throws QuestionFailed.
  ask(fields: Json): Promise<Json> {
    return this.questions.ask(fields);
  }

  askAll(fields: Json): Promise<Json[]> {
    return this.questions.askAll(fields);
  }

  // Sends it, and again until its receipt is there. What is on its way about the same is not sent a second time.
  send(kind: InputKind, fields: Json, about: string): string {
    const id = freshId();
    const body = JSON.stringify({ id, ...fields });
    const outbox = put(this.centre.outbox, { id, kind, body, about, at: Date.now() });
    if (outbox === this.centre.outbox) return '';
    this.become({ ...this.centre, outbox });
    this.broker.publish(kind, body);
    return id;
  }

  // How far a notice or order got with this operator; nobody waits for a receipt of it.
  tell(fields: Json): void {
    this.broker.publish('ack', JSON.stringify(fields));
  }

  // Where the operator is: the newest counts, so none is kept or sent again.
  beacon(fields: Json): void {
    this.broker.publish('beacon', JSON.stringify(fields), { qos: 0 });
  }

  forgetAbsence(): void {
    const { absence: _, ...centre } = this.centre;
    this.become(centre);
  }

  // After a sleep of the page or of the network.
  wake(): void {
    this.broker.hurry();
    this.look();
  }

  // When the hub answered behind all that it had to tell, or it is plain that it does not.
  async untilAnswered(): Promise<void> {
    if (this.broker.isConnected) await this.questions.ask({ ask: 'incidents', limit: 1 }).catch(() => undefined);
  }

  close(): void {
    this.broker.saySignedOff();
    for (const timer of this.timers) clearInterval(timer);
    ++this.visit;
    this.questions.giveUp();
    this.broker.close();
  }

  private become(centre: Centre): void {
    this.centre = centre;
    this.listener.changed(centre);
  }

  private onPacket(packet: Packet): void {
    if (packet.retained) this.heardRetainedAt = Date.now();
    const topic = readTopic(this.centre.root, packet.topic);
    if (topic?.kind === 'result') {
      const result = readResult(packet.payload);
      if (result !== undefined) {
        this.packets.push(packet);
        this.look(); // an answer is of after what came before it
        return this.questions.hear(result);
      }
    }
    this.packets.push(packet);
    if (document.visibilityState === 'hidden') {
      // Frames do not come there, and timers once a minute: the message itself is the clock.
      if (Date.now() - this.lookedAt >= lookEvery) return this.look();
    }
    if (this.isLookDue) return;
    this.isLookDue = true;
    // A window behind others may be called visible and get no frames.
    setTimeout(() => this.look(), lookEvery);
    if (document.visibilityState === 'visible') requestAnimationFrame(() => this.look());
  }

  private look(): void {
    this.isLookDue = false;
    this.lookedAt = Date.now();
    if (this.packets.length === 0) return;
    const packets = this.packets;
    this.packets = [];
    const before = this.centre;
    const after = hear(before, packets, this.lookedAt);
    for (const [incident, notice] of after.notices) {
      if (before.notices.get(incident)?.rev !== notice.rev) this.tell({ incident, rev: notice.rev, answer: 'delivered' });
    }
    this.become(after);
  }

  private onConnected(): void {
    const visit = ++this.visit;
    this.packets = [];
    this.become(connected(this.centre, Date.now()));
    this.broker.sayPresent();
    void this.settleIn(visit);
  }

  private onLost(why: string, refused: boolean): void {
    ++this.visit;
    this.look();
    this.questions.giveUp();
    this.become(lost(this.centre, Date.now(), why === '' ? undefined : why));
    if (refused) this.listener.refused(why);
  }

  // Who am I; then all that stands; then live.
  private async settleIn(visit: number): Promise<void> {
    const isOver = (): boolean => visit !== this.visit;
    try {
      await this.broker.subscribe(ownTopics(this.centre.root, this.login.account));
      const me = await this.whoAmI(isOver);
      if (me === undefined) return;
      // Who may not ask it sees nothing wait.
      const policies = await this.questions.askAll({ ask: 'policies' }).catch(() => []);
      const patience = patienceOf(policies.flatMap((page) => objectsAt(page, 'items')));
      this.become({ ...this.centre, me, patience });
      const readable = me.divisions.filter((division) => division.reads).map((division) => division.name);
      if (readable.length > 0) await this.broker.subscribe(divisionTopics(this.centre.root, readable, me.cleared));
      await this.untilWhole(isOver, readable);
    } catch {
      // The connection ended meanwhile: the next one begins anew.
    }
  }

  // Until the hub answers; it may be starting.
  private async whoAmI(isOver: () => boolean): Promise<Organisation | undefined> {
    while (!isOver()) {
      try {
        return readOrganisation(await this.questions.askAll({ ask: 'organisation' }));
      } catch (error) {
        if (error instanceof QuestionFailed && error.code !== 'no_answer') {
          if (!isOver()) this.listener.refused(error.message);
          return undefined;
        }
      }
    }
    return undefined;
  }

  // Until as much stands here as the hub counts: a broker that began anew has nothing to tell, however quiet it is.
  private async untilWhole(isOver: () => boolean, divisions: readonly string[]): Promise<void> {
    const begun = Date.now();
    while (!isOver()) {
      const missing = await this.countMissing(divisions);
      await this.untilQuiet(isOver);
      if (isOver()) return;
      this.look();
      const isLate = Date.now() - begun >= wholeWithin;
      if (missing === undefined || (missing > 0 && !isLate)) continue;
      this.become({ ...caughtUp(this.centre, Date.now()), missing });
      this.resend();
      if (missing === 0) return;
      await pause(countAgainAfter);
    }
  }

  // By how many the list is wrong; undefined = the hub does not answer.
  private async countMissing(divisions: readonly string[]): Promise<number | undefined> {
    let missing = 0;
    for (const division of divisions) {
      const answer = await this.questions.ask({ ask: 'incidents', division, status: standing, limit: 1 }).catch(() => undefined);
      if (answer === undefined) return undefined;
      missing += Math.abs((numberAt(answer, 'total') ?? 0) - standingIn(this.centre.incidents, this.centre.root, division));
    }
    return missing;
  }

  private async untilQuiet(isOver: () => boolean): Promise<void> {
    const begun = Date.now();
    while (!isOver() && Date.now() - Math.max(begun, this.heardRetainedAt) < quietFor) {
      await pause(50);
    }
  }

  private resend(): void {
    if (!this.broker.isConnected || livenessOf(this.centre.link, Date.now()) === 'stale') return;
    const now = Date.now();
    for (const sending of unanswered(this.centre.outbox)) {
      if (now - sending.at >= againAfter) this.broker.publish(sending.kind, sending.body);
    }
  }
}
