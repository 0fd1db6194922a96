// The windows of one operator on several screens: what is chosen on one is chosen on all, and one of them sounds. They speak window to window, so that no
// other tab hears of it, and only with windows that this one opened or was opened by. The one that was opened by none is the first; it passes words on.
import type { Login } from '../transport/broker';

export type ScreenWord =
  | { readonly kind: 'login'; readonly login: Login }
  | { readonly kind: 'left' }
  | { readonly kind: 'chosen'; readonly incident: string }
  | { readonly kind: 'on_map'; readonly incident: string }
  | { readonly kind: 'silence'; readonly incident: string | undefined }
  | { readonly kind: 'sounds' }; // of the first, while it is live and its sound works

// With whom is logged in there (empty = nobody) and what is shown there. Without a word it says that the window is there.
interface Letter {
  readonly account: string;
  readonly place: string;
  readonly word?: ScreenWord;
}

const soundsFor = 3_000; // ms after its newest word

export class Screens {
  readonly isFirst = window.opener === null;
  private readonly places = new Map<Window, string>();
  private heardSoundAt = 0; // ms of this machine

  // `me`: who is logged in here, and what is shown. `login`: what is offered to a window where nobody is. `heard`: a word of the same operator, or a login.
  constructor(
    private readonly me: () => { account: string; place: string },
    private readonly login: () => Login | undefined,
    private readonly heard: (word: ScreenWord) => void,
  ) {
    addEventListener('message', (event) => {
      const from = event.source as Window | null;
      if (event.origin === location.origin && from !== null && this.isOurs(from)) this.hear(from, event.data as Letter);
    });
  }

  open(place: string): void {
    window.open(`#/${place}`, '_blank', 'popup');
  }

  // At each tick: the first may have been loaded anew, and knows of no other until it is told.
  tick(sounds: boolean): void {
    const opener = window.opener as Window | null;
    if (opener !== null && !opener.closed) this.post(opener);
    if (this.isFirst && sounds) this.tell({ kind: 'sounds' });
  }

  tell(word: ScreenWord): void {
    for (const screen of this.others()) this.post(screen, word);
  }

  shows(place: string): boolean {
    return this.others().some((screen) => this.places.get(screen) === place);
  }

  isHeardElsewhere(now: number): boolean {
    return now - this.heardSoundAt < soundsFor;
  }

  private hear(from: Window, { account, place, word }: Letter): void {
    this.places.set(from, place);
    const login = this.login();
    if (this.isFirst && account === '' && login !== undefined) this.post(from, { kind: 'login', login });
    if (word?.kind === 'login') {
      this.heardSoundAt = Date.now(); // what stands sounds there already
      return this.heard(word);
    }
    if (word === undefined || account === '' || account !== this.me().account) return;
    if (word.kind === 'sounds') this.heardSoundAt = Date.now();
    // Before it is obeyed here: who leaves says so to the others as himself.
    if (this.isFirst) for (const screen of this.others()) if (screen !== from) this.post(screen, word);
    this.heard(word);
  }

  private post(screen: Window, word?: ScreenWord): void {
    const letter: Letter = { ...this.me(), ...(word === undefined ? {} : { word }) };
    screen.postMessage(letter, location.origin);
  }

  private others(): Window[] {
    for (const screen of this.places.keys()) if (screen.closed) this.places.delete(screen);
    return [...this.places.keys()];
  }

  private isOurs(screen: Window): boolean {
    return screen === window.opener || screen.opener === window;
  }
}
