/**
 * What an author reads for each setting of the assumptions: sentences whose numbers differ and that still hold, and
 * numbers that differ in texts without a condition. Nothing is executed.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { own } from "../../lib/own.js";
import { UsageError } from "../../model/errors.js";
import {
  isSameValue,
  settingKey,
  settingOf,
  settingsOf,
  valueLabel,
  type Setting,
} from "../../model/assumption.js";
import type { ReportAssumption } from "../../model/report.js";
import { shownPath } from "../../lib/shown-path.js";
import { findProject } from "../../engine/project/find-project.js";
import { projectPath } from "../../engine/report/published.js";
import { parseStoredReport, type StoredReport } from "../../engine/report/stored-report.js";

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
}

/** Of these notebooks, or of all. */
export async function listAssumptions(
  files: readonly string[],
  folder: string | undefined,
): Promise<ListedAssumptions> {
  const project = await findProject(folder);
  const file = path.join(project.output, "report.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined)
    throw new UsageError(`There is no ${shownPath(file)}, so no setting has an answer yet.`, {
      hint: "Build the briefing first: briefing build",
    });
  const report = parseStoredReport(text, shownPath(file));
  const wanted = files.map((each) => projectPath(path.resolve(each), project.root));
  return { report: file, settings: readingLists(report, wanted) };
}

/** Settings in which something differs, those with one changed assumption first. */
export function readingLists(report: StoredReport, notebooks: readonly string[]): readonly ReadingList[] {
  const assumptions = Object.entries(report.assumptions ?? {})
    .filter(([, { answers }]) => answers === "carried")
    .map(([id, assumption]) => ({ id, ...assumption }));
  const recorded = recordedSettings(report);
  const lists = settingsOf(assumptions).flatMap((setting): ReadingList | readonly [] => {
    const changed = Object.entries(setting).filter(
      ([id, value]) => !isSameValue(value, assumptions.find((each) => each.id === id)?.value),
    );
    if (changed.length === 0 || changed.length > 2) return [];
    // Assumptions of different chapters do not meet.
    const isMet =
      changed.length === 1 || recorded.some((names) => changed.every(([id]) => names.includes(id)));
    return isMet ? readingList(report, Object.fromEntries(changed), setting, { assumptions, notebooks }) : [];
  });
  return lists
    .filter(
      ({ sentences, numbers, struck, failed }) => sentences.length + numbers.length + struck > 0 || failed,
    )
    .sort((a, b) => Object.keys(a.setting).length - Object.keys(b.setting).length);
}

/** Which assumptions values depend on together. */
function recordedSettings({ values }: StoredReport): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const { under = [] } of Object.values(values))
    for (const { setting } of under) {
      const names = Object.keys(setting).sort();
      found.set(names.join(" "), names);
    }
  return [...found.values()];
}

interface Of {
  readonly assumptions: readonly (ReportAssumption & { readonly id: string })[];
  readonly notebooks: readonly string[];
}

function readingList(report: StoredReport, changed: Setting, setting: Setting, of: Of): ReadingList {
  const { assumptions, notebooks } = of;
  const isUnder = (under: { readonly setting: Setting }): boolean =>
    settingKey(under.setting) === settingKey(settingOf(setting, Object.keys(under.setting)));
  const isWanted = (notebook: string) => notebooks.length === 0 || notebooks.includes(notebook);
  const differing = new Map<string, { was: string; is: string }>();
  let failed: string | undefined;
  for (const [id, { text, under = [], place }] of Object.entries(report.values)) {
    const found = isWanted(place.notebook) ? under.find(isUnder) : undefined;
    failed ??= found?.failed;
    if (found?.text !== undefined && found.text !== text) differing.set(id, { was: text, is: found.text });
  }
  const guards = (report.guards ?? []).filter(({ place }) => isWanted(place.notebook));
  const holdsUnder = (guard: (typeof guards)[number]) => guard.under?.find(isUnder)?.holds ?? guard.holds;
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
        return assumption === undefined ? id : `${assumption.label} ${valueLabel(value, assumption)}`;
      })
      .join(", "),
    struck: guards.filter((guard) => guard.holds && !holdsUnder(guard)).length,
    sentences,
    numbers,
    ...(failed !== undefined && { failed }),
  };
}
