/** Options as given by a cell, which may be JavaScript or spread from another object, so that no type checks them. */
import { nameHint } from "../../lib/nearest.js";
import { own } from "../../lib/own.js";
import { ChartError } from "../errors.js";

const common = ["facet", "style", "height", "titles", "digits"];
const bySeries = [...common, "by", "colours", "limits", "free"];
const overX = [...bySeries, "events", "spans", "reference", "texts"];

interface Known {
  readonly columns: readonly string[];
  readonly others: readonly string[];
  /** Those with titles and limits, if they are not x and y. */
  readonly axes?: readonly string[];
}

const charts: Readonly<Record<string, Known>> = {
  line: {
    columns: ["x", "y"],
    others: [...overX, "low", "high", "status", "baseline", "named", "gaps", "bounds", "log"],
  },
  area: { columns: ["x", "y"], others: [...overX, "stack"] },
  bar: { columns: ["x", "y"], others: [...bySeries, "low", "high", "bars", "sort", "reference"] },
  scatter: {
    columns: ["x", "y"],
    others: [...bySeries, "size", "label", "note", "log", "reference", "trend", "texts"],
  },
  histogram: { columns: ["x"], others: [...bySeries, "bins"] },
  heat: { columns: ["x", "y", "value"], others: [...common, "sort"], axes: ["x", "y", "value"] },
  bumpChart: { columns: ["x", "y", "by"], others: ["facet", "colours"] },
  divergingBars: { columns: ["x", "y"], others: ["text", "colours", "facet", "style", "digits"] },
  scoreboard: { columns: ["label", "verdict", "parts"], others: ["named", "order"] },
  slope: {
    columns: ["x", "y", "by"],
    others: ["facet", "style", "height", "digits", "limits", "colours", "baseline"],
  },
  dots: {
    columns: ["x", "label"],
    others: ["facet", "style", "digits", "titles", "limits", "named", "colours", "log"],
    axes: ["x"],
  },
  ranges: {
    columns: ["x", "y"],
    others: ["by", "colours", "facet", "style", "digits", "titles", "limits", "low", "high", "zones"],
  },
  box: { columns: ["x", "y"], others: [...common, "limits", "label"] },
  map: {
    columns: ["region", "value"],
    others: ["style", "digits", "titles", "shapes", "key", "layer", "projection"],
    axes: ["value"],
  },
};

const choices: Readonly<Record<string, readonly string[]>> = {
  style: ["count", "percent", "ratio"],
  baseline: ["zero", "data"],
  bars: ["grouped", "stacked", "share"],
  stack: ["values", "share"],
  bounds: ["bars", "band"],
  trend: ["all", "series"],
  log: ["x", "y", "both"],
  free: ["x", "y", "both"],
};

/** Options with a part for each axis. */
const perAxis: Readonly<
  Record<string, { readonly isPart: (part: unknown) => boolean; readonly example: string }>
> = {
  titles: {
    isPart: (part) => typeof part === "string" || part === null,
    example: '{ y: "Visits (thousand)" }, or null for an axis without a title',
  },
  limits: {
    isPart: (part) => Array.isArray(part) && part.length === 2,
    example: "{ y: [0, 100] }, with null for an end that follows from the data",
  },
};
const mostDigits = 12;

/** Requires the columns of a chart, and no options or values that it would ignore. */
export function requireOptions(chart: string, options: unknown, columns: readonly string[]): void {
  const known = own(charts, chart);
  if (known === undefined) return;
  const given = (options ?? {}) as Readonly<Record<string, unknown>>;
  const missing = known.columns.find((name) => typeof own(given, name) !== "string");
  if (missing !== undefined)
    throw new ChartError(`${chart}: the option ${missing} does not name a column`, {
      hint: `Name one: ${missing}: "${columns[0] ?? "…"}". Columns: ${columns.join(", ")}.`,
    });
  const names = [...known.columns, ...known.others];
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new ChartError(`${chart}: there is no option "${unknown}"`, {
      hint: nameHint(unknown, names, "Options:"),
    });
  for (const [name, allowed] of Object.entries(choices)) {
    const value = own(given, name);
    if (value === undefined || (typeof value === "string" && allowed.includes(value))) continue;
    const meant =
      typeof value === "string" ? nameHint(value, allowed, "Values:") : `Values: ${allowed.join(", ")}.`;
    throw new ChartError(`${chart}: ${name} cannot be ${JSON.stringify(value)}`, { hint: meant });
  }
  requireOrder(chart, own(given, "sort"));
  const digits = own(given, "digits");
  if (
    digits !== undefined &&
    !(Number.isInteger(digits) && Number(digits) >= 0 && Number(digits) <= mostDigits)
  )
    throw new ChartError(`${chart}: digits cannot be ${JSON.stringify(digits)}`, {
      hint: `It is a number of decimals from 0 to ${mostDigits}.`,
    });
  for (const name of Object.keys(perAxis)) requireAxes(chart, name, own(given, name));
  for (const name of ["height", "bins"]) {
    const value = own(given, name);
    if (value === undefined || (typeof value === "number" && value > 0 && value < Infinity)) continue;
    throw new ChartError(`${chart}: ${name} cannot be ${JSON.stringify(value)}`, {
      hint: "It is a number above zero.",
    });
  }
}

function requireAxes(chart: string, name: string, value: unknown): void {
  if (value === undefined) return;
  const { isPart = () => true, example = "" } = own(perAxis, name) ?? {};
  const axes = own(charts, chart)?.axes ?? ["x", "y"];
  const hint = `Write ${name}: ${example}.`;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ChartError(`${chart}: ${name} cannot be ${JSON.stringify(value)}`, { hint });
  for (const [axis, part] of Object.entries(value)) {
    if (!axes.includes(axis))
      throw new ChartError(`${chart}: ${name} has "${axis}", which is no axis`, {
        hint: `Axes: ${axes.join(", ")}. ${hint}`,
      });
    if (part !== undefined && !isPart(part))
      throw new ChartError(`${chart}: ${name}.${axis} cannot be ${JSON.stringify(part)}`, { hint });
  }
}

function requireOrder(chart: string, sort: unknown): void {
  if (sort === undefined || sort === "ascending" || sort === "descending") return;
  if (Array.isArray(sort) && sort.every((name) => typeof name === "string")) return;
  throw new ChartError(`${chart}: sort cannot be ${JSON.stringify(sort)}`, {
    hint: 'Write "ascending", "descending", or names in their order: ["North", "South"].',
  });
}
