// What the page shows besides what the hub says: who is logged in, the moment, and what the operator chose. One for the whole page.
import { flushSync } from 'svelte';

import { Desk } from '../../desk/desk';
import { Screens, type ScreenWord } from '../../desk/screens';
import { Sounder } from '../../desk/sounder';
import { keepOutbox, keptOutbox } from '../../desk/kept';
import type { Json } from '../../model/json';
import type { Alert } from '../../model/messages';
import { arrange, everything, type AlertList, type Filter } from '../../store/alert_list';
import { linesOf, type Line } from '../../store/flood';
import { isDeaf, livenessOf, type Liveness } from '../../store/link';
import { latestAbout, type InputKind, type Sending } from '../../store/sending';
import { asksForAttention } from '../../store/shown_state';
import { noSilences, patternInFlood, patternNow, silenceAll, silenceOne, type Pattern, type Silences } from '../../store/sound';
import type { Login } from '../../transport/broker';
import type { HubPage } from '../../transport/hub_page';
import { Known } from './known.svelte';

export type Place = 'alerts' | 'map' | 'teams' | 'orders' | 'report' | 'shift' | 'me' | 'wall';
const places: readonly Place[] = ['alerts', 'map', 'teams', 'orders', 'report', 'shift', 'me', 'wall'];
const tickEvery = 500; // ms; what is shown follows from the time, not from ticks
const readingEndsAfter = 3_000; // ms after pointer and focus left the rows
const emptyOrder: readonly string[] = [];
const noGroups: ReadonlySet<string> = new Set();

class Page extends Known {
  hub = $state.raw<HubPage | undefined>();
  refusal = $state('');
  place = $state<Place>('alerts');
  selected = $state('');
  filter = $state.raw<Filter>(everything);
  order = $state.raw<readonly string[]>(emptyOrder); // of the rows, while somebody reads
  seen = $state.raw<ReadonlyMap<string, number>>(new Map()); // incident -> `raised` that was looked at
  openedGroups = $state.raw<ReadonlySet<string>>(noGroups); // of a flood, shown one by one
  silences = $state.raw<Silences>(noSilences);
  isAsleep = $state(false); // the browser stopped it: what it shows is as it was then
  isLit = $state(false); // what flashes, half of each second
  soundWorks = $state(true);
  proving = $state(''); // incident of the drill by which sound and light are proved
  failedProof = $state(false); // it sounds until somebody has seen it
  soundedAt = $state(0); // ms of this machine: when tones began last
  mapWanted = $state(''); // incident whose place a person asked for

  readonly liveness = $derived<Liveness>(this.link === undefined ? 'reconnecting' : this.isAsleep ? 'stale' : livenessOf(this.link, this.now));
  // Which one is chosen counts only where a filter might leave it out.
  readonly list = $derived<AlertList>(arrange(this.sorted, this.filter === everything ? everything : { ...this.filter, incident: this.selected }, this.order));
  readonly lines = $derived<readonly Line[]>(linesOf(this.list.rows, this.flood, this.openedGroups));
  readonly panics = $derived(
    [...this.list.rows, ...this.list.held].filter((row) => row.alert.category === 'panic' && asksForAttention(row.state)),
  );

  readonly chosen = $derived(this.alerts.get(this.selected));

  private desk: Desk | undefined;
  private login: Login | undefined;
  private readonly screens = new Screens(
    () => ({ account: this.account, place: this.place }),
    () => this.login,
    (word) => this.hearScreen(word),
  );
  readonly isFirstScreen = this.screens.isFirst;
  private soundedInFlood: Pattern | undefined;
  private leftAt = 0; // 0 = somebody is among the rows, or was long ago
  private readonly sounder = new Sounder((works) => (this.soundWorks = works));

  constructor() {
    super();
    setInterval(() => this.tick(), tickEvery);
    const ticker = new Worker(new URL('../../desk/ticker.ts', import.meta.url), { type: 'module' });
    ticker.onmessage = () => document.visibilityState === 'hidden' && this.tick();
    for (const name of ['visibilitychange', 'pageshow', 'online', 'focus']) {
      (name === 'online' || name === 'focus' || name === 'pageshow' ? window : document).addEventListener(name, () => this.wake());
    }
    document.addEventListener('freeze', () => this.sleep());
    document.addEventListener('resume', () => void this.awake());
    window.addEventListener('hashchange', () => this.goToHash());
    this.goToHash();
    this.dress();
  }

  enter(login: Login): void {
    if (this.hub === undefined) return;
    this.login = login;
    this.refusal = '';
    this.desk?.close();
    this.desk = new Desk(
      this.hub,
      login,
      {
        changed: (centre) => {
          this.centre = centre;
          keepOutbox(login.account, centre.outbox);
          // Where timers come once a minute, as in a hidden tab, messages are the clock.
          if (Date.now() - this.now >= tickEvery) this.now = Date.now();
          this.followMerge();
          this.sound();
        },
        refused: (why) => {
          this.refusal = why === '' ? 'refused' : why;
          this.login = undefined;
          this.desk?.close();
          this.desk = undefined;
          this.centre = undefined;
        },
      },
      keptOutbox(login.account),
    );
    this.centre = this.desk.centre;
    this.sounder.enable();
  }

  leave(): void {
    this.screens.tell({ kind: 'left' });
    this.leaveHere();
  }

  private leaveHere(): void {
    this.login = undefined;
    this.desk?.close();
    this.desk = undefined;
    this.centre = undefined;
    this.sounder.play(undefined, 0);
    // Nothing of what this operator saw, chose or silenced is the next one's.
    this.selected = this.mapWanted = this.proving = '';
    this.order = emptyOrder;
    this.filter = everything;
    this.seen = new Map();
    this.openedGroups = noGroups;
    this.silences = noSilences;
    this.failedProof = false;
    this.soundedInFlood = undefined;
  }

  go(place: Place): void {
    location.hash = `#/${place}`;
  }

  openScreen(): void {
    this.screens.open('map');
  }

  private hearScreen(word: ScreenWord): void {
    switch (word.kind) {
      case 'login':
        if (!this.isLoggedIn && !this.screens.isFirst) this.enter(word.login);
        return;
      case 'left':
        return this.leaveHere();
      case 'chosen':
        return this.selectHere(word.incident);
      case 'on_map':
        if (this.place === 'map') this.mapWanted = word.incident;
        return;
      case 'silence':
        return this.silenceHere(word.incident);
      case 'sounds':
        return;
    }
  }

  select(incident: string): void {
    this.selectHere(incident);
    this.screens.tell({ kind: 'chosen', incident });
  }

  private selectHere(incident: string): void {
    this.selected = incident;
    const alert = this.alerts.get(incident);
    if (alert !== undefined) this.see(alert);
    const notice = this.notices.get(incident);
    if (notice !== undefined) this.desk?.tell({ incident, rev: notice.rev, answer: 'read' });
  }

  // What was chosen went into another by an order of this operator: that one is chosen.
  private followMerge(): void {
    if (this.selected === '' || this.alerts.has(this.selected)) return;
    const into = this.latest(`merge ${this.selected}`)?.receipt?.incident;
    if (into !== undefined && this.alerts.has(into)) this.select(into);
  }

  // Looked at: it flashes no more.
  see(alert: Alert): void {
    if ((this.seen.get(alert.incident) ?? 0) >= alert.raised) return;
    this.seen = new Map(this.seen).set(alert.incident, alert.raised);
    const notice = this.notices.get(alert.incident);
    if (notice !== undefined) this.desk?.tell({ incident: alert.incident, rev: notice.rev, answer: 'shown' });
  }

  isSeen(alert: Alert): boolean {
    return (this.seen.get(alert.incident) ?? 0) >= alert.raised;
  }

  // Somebody reads: the rows stay where they are until he leaves or asks for the new ones.
  hold(): void {
    this.leftAt = 0;
    if (this.order.length === 0) this.order = this.list.rows.map((row) => row.incident);
  }

  openGroup(key: string): void {
    this.openedGroups = new Set(this.openedGroups).add(key);
  }

  letIn(): void {
    this.leftAt = 0;
    this.order = emptyOrder;
  }

  // Nobody is among the rows any more; whoever goes to the button of the new ones still finds it.
  leaveRows(): void {
    if (this.order.length > 0) this.leftAt = Date.now();
  }

  send(kind: InputKind, fields: Json, about: string): string {
    return this.desk?.send(kind, fields, about) ?? '';
  }

  latest(about: string): Sending | undefined {
    return latestAbout(this.outbox, about);
  }

  // With the revision that was shown: what came later stays unacknowledged.
  acknowledge(alert: Alert): void {
    this.send('ack', { incident: alert.incident, rev: alert.rev, answer: 'acknowledged' }, `acknowledge ${alert.incident} ${alert.raised}`);
  }

  command(fields: Json, about: string): void {
    this.send('command', fields, about);
  }

  beacon(fields: Json): void {
    this.desk?.beacon(fields);
  }

  tell(fields: Json): void {
    this.desk?.tell(fields);
  }

  async ask(fields: Json): Promise<Json> {
    if (this.desk === undefined) throw new Error('not logged in');
    return this.desk.ask(fields);
  }

  async askAll(fields: Json): Promise<Json[]> {
    if (this.desk === undefined) throw new Error('not logged in');
    return this.desk.askAll(fields);
  }

  forgetAbsence(): void {
    this.desk?.forgetAbsence();
  }

  showOnMap(incident: string): void {
    if (this.screens.shows('map')) return this.screens.tell({ kind: 'on_map', incident });
    this.mapWanted = incident;
    this.go('map');
  }

  silence(incident?: string): void {
    this.silenceHere(incident);
    this.screens.tell({ kind: 'silence', incident });
  }

  private silenceHere(incident: string | undefined): void {
    this.silences = incident === undefined ? silenceAll(this.silences, Date.now()) : silenceOne(this.silences, incident, Date.now());
    this.sound();
  }

  enableSound(): void {
    this.sounder.enable();
  }

  testSound(): void {
    this.sounder.test();
  }

  private tick(): void {
    this.now = Date.now();
    if (this.leftAt !== 0 && this.now - this.leftAt >= readingEndsAfter) this.letIn();
    this.isLit = !this.isLit;
    if (!this.flood && this.openedGroups.size > 0) this.openedGroups = noGroups;
    this.screens.tick(this.me !== undefined && this.liveness === 'live' && this.soundWorks);
    this.sound();
  }

  // The last picture before a stop stays on the screen, so it says that it is old.
  private sleep(): void {
    this.isAsleep = true;
    flushSync();
  }

  private async awake(): Promise<void> {
    this.wake();
    await this.desk?.untilAnswered();
    this.isAsleep = false;
  }

  private wake(): void {
    this.now = Date.now();
    if (document.visibilityState === 'visible') this.desk?.wake();
  }

  private sound(): void {
    // A proof is of this screen, whatever sounds on another.
    const isHeard = this.screens.isHeardElsewhere(this.now) && this.proving === '' && !this.failedProof;
    if (this.me === undefined || this.link === undefined || isHeard) return void this.sounder.play(undefined, 0);
    const isDeafNow = isDeaf(this.link, this.now) || this.failedProof;
    const rows = [...this.list.rows, ...this.list.held];
    const wanted = isDeafNow ? 'deaf' : patternNow(rows, this.silences, this.me.unit, this.now, this.proving);
    if (!this.flood || wanted === undefined) this.soundedInFlood = undefined;
    const pattern = patternInFlood(wanted, this.soundedInFlood);
    if (!this.sounder.play(pattern, this.now)) return;
    this.soundedAt = this.now;
    if (this.flood) this.soundedInFlood = pattern;
  }

  private goToHash(): void {
    const name = location.hash.replace('#/', '');
    this.place = places.find((place) => place === name) ?? (this.me?.unit === true ? 'me' : 'alerts');
  }
}

export const page = new Page();
