// In which words and colours this page speaks to its operator.
import { readChoices, writeChoices, type Choices } from '../../desk/kept';
import { clockTime, dateAndTime, say, word, type Key, type Language } from '../../text/texts';

export class Said {
  choices = $state.raw<Choices>(readChoices());

  get language(): Language {
    return this.choices.language;
  }

  say(key: Key, values?: Readonly<Record<string, string | number>>): string {
    return say(this.language, key, values);
  }

  word(family: string, name: string): string {
    return word(this.language, family, name);
  }

  clock(at: number): string {
    return clockTime(this.language, at);
  }

  moment(at: number): string {
    return dateAndTime(this.language, at);
  }

  choose(change: Partial<Choices>): void {
    this.choices = { ...this.choices, ...change };
    writeChoices(this.choices);
    this.dress();
  }

  protected dress(): void {
    const { theme, language } = this.choices;
    const isLight = theme === 'light' || (theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches);
    document.documentElement.dataset['theme'] = isLight ? 'light' : 'dark';
    document.documentElement.lang = language;
  }
}
