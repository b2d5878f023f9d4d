import type { Row } from "../../../model/display.js";
import type { FigureBlock } from "../../../model/report.js";
import { rowsText } from "../rows-text.js";
import { markup, type Html } from "./template.js";

/** All rows stand in the CSV beside the page. */
const shownRows = 200;

/** The data of a figure, for those who read numbers rather than pictures. */
export function dataTableHtml({ data, number }: Pick<FigureBlock, "data" | "number">): Html | undefined {
  if (data.length === 0) return undefined;
  const shown = data.slice(0, shownRows);
  const part = shown.length < data.length ? `: the first ${shown.length} of ${rowsText(data.length)}` : "";
  const columns = [...new Set(data.flatMap((row) => Object.keys(row)))].map((name) => ({
    name,
    side: data.every((row) => typeof row[name] !== "string") ? ("right" as const) : ("left" as const),
  }));
  return markup`<details class="data">
<summary>Show as table${part}</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Data of figure ${number}"><table>
<thead><tr>${columns.map(({ name, side }) => markup`<th scope="col"${align(side)}>${name}</th>`)}</tr></thead>
<tbody>
${shown.map(
  (row) =>
    markup`<tr>${columns.map(({ name, side }) => markup`<td${align(side)}>${plainCell(row[name])}</td>`)}</tr>\n`,
)}</tbody></table></div>
</details>
`;
}

function plainCell(value: Row[string] | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function align(side: "left" | "right"): Html | undefined {
  return side === "left" ? undefined : markup` class="${side}"`;
}
