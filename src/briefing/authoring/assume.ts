/** Assumptions: values that readers of the page can change. The page shows a control where the cell stands. */
import { escapeHtml } from "../lib/escape-html.js";
import { isRecord } from "../lib/is-record.js";
import { own } from "../lib/own.js";
import {
  ASSUMPTIONS,
  isSameValue,
  mostBoxes,
  mostSettings,
  valueIn,
  valueLabel,
  valuesOf,
  valueText,
  type Assumption,
  type AssumptionKind,
  type AssumptionOption,
  type AssumptionValue,
  type CurrentSettings,
} from "../model/assumption.js";
import { bundleVersion, mime } from "../model/mime.js";
import { AuthoringError } from "./errors.js";
import { emit } from "./show/output.js";

/** What every control has: its label and, below it, a note. */
export interface AssumeText {
  /** What the control sets, in a few words: `Compared with`. */
  readonly label: string;
  /** Below the control: what the options mean, or what the rule says. */
  readonly note?: string;
}

/** Of `assume.select`: the label, and the option that is published. */
export interface SelectOptions<T> extends AssumeText {
  /** The option that is published. */
  readonly value: T;
}

/** Of `assume.range`: the label, the step between two numbers, and the number that is published. */
export interface RangeOptions extends AssumeText {
  /** The number that is published. */
  readonly value: number;
  readonly step: number;
  /** Printed after the number: `%`, `years`. */
  readonly unit?: string;
}

/** Of `assume.toggle`: the label, and the answer that is published. */
export interface ToggleOptions extends AssumeText {
  /** The answer that is published. */
  readonly value: boolean;
}

/** Of `assume.checkbox`: the label, and the boxes that are checked in what is published. */
export interface CheckboxOptions<T> extends AssumeText {
  /** The boxes that are checked in what is published: one or more. */
  readonly value: readonly T[];
}

/** What can be chosen: values, or values with their labels. */
export type Choices<T extends string | number> = readonly T[] | Readonly<Record<T, string>>;

/** T as the options have it: this type adds nothing to it. `NoInfer` is newer than tslab's TypeScript. */
type Settled<T> = [T][T extends unknown ? 0 : never];

/** One of several options: a list to choose from. */
export function select<const T extends string | number>(
  id: string,
  options: Choices<T>,
  { value, ...words }: SelectOptions<Settled<T>>,
): T {
  const choices = choicesOf(id, "select", options, value);
  return assumed({ id, kind: "select", value, options: choices, ...wordsOf(id, "select", words) }) as T;
}

/** A number between two others: a slider. */
export function range(
  id: string,
  limits: readonly [min: number, max: number],
  { value, step, unit, ...words }: RangeOptions,
): number {
  const options = stepsOf(id, limits, step, unit);
  const more = { step, ...(unit !== undefined && { unit }) };
  return assumed({ id, kind: "range", value, options, ...more, ...wordsOf(id, "range", words) }) as number;
}

/** Yes or no: a checkbox. */
export function toggle(id: string, { value, ...words }: ToggleOptions): boolean {
  const options = [
    { value: false, label: "no" },
    { value: true, label: "yes" },
  ];
  return assumed({ id, kind: "toggle", value, options, ...wordsOf(id, "toggle", words) }) as boolean;
}

/** Several of at most four options, one or more of them: checkboxes. */
export function checkbox<const T extends string | number>(
  id: string,
  options: Choices<T>,
  { value, ...words }: CheckboxOptions<Settled<T>>,
): readonly T[] {
  const choices = choicesOf(id, "checkbox", options, value[0]);
  if (choices.length > mostBoxes)
    throw new AuthoringError(
      `assume.checkbox: "${id}" has ${choices.length} boxes, which are ${2 ** choices.length - 1} settings`,
      { hint: `Offer at most ${mostBoxes} boxes.` },
    );
  const inOrder = choices.map((choice) => choice.value as T).filter((each) => value.includes(each));
  const checked = inOrder.length === value.length ? inOrder : value;
  const definition = { id, kind: "checkbox", value: checked, options: choices } as const;
  return assumed({ ...definition, ...wordsOf(id, "checkbox", words) }) as readonly T[];
}

/**
 * Sets what is published, by a build with parameters: `assume.published({ baseline: "2015" })`. Values are texts, as on
 * a command line.
 */
export function published(values: Readonly<Record<string, string>>): void {
  const current = currentSettings();
  current.published = { ...current.published, ...values };
}

/** Shows the control; returns the published value, or that of the setting which a build executes. */
function assumed(given: Omit<Assumption, "version">): AssumptionValue {
  const current = currentSettings();
  const overridden = own(current.published ?? {}, given.id);
  const value = overridden === undefined ? given.value : typedValue(overridden, given);
  const assumption: Assumption = { version: bundleVersion, ...given, value };
  requirePublished(assumption);
  emit({
    [mime.assumption]: assumption,
    [mime.html]: `<p>${escapeHtml(assumption.label)}: <strong>${escapeHtml(valueLabel(value, assumption))}</strong> <small>${escapeHtml(otherWords(assumption))}</small></p>`,
    [mime.plain]: `${assumption.label}: ${valueLabel(value, assumption)} ${otherWords(assumption)}`,
  });
  return own(current.setting ?? {}, given.id) ?? value;
}

/** For notebook tools, in which nothing can be changed. */
function otherWords(assumption: Assumption): string {
  const others = valuesOf(assumption).filter((value) => !isSameValue(value, assumption.value));
  const first = others[0];
  const last = others.at(-1);
  if (first === undefined || last === undefined) return "(readers of the page have no other option)";
  const words =
    others.length > 4
      ? `${others.length} others, from ${valueLabel(first, assumption)} to ${valueLabel(last, assumption)}`
      : others.map((value) => valueLabel(value, assumption)).join("; ");
  return `(readers of the page can choose: ${words})`;
}

function currentSettings(): CurrentSettings {
  const place = globalThis as { [key: symbol]: CurrentSettings | undefined };
  const name = Symbol.for(ASSUMPTIONS);
  return (place[name] ??= {});
}

function typedValue(text: string, assumption: Omit<Assumption, "version">): AssumptionValue {
  const value = valueIn(text, assumption);
  if (value !== undefined) return value;
  throw new AuthoringError(`"${text}" is not a value of the assumption ${assumption.id}`, {
    hint: expectedWords(assumption),
  });
}

function expectedWords({ kind, options, step }: Omit<Assumption, "version">): string {
  if (kind === "range")
    return `It is a number from ${options[0]?.label ?? ""} to ${options.at(-1)?.label ?? ""} in steps of ${step ?? 1}.`;
  if (kind === "toggle") return "It is true or false.";
  const names = options.map(({ value }) => valueText(value)).join(", ");
  return kind === "select" ? `Its options: ${names}.` : `One or more of ${names}, separated by commas.`;
}

/** The published value is one that readers can return to. */
function requirePublished(assumption: Assumption): void {
  const { id, kind, value } = assumption;
  if (valuesOf(assumption).some((each) => isSameValue(each, value))) return;
  throw new AuthoringError(
    `assume.${kind}: "${id}" has no option ${JSON.stringify(value)}, which is its value`,
    {
      hint: expectedWords(assumption),
    },
  );
}

function wordsOf(id: unknown, kind: AssumptionKind, { label, note }: AssumeText): AssumeText {
  if (typeof id !== "string" || !/^[A-Za-z][A-Za-z0-9_-]*$/.test(id) || id.length > 40)
    throw new AuthoringError(`assume.${kind}: ${JSON.stringify(id)} cannot be an id`, {
      hint: "Use letters, digits, hyphens and underscores, such as baseline.",
    });
  const texts = { label, ...(note !== undefined && { note }) };
  for (const [name, text] of Object.entries(texts) as [string, unknown][])
    if (typeof text !== "string" || text.trim() === "")
      throw new AuthoringError(`assume.${kind}: the ${name} of "${id}" is missing`, {
        hint: 'Say what readers change: { label: "Compared with", … }.',
      });
  return texts;
}

function choicesOf(
  id: string,
  kind: AssumptionKind,
  given: unknown,
  published: unknown,
): readonly AssumptionOption[] {
  const isNumber = typeof published === "number";
  const found: readonly AssumptionOption[] = Array.isArray(given)
    ? (given as (string | number)[]).map((value) => ({ value, label: String(value) }))
    : isRecord(given)
      ? Object.entries(given).map(([key, label]) => ({
          value: isNumber ? Number(key) : key,
          label: String(label),
        }))
      : [];
  const wrong = found.find(({ value }) => typeof value !== "string" && !Number.isFinite(value));
  if (found.length < 2 || wrong !== undefined)
    throw new AuthoringError(`assume.${kind}: "${id}" needs two or more options: texts or numbers`, {
      hint: `List them, or give each a label: { nsf: "NSF", openalex: "OpenAlex" }.`,
    });
  const texts = found.map(({ value }) => String(value));
  const twice = texts.find((text, place) => texts.indexOf(text) !== place);
  if (twice !== undefined)
    throw new AuthoringError(`assume.${kind}: "${id}" has the option ${twice} twice`, {
      hint: "List each option once.",
    });
  refuseTooMany(id, kind, found.length);
  if (kind === "checkbox" && texts.some((text) => text.includes(",")))
    throw new AuthoringError(`assume.checkbox: an option of "${id}" contains a comma`, {
      hint: 'Use short values, and put the words into labels: { us: "United States, all states" }.',
    });
  return found;
}

function stepsOf(
  id: string,
  [min, max]: readonly [number, number],
  step: number,
  unit: string | undefined,
): readonly AssumptionOption[] {
  if (![min, max, step].every(Number.isFinite) || !(min < max) || !(step > 0))
    throw new AuthoringError(`assume.range: "${id}" goes from ${min} to ${max} in steps of ${step}`, {
      hint: "Write the smaller limit first, and a step above 0: assume.range(id, [0.8, 1], { step: 0.01, … }).",
    });
  const steps = Math.floor((max - min) / step + 1e-9);
  refuseTooMany(id, "range", steps + 1);
  const digits = Math.max(decimals(step), decimals(min));
  return Array.from({ length: steps + 1 }, (_, index) => {
    const value = Number((min + index * step).toPrecision(12));
    return { value, label: `${value.toFixed(digits)}${unit === undefined ? "" : `\u00a0${unit}`}` };
  });
}

const decimals = (number: number): number => /\.(\d+)$/.exec(String(number))?.[1]?.length ?? 0;

function refuseTooMany(id: string, kind: AssumptionKind, count: number): void {
  if (count <= mostSettings) return;
  throw new AuthoringError(
    `assume.${kind}: "${id}" has ${count} options; a build executes at most ${mostSettings} settings`,
    { hint: kind === "range" ? "Choose a larger step, or nearer limits." : "Offer fewer options." },
  );
}
