/** What changed in what readers can choose, and in what the page says under their settings. */
import { isDeepStrictEqual } from "node:util";
import { own } from "../../lib/own.js";
import { limited, plural } from "../../lib/plural.js";
import { settingKey, valueLabel, valueText, type Setting } from "../../model/assumption.js";
import type { ReportAssumption } from "../../model/report.js";
import type { StoredReport } from "../report/stored-report.js";
import type { Sides } from "./briefing.js";

/** Sentences listed by their words; the others are counted. */
const mostListed = 8;

export function assumptionNotes({ before, after }: Sides<StoredReport>): readonly string[] {
  const former = before.assumptions ?? {};
  const current = after.assumptions ?? {};
  const ids = [...new Set([...Object.keys(former), ...Object.keys(current)])].sort();
  if (ids.length === 0) return [];
  const definitions = ids.flatMap((id) => definitionNotes(id, own(former, id), own(current, id)));
  return [
    ...definitions,
    ...guardNotes(before, after),
    ...valueNotes(before, after),
    ...blockNotes(before, after),
  ];
}

function definitionNotes(
  id: string,
  was: ReportAssumption | undefined,
  is: ReportAssumption | undefined,
): readonly string[] {
  if (was === undefined) return [`Assumption ${id} was added: ${is?.label ?? ""}.`];
  if (is === undefined) return [`Assumption ${id} was removed: ${was.label}.`];
  const notes: string[] = [];
  if (valueText(was.value) !== valueText(is.value))
    notes.push(`Assumption ${id}: published ${valueLabel(was.value, was)} → ${valueLabel(is.value, is)}.`);
  const gone = labelsOnlyIn(was, is);
  const added = labelsOnlyIn(is, was);
  if (gone.length > 0) notes.push(`Assumption ${id}: no longer offered: ${gone.join(", ")}.`);
  if (added.length > 0) notes.push(`Assumption ${id}: newly offered: ${added.join(", ")}.`);
  return notes;
}

const labelsOnlyIn = (one: ReportAssumption, other: ReportAssumption): readonly string[] =>
  one.options
    .filter(({ value }) => !other.options.some((option) => option.value === value))
    .map(({ label }) => label);

/** A guard that starts or stops holding under a setting that both offer. */
function guardNotes(before: StoredReport, after: StoredReport): readonly string[] {
  const found = (after.guards ?? []).flatMap((guard) => {
    const former = before.guards?.find(({ id }) => id === guard.id);
    if (former === undefined) return [];
    const settings = new Map(
      [...(former.under ?? []), ...(guard.under ?? [])].map(({ setting }) => [settingKey(setting), setting]),
    );
    const answer = ({ under = [], holds }: typeof guard, key: string) =>
      under.find(({ setting }) => settingKey(setting) === key)?.holds ?? holds;
    return [...settings].flatMap(([key, setting]) => {
      const holds = answer(guard, key);
      // What changed in the published page is listed by itself.
      if (answer(former, key) === holds || guard.holds !== former.holds) return [];
      return [
        `With ${inWords(setting)}, a sentence ${holds ? "holds now" : "no longer holds"}: ${guard.text}`,
      ];
    });
  });
  return limited(found, mostListed, (left) => `${plural(left, "other sentence")} under other settings.`);
}

function valueNotes(before: StoredReport, after: StoredReport): readonly string[] {
  const changed = Object.entries(after.values).filter(([id, { under = [] }]) => {
    const former = own(before.values, id);
    return former !== undefined && !isDeepStrictEqual(former.under ?? [], under);
  });
  return changed.length === 0
    ? []
    : [
        `${plural(changed.length, "number has", "numbers have")} other values under other settings of assumptions.`,
      ];
}

/** Figures and tables that both have, and that differ under a setting. */
function blockNotes(before: StoredReport, after: StoredReport): readonly string[] {
  const figures = pairsOf(before, after, figuresOf).filter(([was, is]) => isOtherFigure(was, is)).length;
  const tables = pairsOf(before, after, tablesOf).filter(([was, is]) => !isDeepStrictEqual(was, is)).length;
  const counts = [
    ...(figures > 0 ? [plural(figures, "figure")] : []),
    ...(tables > 0 ? [plural(tables, "table")] : []),
  ];
  if (counts.length === 0) return [];
  const verb = figures + tables === 1 ? "has" : "have";
  return [`${counts.join(" and ")} ${verb} other contents under other settings of assumptions.`];
}

/** What each block shows under other settings, by its id. */
type Answers<T> = ReadonlyMap<string, readonly T[]>;

const pairsOf = <T>(
  before: StoredReport,
  after: StoredReport,
  answers: (report: StoredReport) => Answers<T>,
) =>
  [...answers(after)].flatMap(([id, is]) => {
    const was = answers(before).get(id);
    return was === undefined ? [] : [[was, is] as const];
  });

const blocksOf = ({ sections }: StoredReport) => sections.flatMap(({ blocks }) => blocks);

const tablesOf = (report: StoredReport) =>
  new Map(
    blocksOf(report).flatMap((block) =>
      block.kind === "table" ? [[block.id, block.under ?? []] as const] : [],
    ),
  );

const figuresOf = (report: StoredReport) =>
  new Map(
    blocksOf(report).flatMap((block) =>
      block.kind === "figure" ? [[block.id, block.under ?? []] as const] : [],
    ),
  );

interface FigureAnswer {
  readonly setting: Setting;
  readonly drawing?: string;
}

/** Reports of older versions of the tool have no hash of a drawing: then only the settings can be compared. */
function isOtherFigure(was: readonly FigureAnswer[], is: readonly FigureAnswer[]): boolean {
  const areHashed = [...was, ...is].every(({ drawing }) => drawing !== undefined);
  if (areHashed) return !isDeepStrictEqual(was, is);
  const settings = (under: readonly FigureAnswer[]) => under.map(({ setting }) => settingKey(setting));
  return !isDeepStrictEqual(settings(was), settings(is));
}

const inWords = (setting: Setting): string =>
  Object.entries(setting)
    .map(([id, value]) => `${id} = ${valueText(value)}`)
    .join(", ");
