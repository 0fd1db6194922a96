// The windows of one operator on several screens: what is chosen on one is chosen on all, and one of them sounds. They speak window to window, so that no
// other tab hears of it, and only with windows that this one opened or was opened by.
import type { Login } from '../transport/broker';

export type ScreenWord =
  | { readonly kind: 'hello'; readonly place: string } // at the beginning, and whenever another page is shown there
  | { readonly kind: 'login'; readonly login: Login }
  | { readonly kind: 'left' }
  | { readonly kind: 'chosen'; readonly incident: string }
  | { readonly kind: 'on_map'; readonly incident: string }
  | { readonly kind: 'silence'; readonly incident: string | undefined }
  | { readonly kind: 'sounds' }; // the one that opened the others, while its sound works

const soundsFor = 3_000; // ms after its newest word

export class Screens {
  private readonly places = new Map<Window, string>();
  private heardSoundAt = 0; // ms of this machine

  // `heard`: a word of another screen; `answer` says one to that screen alone.
  constructor(heard: (word: ScreenWord, answer: (word: ScreenWord) => void) => void) {
    addEventListener('message', (event) => {
      const from = event.source as Window | null;
      if (event.origin !== location.origin || from === null || !this.isOurs(from)) return;
      const word = event.data as ScreenWord;
      if (word.kind === 'hello') this.places.set(from, word.place);
      if (word.kind === 'sounds') this.heardSoundAt = Date.now();
      heard(word, (answer) => from.postMessage(answer, location.origin));
    });
  }

  open(place: string): void {
    window.open(`#/${place}`, '_blank', 'popup');
  }

  // The window that opened this one finds out that it is there.
  greet(place: string): void {
    const opener = window.opener as Window | null;
    if (opener !== null && !opener.closed) this.places.set(opener, this.places.get(opener) ?? '');
    this.tell({ kind: 'hello', place });
  }

  tell(word: ScreenWord): void {
    for (const screen of this.places.keys()) {
      if (screen.closed) this.places.delete(screen);
      else screen.postMessage(word, location.origin);
    }
  }

  shows(place: string): boolean {
    return [...this.places].some(([screen, shown]) => shown === place && !screen.closed);
  }

  // Whoever opened this window lives and sounds.
  isHeardElsewhere(now: number): boolean {
    return now - this.heardSoundAt < soundsFor;
  }

  private isOurs(screen: Window): boolean {
    return screen === window.opener || screen.opener === window;
  }
}
