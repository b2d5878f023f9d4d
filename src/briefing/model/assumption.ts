/**
 * Assumptions: values of a notebook that readers of the page can change. The build executes the cells that depend on
 * them once for every setting, and the page carries the answers.
 */

import { own } from "../lib/own.js";

/** Name of the symbol under which the global object has {@link CurrentSettings}. */
export const ASSUMPTIONS = "briefing.assumptions";

/** A list for a group of checkboxes. */
export type AssumptionValue = string | number | boolean | readonly (string | number)[];

export interface AssumptionOption {
  readonly value: string | number | boolean;
  readonly label: string;
}

export const assumptionKinds = ["select", "range", "toggle", "checkbox"] as const;
export type AssumptionKind = (typeof assumptionKinds)[number];

/** JSON under `mime.assumption`: the definition of a control. */
export interface Assumption {
  readonly version: 1;
  readonly id: string;
  readonly kind: AssumptionKind;
  readonly label: string;
  readonly note?: string;
  /** The value that is published. */
  readonly value: AssumptionValue;
  /** What can be chosen, in order; of checkboxes, the boxes. */
  readonly options: readonly AssumptionOption[];
  /** Of a range. */
  readonly step?: number;
  readonly unit?: string;
}

/** A value for each of some assumptions. */
export type Setting = Readonly<Record<string, AssumptionValue>>;

export interface CurrentSettings {
  /** Values given to a build, as typed on a command line. */
  published?: Readonly<Record<string, string>>;
  /** Values while a build executes the cells that depend on assumptions. */
  setting?: Setting;
}

/** Settings that a build executes for one group of cells. */
export const mostSettings = 250;
/** More boxes would have more combinations than readers try. */
export const mostBoxes = 4;

/** Every value that a reader can choose, the published one among them. */
export function valuesOf({
  kind,
  options,
}: Pick<Assumption, "kind" | "options">): readonly AssumptionValue[] {
  if (kind !== "checkbox") return options.map(({ value }) => value);
  const boxes = options.map(({ value }) => value as string | number);
  // One of them must stay checked.
  return Array.from({ length: 2 ** boxes.length - 1 }, (_, index) =>
    boxes.filter((_box, place) => ((index + 1) >> place) % 2 === 1),
  );
}

/** A value in addresses and on a command line. */
export const valueText = (value: AssumptionValue): string =>
  typeof value === "object" ? value.join(",") : String(value);

/** The value that a text names; undefined if the assumption does not have it. */
export function valueIn(
  text: string,
  assumption: Pick<Assumption, "kind" | "options">,
): AssumptionValue | undefined {
  const values = valuesOf(assumption);
  const wanted = assumption.kind === "checkbox" ? inOrder(text, assumption.options) : text.trim();
  const found = values.find((value) => valueText(value) === wanted);
  if (found !== undefined || assumption.kind !== "range" || wanted === "") return found;
  // 0.90 and 0.9 are the same number.
  return values.find((value) => value === Number(wanted));
}

/** Checked boxes in the order of the options, however they were typed. */
function inOrder(text: string, options: readonly AssumptionOption[]): string {
  const typed = text.replace(/^\s*\[|\]\s*$/g, "").split(",");
  const given = typed.map((part) => part.trim().replace(/^["']|["']$/g, ""));
  const known = options.map(({ value }) => String(value));
  if (given.some((each) => !known.includes(each))) return text;
  return known.filter((each) => given.includes(each)).join(",");
}

/** A value as readers see it. */
export function valueLabel(value: AssumptionValue, { options }: Pick<Assumption, "options">): string {
  const labelOf = (one: string | number | boolean) =>
    options.find((option) => option.value === one)?.label ?? String(one);
  return typeof value === "object" ? value.map(labelOf).join(", ") : labelOf(value);
}

/** A value after its label: `Compared with 2015`, but `Count the early year as complete: yes`. */
export function labelledValue(
  value: AssumptionValue,
  assumption: Pick<Assumption, "kind" | "label" | "options">,
): string {
  const mark = assumption.kind === "toggle" ? ":" : "";
  return `${assumption.label}${mark} ${valueLabel(value, assumption)}`;
}

export const isSameValue = (one: AssumptionValue | undefined, other: AssumptionValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Equal for equal settings, whatever the order of their ids. */
export const settingKey = (setting: Setting): string =>
  JSON.stringify(Object.entries(setting).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The part of a setting that concerns these assumptions, in their order. */
export const settingOf = (setting: Setting, ids: readonly string[]): Setting =>
  Object.fromEntries(
    ids.flatMap((id) => {
      const value = own(setting, id);
      return value === undefined ? [] : [[id, value] as const];
    }),
  );

export const publishedSetting = (assumptions: readonly Pick<Assumption, "id" | "value">[]): Setting =>
  Object.fromEntries(assumptions.map(({ id, value }) => [id, value]));

/** All combinations; the last assumption varies fastest. */
export function settingsOf(
  assumptions: readonly Pick<Assumption, "id" | "kind" | "options">[],
): readonly Setting[] {
  return assumptions.reduce<readonly Setting[]>(
    (settings, assumption) =>
      settings.flatMap((setting) =>
        valuesOf(assumption).map((value) => ({ ...setting, [assumption.id]: value })),
      ),
    [{}],
  );
}

/** How many combinations there are, without making them. */
export const countSettings = (assumptions: readonly Pick<Assumption, "kind" | "options">[]): number =>
  assumptions.reduce((product, each) => product * valuesOf(each).length, 1);
