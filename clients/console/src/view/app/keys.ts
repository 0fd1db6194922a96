// The keys of the whole page. Single ones can be switched off, and never count while somebody writes.
import { page } from './page.svelte';

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

function move(by: number): void {
  const { lines } = page;
  const at = lines.findIndex((line) => line.rows.some((row) => row.incident === page.selected));
  const line = at < 0 ? lines.at(by > 0 ? 0 : -1) : lines[Math.min(Math.max(at + by, 0), lines.length - 1)];
  if (line === undefined) return;
  page.hold();
  page.select(line.rows[0].incident);
}

const singleKeys: Readonly<Record<string, () => void>> = {
  j: () => move(1),
  k: () => move(-1),
  a: () => {
    const alert = page.alerts.get(page.selected);
    if (alert !== undefined && !alert.acked) page.acknowledge(alert);
  },
  s: () => page.silence(),
  n: () => page.go('report'),
  o: () => page.go('orders'),
  '/': () => document.getElementById('search')?.focus(),
};

export function keyPressed(event: KeyboardEvent): void {
  if (page.me === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'Escape') {
    if (!isWriting(event.target)) {
      page.select('');
      page.letIn();
    }
    return;
  }
  // A held key is one press.
  if (event.repeat && event.key !== 'j' && event.key !== 'k') return;
  const act = singleKeys[event.key];
  if (act === undefined || !page.choices.singleKeys || isWriting(event.target)) return;
  if (page.place !== 'alerts' && !['n', 'o', 's'].includes(event.key)) return;
  event.preventDefault();
  act();
}
