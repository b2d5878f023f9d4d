/** Profile of one column: how many cells there are of each kind, and the first of each. */
import { type CellKind, isoDates, kindOf, localDates, tidied } from "./cell-rules.js";
import { clockTime } from "./date-forms.js";

export interface Example {
  readonly text: string;
  readonly line: number;
  count: number;
}

/** Names and categories are few: at most this many distinct texts are considered. */
const mostKnown = 1 << 12;
/** More different words are no marks for missing values. */
const mostTexts = 4;
const dateKinds: ReadonlySet<CellKind> = new Set([...isoDates, ...localDates]);

export class ColumnProfile {
  readonly name: string;
  /** Words for a missing value, each with its count. */
  readonly words = new Map<string, Example>();
  /** Texts that the user declares to be missing values. */
  readonly met = new Set<string>();
  /** The first non-text cell with surrounding spaces, or with a minus sign that JavaScript does not read. */
  untidy: Example | undefined;
  /** The first date with a time other than midnight, without a time, with a time zone, with a time but no zone. */
  timed: Example | undefined;
  untimed: Example | undefined;
  zoned: Example | undefined;
  unzoned: Example | undefined;
  readonly #texts = new Map<string, Example>();
  readonly #missing: ReadonlySet<string>;
  readonly #kinds = new Map<CellKind, Example>();
  readonly #known = new Map<string, CellKind>();

  constructor(name: string, missing: ReadonlySet<string>) {
    this.name = name;
    this.#missing = missing;
  }

  add(text: string, line: number): void {
    const kind = this.#kindOf(text, line);
    count(this.#kinds, kind, text, line);
    if (kind === "missing") count(this.words, text.trim(), text, line);
    if (kind === "text" || kind === "code") this.#addText(text.trim(), line);
  }

  /** The different texts that are neither numbers nor dates; undefined if there are many. */
  get fewTexts(): readonly string[] | undefined {
    return this.#texts.size > mostTexts ? undefined : [...this.#texts.keys()];
  }

  #addText(text: string, line: number): void {
    if (this.#texts.size <= mostTexts) count(this.#texts, text, text, line);
  }

  /** Number of cells of these kinds. */
  of(...kinds: readonly CellKind[]): number {
    return kinds.reduce((sum, kind) => sum + (this.#kinds.get(kind)?.count ?? 0), 0);
  }

  /** The first cell of these kinds. */
  first(...kinds: readonly CellKind[]): Example | undefined {
    return kinds.flatMap((kind) => this.#kinds.get(kind) ?? []).sort((a, b) => a.line - b.line)[0];
  }

  /** The first cell of another kind, ignoring missing values. */
  firstBut(...kinds: readonly CellKind[]): Example | undefined {
    const ignored = [...kinds, "empty", "missing"];
    return this.first(...[...this.#kinds.keys()].filter((kind) => !ignored.includes(kind)));
  }

  /** Cells with content. */
  get filled(): number {
    const all = [...this.#kinds.values()].reduce((sum, { count: each }) => sum + each, 0);
    return all - this.of("empty", "missing");
  }

  #kindOf(text: string, line: number): CellKind {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const isMissing = this.#missing.has(text);
    if (isMissing) this.met.add(text);
    const tidy = tidied(text);
    const kind = isMissing ? "empty" : kindOf(tidy);
    if (tidy !== text && !isMissing && kind !== "text" && kind !== "code")
      this.untidy ??= { text, line, count: 1 };
    if (dateKinds.has(kind)) this.#noteTime({ text, line, count: 1 });
    if (this.#known.size < mostKnown) this.#known.set(text, kind);
    return kind;
  }

  #noteTime(example: Example): void {
    const clock = clockTime(example.text);
    if (clock === undefined) {
      this.untimed ??= example;
      return;
    }
    if (!clock.isMidnight) this.timed ??= example;
    if (clock.hasZone) this.zoned ??= example;
    else this.unzoned ??= example;
  }
}

function count<Key>(examples: Map<Key, Example>, key: Key, text: string, line: number): void {
  const known = examples.get(key);
  if (known === undefined) examples.set(key, { text, line, count: 1 });
  else known.count++;
}
