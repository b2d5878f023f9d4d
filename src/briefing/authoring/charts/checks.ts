/** Requirements for rows before they are drawn. Cells may be JavaScript, so values are checked whatever their type. */
import { faultOfColour } from "../../model/colours.js";
import type { Colour } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import { own } from "../../lib/own.js";

/** Requires rows, each with the fields; reports the first that lacks one. */
export function requireRows(
  chart: string,
  rows: readonly object[],
  fields: readonly string[] = [],
  name = "rows",
): void {
  if (!Array.isArray(rows) || rows.length === 0)
    throw new ChartError(`${chart}: there are no ${name}`, {
      hint: "Check the filter that produced them: empty figures are not published.",
    });
  rows.forEach((row, index) => {
    const values = row as Readonly<Record<string, unknown>>;
    const missing = fields.find((field) => (own(values, field) ?? null) === null);
    if (missing !== undefined)
      throw new ChartError(`${chart}: row ${index + 1} has no "${missing}"`, {
        hint: `It has ${Object.keys(values).join(", ") || "no fields"}.`,
      });
  });
}

export function requireUnique(chart: string, rows: readonly { readonly label: string }[]): void {
  const labels = rows.map(({ label }) => label);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) throw new ChartError(`${chart}: two rows are labelled "${twice}"`);
}

export function requireColours(chart: string, colours: readonly Colour[]): void {
  for (const colour of colours) {
    const fault = faultOfColour(colour);
    if (fault !== undefined) throw new ChartError(`${chart}: ${fault.message}`, { hint: fault.hint });
  }
}
