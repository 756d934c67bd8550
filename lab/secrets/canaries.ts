/** Distinct texts, one for each place of an event that can hold what nobody else may read. */

/** What is searched for: also the beginning of a canary whose end was cut off. */
export const NEEDLE = 'CANAR';

/** `CANARY.place.shape.number`, with nothing in it that JSON, Go or a shell would escape. */
const CANARY = /CANARY\.([a-z-]+)\.([a-z0-9-]+)\.(\d+)/g;

export interface Canary { readonly text: string; readonly place: string; readonly shape: string }

/** Makes canaries, and remembers which. */
export class Canaries {
  public readonly made: Canary[] = [];

  public of(place: string, shape: string): string {
    const text = `CANARY.${place}.${shape}.${this.made.length}`;
    this.made.push({ text, place, shape });
    return text;
  }
}

/** The canaries that are in a text. */
export const canariesIn = (text: string): Set<string> => new Set(text.match(CANARY) ?? []);
