/**
 * What an author reads for each setting of the assumptions: sentences whose numbers differ and that still hold, and
 * numbers that differ in texts without a condition. Nothing is executed.
 */
import { own } from "../../lib/own.js";
import {
  isSameValue,
  labelledValue,
  publishedSetting,
  settingKey,
  settingOf,
  valuesOf,
  type Setting,
} from "../../model/assumption.js";
import type { ReportAssumption } from "../../model/report.js";
import { shownPath } from "../../lib/shown-path.js";
import type { StoredReport } from "../../engine/report/stored-report.js";
import { readLastReport } from "./last-report.js";

export interface ReadingList {
  /** The values that differ from the published ones. */
  readonly setting: Setting;
  /** The same in words. */
  readonly words: string;
  /** How many sentences do not hold; the page strikes them. */
  readonly struck: number;
  readonly sentences: readonly ToRead[];
  readonly numbers: readonly ToRead[];
  /** Why the setting has no answer, if it has none. */
  readonly failed?: string;
}

/** A text as published, and the numbers in it that differ. */
export interface ToRead {
  readonly notebook: string;
  readonly cell: string;
  /** Missing for a number without a condition. */
  readonly text?: string;
  readonly changes: readonly { readonly was: string; readonly is: string }[];
}

export interface ListedAssumptions {
  readonly report: string;
  readonly settings: readonly ReadingList[];
  /** What the reader needs to know about the report. */
  readonly notes: readonly string[];
}

/** Of these notebooks, or of all. */
export async function listAssumptions(
  files: readonly string[],
  folder: string | undefined,
): Promise<ListedAssumptions> {
  const last = await readLastReport(files, folder, "so no setting has an answer yet");
  const { report, notebooks, changed } = last;
  const assumptions = Object.values(report.assumptions ?? {});
  const notes: string[] = [];
  if (assumptions.length === 0)
    notes.push(`${shownPath(last.file)} has no assumptions: no cell uses assume.`);
  else if (assumptions.every(({ answers }) => answers === undefined))
    notes.push(
      `${shownPath(last.file)} has no answers: it was built with --no-answers, or nothing depends on its assumptions.`,
    );
  if (changed !== undefined)
    notes.push(`The answers are those of the last build; since then ${changed} changed. Run briefing build.`);
  return { report: last.file, settings: readingLists(report, notebooks), notes };
}

type Named = ReportAssumption & { readonly id: string };

/** Settings in which something differs: of each assumption, and of two together what neither alone has shown. */
export function readingLists(report: StoredReport, notebooks: readonly string[]): readonly ReadingList[] {
  const assumptions = Object.entries(report.assumptions ?? {})
    .filter(([, { answers }]) => answers === "carried")
    .map(([id, assumption]) => ({ id, ...assumption }));
  const listOf = (changed: Setting) => readingList(report, changed, { assumptions, notebooks });
  const alone = assumptions.map((assumption) => changesOf(assumption).map(listOf));
  const together = dependingTogether(report);
  const pairs = assumptions.flatMap((one, index) =>
    assumptions.slice(index + 1).flatMap((other, distance) => {
      if (!together.some((names) => names.includes(one.id) && names.includes(other.id))) return [];
      const ofOne = alone[index] ?? [];
      const ofOther = alone[index + 1 + distance] ?? [];
      return ofOne.flatMap((x) =>
        ofOther.map((y) => withoutRepeats(listOf({ ...x.setting, ...y.setting }), x, y)),
      );
    }),
  );
  return [...alone.flat(), ...pairs].filter(
    ({ sentences, numbers, struck, failed }) =>
      sentences.length + numbers.length + struck > 0 || failed !== undefined,
  );
}

/** Of two settings together, without what reads the same under one of them; empty if nothing is left. */
function withoutRepeats(list: ReadingList, one: ReadingList, other: ReadingList): ReadingList {
  const read = new Set([one, other].flatMap((each) => [...each.sentences, ...each.numbers].map(keyOf)));
  const isNew = (text: ToRead): boolean => !read.has(keyOf(text));
  const sentences = list.sentences.filter(isNew);
  const numbers = list.numbers.filter(isNew);
  const isMore = list.struck > one.struck + other.struck;
  const hasFailed = list.failed !== undefined && one.failed === undefined && other.failed === undefined;
  if (sentences.length + numbers.length > 0 || isMore || hasFailed) return { ...list, sentences, numbers };
  return { setting: list.setting, words: list.words, struck: 0, sentences, numbers };
}

const keyOf = (text: ToRead): string => JSON.stringify(text);

const changesOf = (assumption: Named): readonly Setting[] =>
  valuesOf(assumption)
    .filter((value) => !isSameValue(value, assumption.value))
    .map((value) => ({ [assumption.id]: value }));

/** Sets of assumptions that a number or a sentence depends on. */
function dependingTogether({ values, guards = [] }: StoredReport): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const { under: [first] = [] } of [...Object.values(values), ...guards]) {
    const names = Object.keys(first?.setting ?? {}).sort();
    found.set(names.join(" "), names);
  }
  return [...found.values()];
}

interface Of {
  readonly assumptions: readonly Named[];
  readonly notebooks: readonly string[];
}

interface Under {
  readonly setting: Setting;
}

const indexes = new WeakMap<readonly Under[], ReadonlyMap<string, Under>>();

/** What applies in a setting; all of one number name the same assumptions. */
function answerAt<T extends Under>(under: readonly T[], setting: Setting): T | undefined {
  const [first] = under;
  if (first === undefined) return undefined;
  const index = indexes.get(under) ?? new Map(under.map((each) => [settingKey(each.setting), each]));
  indexes.set(under, index);
  return index.get(settingKey(settingOf(setting, Object.keys(first.setting)))) as T | undefined;
}

function readingList(report: StoredReport, changed: Setting, { assumptions, notebooks }: Of): ReadingList {
  const setting = { ...publishedSetting(assumptions), ...changed };
  const isWanted = (notebook: string) => notebooks.length === 0 || notebooks.includes(notebook);
  const differing = new Map<string, { was: string; is: string }>();
  let failed: string | undefined;
  for (const [id, { text, under = [], place }] of Object.entries(report.values)) {
    const found = isWanted(place.notebook) ? answerAt(under, setting) : undefined;
    failed ??= found?.failed;
    if (found?.text !== undefined && found.text !== text) differing.set(id, { was: text, is: found.text });
  }
  const guards = (report.guards ?? []).filter(({ place }) => isWanted(place.notebook));
  const holdsUnder = (guard: (typeof guards)[number]) =>
    answerAt(guard.under ?? [], setting)?.holds ?? guard.holds;
  const guarded = new Set(guards.flatMap(({ values = [] }) => values));
  const sentences = guards.flatMap((guard): ToRead | readonly [] => {
    const changes = (guard.values ?? []).flatMap((id) => differing.get(id) ?? []);
    if (changes.length === 0 || !holdsUnder(guard)) return [];
    return { ...guard.place, text: guard.text, changes };
  });
  const numbers = [...differing].flatMap(([id, change]): ToRead | readonly [] => {
    const value = own(report.values, id);
    // The value of a guard is its sentence.
    if (value === undefined || guarded.has(id) || value.format === "holds") return [];
    return { ...value.place, changes: [change] };
  });
  return {
    setting: changed,
    words: Object.entries(changed)
      .map(([id, value]) => {
        const assumption = assumptions.find((each) => each.id === id);
        return assumption === undefined ? id : labelledValue(value, assumption);
      })
      .join(", "),
    struck: guards.filter((guard) => guard.holds && !holdsUnder(guard)).length,
    sentences,
    numbers,
    ...(failed !== undefined && { failed }),
  };
}
