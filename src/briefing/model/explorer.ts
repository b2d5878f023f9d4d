/**
 * A figure with which readers of the page can experiment: an explorer defines the settings and their results. It is a
 * separate program in the page, computes locally, and makes no requests.
 */

/** Data that a figure carries for its explorer, under `usermeta.explorer` of its specification. */
export interface CarriedExplorer {
  /** The program, as its package exports it: `PACKAGE/PROGRAM`. */
  readonly program: string;
  /** The result of the published settings. */
  readonly published: Answer;
  /** The input of the program: JSON. */
  readonly data: unknown;
}

/** By id of the control: a number, the chosen value, or the chosen values. */
export type Settings = Readonly<Record<string, number | string | readonly string[]>>;

interface Named {
  readonly id: string;
  readonly label: string;
  /** Shown only while another control has this value. */
  readonly onlyIf?: { readonly id: string; readonly is: string };
}

interface Option {
  readonly value: string;
  readonly label: string;
}

export type Control = Named &
  (
    | {
        readonly kind: "number";
        readonly published: number;
        readonly min: number;
        readonly max: number;
        readonly step: number;
      }
    | { readonly kind: "one"; readonly published: string; readonly options: readonly Option[] }
    | { readonly kind: "several"; readonly published: readonly string[]; readonly options: readonly Option[] }
  );

export interface Answer {
  /** A short comparison with the result of the published settings. */
  readonly inShort: string;
  /** Sentences below it. */
  readonly words: readonly string[];
}

export type Outcome =
  /** Such settings have no result, for this reason. */
  | { readonly kind: "refused"; readonly reason: string }
  | {
      readonly kind: "answered";
      readonly answer: Answer;
      readonly title: string;
      readonly alt: string;
      /** Vega-Lite, one plot. */
      readonly spec: Readonly<Record<string, unknown>>;
    };

export interface Explorer {
  /** A heading: what readers can do. */
  readonly title: string;
  /** What is set as published and what readers can change, in a sentence or two. */
  readonly note: string;
  readonly controls: readonly Control[];
  outcome(settings: Settings): Outcome;
}

type MakeExplorer = (data: unknown) => Explorer;

/** The registry of a page's programs. */
const place = globalThis as { briefingExplorers?: Map<string, MakeExplorer> };

/** What a program registers when it is loaded. */
export function offerExplorer(name: string, make: MakeExplorer): void {
  place.briefingExplorers ??= new Map();
  place.briefingExplorers.set(name, make);
}

/** The explorer of a figure; undefined if its program is not loaded. */
export function explorerOf({
  program,
  data,
}: Pick<CarriedExplorer, "program" | "data">): Explorer | undefined {
  return place.briefingExplorers?.get(program)?.(data);
}

export function publishedSettings({ controls }: Pick<Explorer, "controls">): Settings {
  return Object.fromEntries(controls.map(({ id, published }) => [id, published]));
}
