// A question that is asked again while its answer is shown: one at a time, and what was known stays when the hub does not answer, which the bar says.
import { page } from './page.svelte';

// Called where a component begins. `every`: ms. `also`: what it is asked at once for when it changes.
export function askAgain(every: number, ask: () => Promise<void>, also: () => unknown = () => undefined): void {
  let isAsking = false;
  const turn = $derived(Math.floor(page.now / every));
  const about = $derived(also());
  $effect(() => {
    void [turn, about];
    if (isAsking) return;
    isAsking = true;
    ask()
      .catch(() => undefined)
      .finally(() => (isAsking = false));
  });
}
