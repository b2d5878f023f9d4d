/** What a page carries of a figure: enough to draw it, and to give its data and its specification away. */
import type { Row } from "../../../model/display.js";
import type { FigureBlock } from "../../../model/report.js";
import { cellText, columnsOf } from "./file-text.js";
import type { InteractiveSpec } from "./interactive.js";
import type { SpecObject } from "./size.js";

export interface EmbeddedFigure extends InteractiveSpec {
  /** What the narrow drawing has otherwise than the wide one: null for what it lacks. */
  readonly narrow: SpecObject;
  /** As the notebook gave it; rows that stand elsewhere on the page are named: `{ "$rows": "source_0" }`. */
  readonly spec: SpecObject;
  /** The rows that the table below the figure leaves out. */
  readonly rest: Named | readonly (readonly string[])[];
}

interface Named {
  readonly $rows: string;
}

/** Rows of the data that stand in the table below the figure. */
export const shownRows = 200;
/** The name of what the page carries for the explorer of the figure. */
const explorer = "$explorer";

export function embeddedFigure(
  { spec, data }: Pick<FigureBlock, "spec" | "data">,
  interactive: InteractiveSpec,
): EmbeddedFigure {
  const names = new Map(Object.entries(interactive.data).map(([name, rows]) => [JSON.stringify(rows), name]));
  const usermeta = spec["usermeta"] as SpecObject | null | undefined;
  const tried = usermeta?.["explorer"];
  if (tried !== undefined) names.set(JSON.stringify(tried), explorer);
  const named = names.get(JSON.stringify(data));
  const columns = columnsOf(data);
  return {
    ...interactive,
    narrow: differing(interactive),
    spec: naming(spec, names) as SpecObject,
    rest:
      data.length > shownRows && named !== undefined
        ? { $rows: named }
        : data.slice(shownRows).map((row) => textsOf(row, columns)),
  };
}

function differing({ wide, narrow }: InteractiveSpec): SpecObject {
  const of = (spec: SpecObject) => new Map(Object.entries(spec));
  const [first, second] = [of(wide), of(narrow)];
  const names = [...new Set([...first.keys(), ...second.keys()])];
  const text = (value: unknown) => JSON.stringify(value);
  return Object.fromEntries(
    names
      .filter((name) => text(first.get(name)) !== text(second.get(name)))
      .map((name) => [name, second.get(name) ?? null]),
  );
}

/** Both drawings of it, each whole. */
export function interactiveOf({ data, wide, narrow }: EmbeddedFigure): InteractiveSpec {
  const whole = Object.entries({ ...wide, ...narrow }).filter(([, value]) => value !== null);
  return { data, wide, narrow: Object.fromEntries(whole) };
}

function naming(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const name = names.get(JSON.stringify(value));
  if (name !== undefined) return { $rows: name } satisfies Named;
  if (Array.isArray(value)) return value.map((item) => naming(item, names));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, naming(item, names)]));
}

const isNamed = (value: object): value is Named =>
  "$rows" in value && typeof value.$rows === "string" && Object.keys(value).length === 1;

/** The specification as the notebook gave it. */
export function givenSpec({ spec, data }: EmbeddedFigure, carriedExplorer: unknown): SpecObject {
  const sets = new Map([...Object.entries(data), [explorer, carriedExplorer] as const]);
  const whole = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(whole);
    if (isNamed(value)) return sets.get(value.$rows);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, whole(item)]));
  };
  return whole(spec) as SpecObject;
}

/** The rows that the table leaves out, by its columns. */
export function rowsLeftOut(
  { rest, data }: EmbeddedFigure,
  columns: readonly string[],
): readonly (readonly string[])[] {
  if (!("$rows" in rest)) return rest;
  const rows = new Map(Object.entries(data)).get(rest.$rows) as readonly Row[];
  return rows.slice(shownRows).map((row) => textsOf(row, columns));
}

function textsOf(row: Row, columns: readonly string[]): readonly string[] {
  const fields = new Map(Object.entries(row));
  return columns.map((name) => cellText(fields.get(name)));
}
