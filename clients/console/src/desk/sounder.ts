// Generated tones, one pattern for each priority, again and again while it is asked to. A browser may hold sound back until somebody touches the page: that is
// told, never passed over.
import type { Pattern } from '../store/sound';

interface Tone {
  at: number; // s after the pattern's begin
  for: number; // s
  hertz: number;
}

interface Shape {
  tones: readonly Tone[];
  every: number; // ms from one to the next
  loudness: number; // 0 to 1
}

const shapes: Record<Pattern, Shape> = {
  p1: {
    tones: [
      { at: 0, for: 0.16, hertz: 988 },
      { at: 0.2, for: 0.16, hertz: 1319 },
      { at: 0.4, for: 0.16, hertz: 988 },
      { at: 0.6, for: 0.16, hertz: 1319 },
    ],
    every: 1_500,
    loudness: 0.5,
  },
  p2: {
    tones: [
      { at: 0, for: 0.2, hertz: 784 },
      { at: 0.3, for: 0.2, hertz: 784 },
    ],
    every: 4_000,
    loudness: 0.35,
  },
  p3: { tones: [{ at: 0, for: 0.25, hertz: 523 }], every: 10_000, loudness: 0.25 },
  deaf: {
    tones: [
      { at: 0, for: 0.5, hertz: 330 },
      { at: 0.6, for: 0.5, hertz: 247 },
    ],
    every: 3_000,
    loudness: 0.45,
  },
};

export class Sounder {
  private context: AudioContext | undefined;
  private playing: Pattern | undefined;
  private playedAt = 0;

  constructor(private readonly tell: (works: boolean) => void) {}

  // From within a click or a key, as browsers want it.
  enable(): void {
    this.context ??= new AudioContext();
    const { context } = this;
    context.onstatechange = () => this.tell(context.state === 'running');
    void context.resume().then(
      () => this.tell(context.state === 'running'),
      () => this.tell(false),
    );
    // A browser that holds it back answers nothing at all.
    setTimeout(() => this.tell(context.state === 'running'), 300);
  }

  // Called at each look; begins the pattern anew when its time has come. True = tones begin now.
  play(pattern: Pattern | undefined, now: number): boolean {
    if (pattern === undefined) {
      this.playing = undefined;
      return false;
    }
    const shape = shapes[pattern];
    if (pattern === this.playing && now - this.playedAt < shape.every) return false;
    this.playing = pattern;
    this.playedAt = now;
    return this.sound(shape);
  }

  test(): void {
    this.enable();
    this.sound(shapes.p2);
  }

  private sound(shape: Shape): boolean {
    const { context } = this;
    if (context?.state !== 'running') {
      if (context === undefined) this.tell(false);
      else this.enable();
      return false;
    }
    const gain = context.createGain();
    gain.connect(context.destination);
    gain.gain.value = shape.loudness;
    for (const tone of shape.tones) {
      const oscillator = context.createOscillator();
      oscillator.type = 'triangle';
      oscillator.frequency.value = tone.hertz;
      oscillator.connect(gain);
      oscillator.start(context.currentTime + tone.at);
      oscillator.stop(context.currentTime + tone.at + tone.for);
    }
    return true;
  }
}
