import { format } from "d3-format";
import type { Report, ReportValue } from "../../../model/report.js";
import { lineageOf } from "../../report/lineage.js";
import { previousName } from "../since.js";
import { safeName } from "../names.js";
import { markup, type Html } from "./template.js";
import { labels } from "../labels.js";

const digits = format(",");

/** Formats whose text says all there is: a title of 2,022 would not explain 2022. */
const complete = new Set(["year", "date", "ordinal"]);
/** Formats of fractions that are read in hundredths. */
const hundredths = new Set(["percent", "points"]);

/** The number behind a text, as a machine and as a person read it; undefined where there is none. */
export function exactly(value: ReportValue): { readonly value: string; readonly title: string } | undefined {
  const { raw, unit, format: written } = value;
  if (complete.has(written)) return undefined;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  const read = (x: number) => digits(hundredths.has(written) ? Number((100 * x).toPrecision(12)) : x);
  if (typeof raw === "number") return { value: String(raw), title: `${read(raw)}${suffix}` };
  if (!(raw instanceof Array)) return undefined;
  return { value: raw.join("/"), title: `${read(raw[0])} to ${read(raw[1])}${suffix}` };
}

export function panelId(id: string): string {
  return `value-${safeName(id)}`;
}

/** Anchor of a cell in the appendix on provenance. */
export function cellAnchor(notebook: string, cell: string): string {
  return `cell-${safeName(`${notebook}#${cell}`)}`;
}

/** Where a number comes from: opened by its button, with or without scripts. */
export function panelHtml(id: string, value: ReportValue, report: Report): Html {
  const { place, expression, source, precision } = value;
  const exact = exactly(value)?.title ?? value.text;
  const sure = precision !== undefined && precision !== "exact" && markup` <span>${precision}</span>`;
  const { files } = lineageOf(place, report);
  const facts: readonly (readonly [string, Html | undefined])[] = [
    [labels.panel.since(previousName(report)), sinceHtml(value)],
    [labels.source, source === undefined ? undefined : markup`${source}`],
    [
      labels.panel.data,
      files.length === 0 ? undefined : markup`${files.map((file) => markup`<code>${file}</code> `)}`,
    ],
    [labels.panel.expression, expression === undefined ? undefined : markup`<code>${expression}</code>`],
    [
      labels.panel.computedIn,
      markup`<code>${place.notebook}</code>, cell ${cellLink(place.notebook, place.cell, report)}`,
    ],
    [labels.panel.id, markup`<code>${id}</code>`],
  ];
  return markup`<div popover class="panel" id="${panelId(id)}">
<p class="exact">${exact}${sure}</p>
<dl>${facts.map(([name, fact]) => fact && markup`<dt>${name}</dt><dd>${fact}</dd>`)}</dl>
</div>
`;
}

/** What the number was in the previous edition, where one is known. */
function sinceHtml(value: ReportValue): Html | undefined {
  const { since, text } = value;
  if (since === undefined) return undefined;
  if (since === "unchanged") return markup`the same`;
  if (since === "new") return markup`not there`;
  const before = exactly({ ...value, raw: since.raw })?.title ?? since.text;
  const now = exactly(value)?.title ?? text;
  return markup`<b>${before} → ${now}</b>`;
}

/** The name of a cell, leading to its row in the appendix where it has one. */
export function cellLink(notebook: string, cell: string, { provenance }: Pick<Report, "provenance">): Html {
  return Object.hasOwn(provenance, `${notebook}#${cell}`)
    ? markup`<a href="#${cellAnchor(notebook, cell)}"><code>${cell}</code></a>`
    : markup`<code>${cell}</code>`;
}
