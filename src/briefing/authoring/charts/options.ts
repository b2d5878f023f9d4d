/** Options as given by a cell, which may be JavaScript or spread from another object, so that no type checks them. */
import { nameHint } from "../../lib/nearest.js";
import { own } from "../../lib/own.js";
import { ChartError } from "../errors.js";

const common = ["facet", "style", "height"];
const bySeries = [...common, "by", "colours"];
const overX = [...bySeries, "events", "spans", "reference"];

interface Known {
  readonly columns: readonly string[];
  readonly others: readonly string[];
}

const charts: Readonly<Record<string, Known>> = {
  line: {
    columns: ["x", "y"],
    others: [...overX, "low", "high", "status", "baseline", "named", "gaps"],
  },
  area: { columns: ["x", "y"], others: overX },
  bar: { columns: ["x", "y"], others: [...bySeries, "low", "high", "bars"] },
  scatter: { columns: ["x", "y"], others: [...bySeries, "size", "label", "note", "log"] },
  histogram: { columns: ["x"], others: [...common, "bins"] },
  bumpChart: { columns: ["x", "y", "by"], others: ["facet", "colours"] },
  divergingBars: { columns: ["x", "y"], others: ["text", "colours", "facet", "style"] },
  scoreboard: { columns: ["label", "verdict", "parts"], others: ["named"] },
  slope: { columns: ["x", "y", "by"], others: [...common, "colours", "baseline"] },
  dots: { columns: ["x", "label"], others: ["facet", "style", "named", "colours", "log"] },
  ranges: { columns: ["x", "y"], others: ["by", "colours", "facet", "style", "low", "high", "zones"] },
  box: { columns: ["x", "y"], others: [...common, "label"] },
  map: {
    columns: ["region", "value"],
    others: ["style", "shapes", "key", "layer", "projection"],
  },
  heat: { columns: ["x", "y", "value"], others: common },
};

const choices: Readonly<Record<string, readonly string[]>> = {
  style: ["count", "percent", "ratio"],
  baseline: ["zero", "data"],
  bars: ["grouped", "stacked"],
  log: ["x", "y", "both"],
};

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
  for (const name of ["height", "bins"]) {
    const value = own(given, name);
    if (value === undefined || (typeof value === "number" && value > 0 && value < Infinity)) continue;
    throw new ChartError(`${chart}: ${name} cannot be ${JSON.stringify(value)}`, {
      hint: "It is a number above zero.",
    });
  }
}
