/** A preview goes on with the code it has loaded, whatever of it is compiled again meanwhile. */

export class OwnCode {
  readonly #hash: () => string;
  #loaded: string;

  /** `hash` is of the code as it stands on disk. */
  constructor(hash: () => string) {
    this.#hash = hash;
    this.#loaded = hash();
  }

  /** What to say when the code on disk is another than at the last look; undefined when there is nothing to say. */
  news(): string | undefined {
    const now = this.#hash();
    if (now === this.#loaded) return undefined;
    this.#loaded = now;
    return "The program itself was compiled again: this preview goes on with what it has loaded. Restart it to see the page as the new code makes it.";
  }
}
