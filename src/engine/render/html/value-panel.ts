import { format } from "d3-format";
import type { DataTable, DataEdition } from "../../../model/data-sources.js";
import type { Report, ReportValue } from "../../../model/report.js";
import { fileName, hasSource, sourceWords } from "../../report/data/source-not-given.js";
import { lineageOf } from "../../report/lineage.js";
import { tableAnchor } from "../appendix/sources.js";
import { previousName } from "../since.js";
import { safeName } from "../names.js";
import { usedData, type UsedData, type UsedTable } from "../../report/data/used-data.js";
import type { Around } from "./sentence.js";
import { markup, type Html } from "./template.js";
import { labels } from "../labels.js";

const digits = format(",");

/** Formats whose text says all there is: a title of 2,022 would not explain 2022. */
const complete = new Set(["year", "date", "ordinal"]);
/** Formats of fractions that are read in hundredths. */
const hundredths = new Set(["percent", "points", "change"]);

/** The number behind a text, as a machine and as a person read it; undefined if it has none. */
export function exactly(value: ReportValue): { readonly value: string; readonly title: string } | undefined {
  const { raw, unit, format: written } = value;
  if (complete.has(written)) return undefined;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  const read = (x: number) => digits(shortened(hundredths.has(written) ? 100 * x : x));
  if (typeof raw === "number") return { value: String(raw), title: `${read(raw)}${suffix}` };
  if (!(raw instanceof Array)) return undefined;
  return { value: raw.join("/"), title: `${read(raw[0])} to ${read(raw[1])}${suffix}` };
}

/** Whole numbers as they are; of others six digits, more than any source carries. */
function shortened(x: number): number {
  const rounded = Number(x.toPrecision(12));
  return Number.isInteger(rounded) ? rounded : Number(x.toPrecision(6));
}

export function panelId(id: string): string {
  return `value-${safeName(id)}`;
}

/** Anchor of a cell in the appendix on provenance. */
export function cellAnchor(notebook: string, cell: string): string {
  return `cell-${safeName(`${notebook}#${cell}`)}`;
}

/**
 * What a number is and where it comes from, in words: opened by its button, with or without scripts. `around` is the
 * sentence in which it stands first.
 */
export function panelHtml(id: string, value: ReportValue, around: Around | undefined, report: Report): Html {
  const { place, expression, label, precision } = value;
  const exact = exactly(value)?.title ?? value.text;
  const lineage = lineageOf(place, report);
  const facts: readonly (readonly [string, Html | undefined])[] = [
    [labels.panel.expression, expression === undefined ? undefined : expressionHtml(expression)],
    [
      labels.panel.computedIn,
      markup`<code>${place.notebook}</code>, cell ${cellLink(place.notebook, place.cell, report)}`,
    ],
    [
      labels.panel.data,
      lineage.files.length === 0 ? undefined : markup`<code>${lineage.files.map(fileName).join(", ")}</code>`,
    ],
    [labels.panel.id, markup`<code>${id}</code>`],
  ];
  const paragraphs: readonly (readonly [string, Html | undefined])[] = [
    ["what", label === undefined ? around && sentenceHtml(around) : markup`${capital(label)}`],
    [
      "exact",
      markup`${exact}${precision !== undefined && markup` <span>${labels.panel.precisions[precision]}</span>`}`,
    ],
    ...fromHtml(value, report).map((words) => ["from", words] as const),
    ["from", sinceHtml(value, report)],
  ];
  return markup`<div popover class="panel" id="${panelId(id)}">
${closeButton(id)}${paragraphs.map(([name, words]) => words && markup`<p class="${name}">${words}</p>\n`)}<details><summary>${labels.panel.how}</summary>
<dl>${facts.map(([name, fact]) => fact && markup`<dt>${name}</dt><dd>${fact}</dd>`)}</dl></details>
</div>
`;
}

function closeButton(id: string): Html {
  return markup`<button type="button" class="close" popovertarget="${panelId(id)}" popovertargetaction="hide" aria-label="${labels.panel.close}">×</button>
`;
}

/** A long one scrolls, also by keys: a sentence with its condition would fill a phone. */
function expressionHtml(expression: string): Html {
  const scrolls = expression.length > 120 && markup` tabindex="0"`;
  return markup`<code${scrolls}>${expression}</code>`;
}

function sentenceHtml({ before, number, after }: Around): Html {
  return markup`“${before}<b>${number}</b>${after}”`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Its source, where the author names one; else those of the tables that it depends on, and these tables. */
function fromHtml(value: ReportValue, report: Report): readonly (Html | undefined)[] {
  const { source, place } = value;
  const used = usedData(place, report);
  const from =
    source === undefined ? sourcesHtml(used) : markup`${labels.source}: ${sourceHtml(source, report)}.`;
  return [from, tablesHtml(used)];
}

/** A table of data/, an edition, a work of the bibliography; or the words that the author wrote. */
function sourceHtml(source: string, { sources, bibliography, citations }: Report): Html {
  const table = sources?.tables.find(({ path }) => tableName(path) === source);
  if (table !== undefined) return tableHtml(table);
  const edition = sources?.editions?.find(({ id }) => id === source);
  if (edition !== undefined) return markup`<a href="#sources">${edition.name}</a>`;
  if (!bibliography.some(({ key }) => key === source)) return markup`${source}`;
  const work = Object.values(citations).find(({ key }) => key === source);
  return markup`<a href="#ref-${safeName(source)}">${work?.text ?? source}</a>`;
}

const tableName = (path: string): string => fileName(path).replace(/\..*$/, "");
function tableHtml(table: DataTable): Html {
  const { path, title, rows, editions = [] } = table;
  const size = rows === undefined ? "" : `, ${labels.rows(rows)}`;
  const states = editions.length > 1 && `, ${editions.length} editions`;
  return markup`<a href="#${tableAnchor(path)}">${title}</a> (${fileName(path)}${size}${states}${!hasSource(table) && `, ${sourceWords([], [table]).join("")}`})`;
}

/** What the number was in the previous edition, where one is known. */
function sinceHtml(value: ReportValue, report: Report): Html | undefined {
  const { since, text } = value;
  if (since === undefined) return undefined;
  const edition = previousName(report);
  if (since === "unchanged") return markup`${labels.panel.unchanged(edition)}`;
  if (since === "new") return markup`${labels.panel.isNew(edition)}`;
  const before = exactly({ ...value, raw: since.raw })?.title ?? since.text;
  const now = exactly(value)?.title ?? text;
  return markup`${labels.panel.since(edition)} <b>${before} → ${now}</b>`;
}

/** The name of a cell, leading to its row in the appendix where it has one. */
export function cellLink(notebook: string, cell: string, { provenance }: Pick<Report, "provenance">): Html {
  return Object.hasOwn(provenance, `${notebook}#${cell}`)
    ? markup`<a href="#${cellAnchor(notebook, cell)}"><code>${cell}</code></a>`
    : markup`<code>${cell}</code>`;
}

/** So many are named, and so many sources with their references; the appendix has all. */
const [mostNamed, mostReferred] = [4, 2];

function sourcesHtml({ editions, others, sourceless }: UsedData): Html | undefined {
  const edition =
    editions.length + others.length > mostReferred ? ({ name }: DataEdition) => name : withReference;
  const all = sourceWords([...editions.map(edition), ...others.map(({ title }) => title)], sourceless);
  if (all.length === 0) return undefined;
  const label = all.length === 1 ? labels.panel.source : labels.panel.sources;
  const { shown, more } = firstOf(all);
  return markup`<a href="#sources">${label}</a>: ${shown.join("; ")}${more}.`;
}

function withReference({ name, reference = "" }: DataEdition): string {
  // Some references begin with the name.
  const more = reference.startsWith(name) ? reference.slice(name.length).replace(/^\W+/, "") : reference;
  return more === "" ? name : `${name} (${more})`;
}

function tablesHtml({ tables }: UsedData): Html | undefined {
  if (tables.length === 0) return undefined;
  const { shown, more } = firstOf(tables);
  const named = shown.map((each, index) => markup`${index > 0 && "; "}${usedTableHtml(each)}`);
  return markup`${labels.panel.tables}: ${named}${more}.`;
}

function usedTableHtml({ path, table, selections }: UsedTable): Html {
  const file = fileName(path);
  const name = table === undefined ? markup`${file}` : markup`<a href="#${tableAnchor(path)}">${file}</a>`;
  return markup`${name}${selections.map((words) => `, ${words}`)}`;
}

function firstOf<T>(all: readonly T[]): { readonly shown: readonly T[]; readonly more: string } {
  const shown = all.length > mostNamed + 1 ? all.slice(0, mostNamed) : all;
  const left = all.length - shown.length;
  return { shown, more: left > 0 ? ` ${labels.panel.andMore(left)}` : "" };
}
