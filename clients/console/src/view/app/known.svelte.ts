// What the hub says to this operator, each part by itself: whoever shows orders does nothing when a unit moves.
import type { Alert } from '../../model/messages';
import { sortedRows } from '../../store/alert_list';
import { shownAlerts, type Centre } from '../../store/centre';
import { hubNow, noClock, shownOffset } from '../../store/clock';
import { isFlood } from '../../store/flood';
import { noPatience } from '../../store/patience';
import { emptyOutbox } from '../../store/sending';
import { duration } from '../../text/texts';
import { Said } from './said.svelte';

const noArrivals: readonly number[] = [];
const nothing: ReadonlyMap<string, never> = new Map<string, never>();

export class Known extends Said {
  protected centre = $state.raw<Centre | undefined>(); // undefined = nobody is logged in
  now = $state(Date.now()); // ms of this machine

  readonly isLoggedIn = $derived(this.centre !== undefined);
  readonly account = $derived(this.centre?.account ?? '');
  readonly me = $derived(this.centre?.me);
  readonly link = $derived(this.centre?.link);
  readonly units = $derived(this.centre?.units ?? nothing);
  readonly notices = $derived(this.centre?.notices ?? nothing);
  readonly orders = $derived(this.centre?.orders ?? nothing);
  readonly summaries = $derived(this.centre?.summaries ?? nothing);
  readonly briefings = $derived(this.centre?.briefings ?? nothing);
  readonly outbox = $derived(this.centre?.outbox ?? emptyOutbox);
  readonly patience = $derived(this.centre?.patience ?? noPatience);
  readonly missing = $derived(this.centre?.missing ?? 0); // by how many the list differs from what the hub counts
  readonly absence = $derived(this.centre?.absence);
  private readonly hubClock = $derived(this.centre?.clock ?? noClock);
  private readonly arrivals = $derived(this.centre?.arrivals ?? noArrivals);
  private readonly phase = $derived(this.link?.phase);
  private readonly before = $derived(this.centre?.before);
  private readonly newest = $derived(this.centre?.incidents.newest ?? nothing);

  readonly hubNow = $derived(hubNow(this.hubClock, this.now));
  readonly offset = $derived(shownOffset(this.hubClock));
  private readonly second = $derived(Math.floor(this.hubNow / 1000) * 1000); // with it the states of the rows change, and no oftener

  readonly alerts = $derived<ReadonlyMap<string, Alert>>(shownAlerts(this.phase, this.before, this.newest));
  protected readonly sorted = $derived(sortedRows(this.alerts.values(), this.second, this.patience));
  readonly flood = $derived(isFlood(this.arrivals, this.now));
  readonly commands = $derived(['coordinator', 'centre', 'opco'].includes(this.me?.authority ?? ''));

  age(at: number): string {
    return duration(this.language, this.hubNow - at);
  }
}
