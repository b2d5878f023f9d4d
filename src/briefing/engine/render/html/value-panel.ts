import { format } from "d3-format";
import type { DataTable, DataEdition } from "../../../model/data-sources.js";
import type { Place, Report, ReportValue } from "../../../model/report.js";
import { fileName, hasSource, sourceWords } from "../../report/data/source-not-given.js";
import { marginSentence } from "../../report/margin-sentence.js";
import { lower } from "../../report/margin-words.js";
import { lineageOf } from "../../report/lineage.js";
import { tableAnchor } from "../appendix/sources.js";
import { numbersOf, previousName } from "../since.js";
import { safeName } from "../names.js";
import { usedData, type UsedData, type UsedTable } from "../../report/data/used-data.js";
import { proseText } from "../prose.js";
import { packedJson } from "./browser-script.js";
import { markup, type Html } from "../template.js";
import { labels } from "../labels.js";

const digits = format(",");

/** Formats whose text is already complete: a title of 2,022 would not explain 2022. */
const complete = new Set(["year", "date", "ordinal"]);
/** Formats of fractions that are displayed in hundredths. */
const hundredths = new Set(["percent", "points", "change"]);

/** The number behind a text, for machines and for readers; undefined if it has none. */
export function exactly(value: ReportValue): { readonly value: string; readonly title: string } | undefined {
  const { raw, unit, format: written } = value;
  if (complete.has(written)) return undefined;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  const read = (x: number) => digits(shortened(hundredths.has(written) ? 100 * x : x));
  const numbers = numbersOf(raw);
  if (numbers.length === 0) return undefined;
  return { value: numbers.join("/"), title: `${numbers.map(read).join(" to ")}${suffix}` };
}

/** Whole numbers unchanged; others with six digits, more than any source has. */
function shortened(x: number): number {
  const rounded = Number(x.toPrecision(12));
  return Number.isInteger(rounded) ? rounded : Number(x.toPrecision(6));
}

export const valueName = (id: string): string => `value-${safeName(id)}`;

export function cellAnchor(notebook: string, cell: string): string {
  return `cell-${safeName(`${notebook}#${cell}`)}`;
}

/** One line for the pointer on a number: its exact value and sources. */
export function hint(value: ReportValue, exact: string, report: Report): string {
  const { source, place } = value;
  const { editions, others, sourceless } = usedData(place, report);
  const names = [...editions.map(({ name }) => name), ...others.map(({ title }) => title)];
  const { shown, more } = firstOf(
    source === undefined ? sourceWords(names, sourceless) : [namedSource(source, report).name],
  );
  return shown.length === 0 ? exact : `${exact} · ${shown.join("; ")}${more}`;
}

/**
 * The single panel of a page, and the compressed contents for each value that occurs in `content`; undefined if there
 * are none. `onPage` adapts the links of the panels to the page.
 */
export function panelsHtml(content: Html, report: Report, onPage = (html: Html) => html): Html | undefined {
  const names = new Set([...content.text.matchAll(/ data-value="([^"]*)"/g)].map(([, name]) => name));
  const values = Object.entries(report.values).filter(([id]) => names.has(valueName(id)));
  if (values.length === 0) return undefined;
  const words = values.map(([id, value]) => [valueName(id), onPage(panelHtml(id, value, report)).text]);
  const hasProvenance = Object.keys(report.provenance).length > 0;
  const without =
    hasProvenance &&
    onPage(markup`<p>${labels.panel.withoutScripts} <a href="#provenance">${labels.provenance}</a></p>`);
  return markup`<div popover class="panel" id="panel" role="dialog" aria-label="${labels.panel.name}">${without}</div>
${packedJson("values", Object.fromEntries(words))}`;
}

/** What a number is and where it comes from, in words. */
function panelHtml(id: string, value: ReportValue, report: Report): Html {
  const { place, expression, label, precision, source } = value;
  const exact = exactly(value)?.title ?? value.text;
  const { files } = lineageOf(place, report);
  const used = usedData(place, report);
  const { panel } = labels;
  const facts: readonly (readonly [string, Html | undefined])[] = [
    [panel.expression, expression === undefined ? undefined : expressionHtml(expression)],
    [panel.cell, markup`${cellLink(place.notebook, place.cell, report)}, <code>${place.notebook}</code>`],
    [panel.data, dataHtml(files, used)],
    [panel.id, markup`<code>${id}</code>`],
  ];
  // Its source, if the author names one; else those of the tables that it depends on.
  const from =
    source === undefined ? sourcesHtml(used) : markup`${labels.source}: ${namedSource(source, report).html}.`;
  const remark = precision !== undefined && markup` <span>${panel.precisions[precision]}</span>`;
  const paragraphs: readonly (readonly [string, Html | undefined])[] = [
    ["what", label === undefined ? undefined : markup`${capital(label)}`],
    ["exact", markup`${exact}${remark}`],
    ["from", from],
    ["from", computedHtml(place, used, report)],
    ["from", sinceHtml(value, report)],
    ...marginsOf(id, report).map(
      (words) => ["from", markup`${labels.panel.sentence(lower(words))}`] as const,
    ),
  ];
  return markup`<button type="button" class="close" popovertarget="panel" popovertargetaction="hide" aria-label="${labels.panel.close}">×</button>
${paragraphs.map(([name, words]) => words && markup`<p class="${name}">${words}</p>\n`)}<details><summary>${labels.panel.details}</summary>
<dl>${facts.map(([name, fact]) => fact && markup`<dt>${name}</dt><dd>${fact}</dd>`)}</dl></details>
`;
}

/** How far the guarded sentences with this value are from being false. */
function marginsOf(id: string, { guards = [] }: Report): readonly string[] {
  const sentences = guards.filter(({ values = [] }) => values.includes(id)).map(marginSentence);
  return [...new Set(sentences.filter((words) => words !== undefined))];
}

/** A long one scrolls, also by keyboard: a sentence with its condition would fill a phone screen. */
function expressionHtml(expression: string): Html {
  const scrolls = expression.length > 120 && markup` tabindex="0"`;
  return markup`<code${scrolls}>${expression}</code>`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function computedHtml(place: Place, { tables }: UsedData, report: Report): Html | undefined {
  const section = report.sections.find(({ notebook }) => notebook === place.notebook);
  const title = section && proseText(section.title, report);
  const chapter =
    section && markup` ${labels.panel.inChapter} <a href="#${safeName(section.id)}">${title}</a>`;
  if (tables.length === 0) return chapter && markup`${labels.panel.computed}${chapter}.`;
  const { shown, more } = firstOf(tables);
  const named = shown.map((each, index) => markup`${index > 0 && "; "}${titleHtml(each)}`);
  return markup`${labels.panel.computed}${chapter} ${labels.panel.from} ${named}${more}.`;
}

/** A table of data/, an edition or a work that is cited; otherwise the source is in the author's own words. */
function namedSource(source: string, { sources, citations }: Report): { name: string; html: Html } {
  const table = sources?.tables.find(({ path }) => fileName(path).replace(/\..*$/, "") === source);
  if (table !== undefined) return { name: table.title, html: tableHtml(table) };
  const edition = sources?.editions?.find(({ id }) => id === source);
  if (edition !== undefined)
    return { name: edition.name, html: markup`<a href="#sources">${edition.name}</a>` };
  const work = Object.values(citations).find(({ key }) => key === source);
  if (work === undefined) return { name: source, html: markup`${source}` };
  return { name: work.text, html: markup`<a href="#ref-${safeName(source)}">${work.text}</a>` };
}

function tableHtml(table: DataTable): Html {
  const { path, title, rows, editions = [] } = table;
  const size = rows === undefined ? "" : `, ${labels.rows(rows)}`;
  const states = editions.length > 1 && `, ${editions.length} editions`;
  return markup`<a href="#${tableAnchor(path)}">${title}</a> (${fileName(path)}${size}${states}${!hasSource(table) && `, ${sourceWords([], [table]).join("")}`})`;
}

/** The number in the previous edition, if known. */
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

/** The name of a cell, linked to its row in the appendix if it has one. */
export function cellLink(notebook: string, cell: string, { provenance }: Pick<Report, "provenance">): Html {
  return Object.hasOwn(provenance, `${notebook}#${cell}`)
    ? markup`<a href="#${cellAnchor(notebook, cell)}"><code>${cell}</code></a>`
    : markup`<code>${cell}</code>`;
}

/** The number of names listed, and of sources with their references; the appendix has all. */
const maxNamed = 4;
const maxReferred = 2;

function sourcesHtml({ editions, others, sourceless }: UsedData): Html | undefined {
  const edition =
    editions.length + others.length > maxReferred ? ({ name }: DataEdition) => name : withReference;
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

/** The title in the Data Package, if it has one, linked to the details of the table. */
function titleHtml({ path, table }: UsedTable): Html {
  return table === undefined
    ? markup`${fileName(path)}`
    : markup`<a href="#${tableAnchor(path)}">${table.title}</a>`;
}

/** All files, with the rows that the cells requested, if they did not request all. */
function dataHtml(files: readonly string[], { tables }: UsedData): Html | undefined {
  if (files.length === 0) return undefined;
  const rows = new Map(tables.map(({ path, selections }) => [path, selections]));
  const named = files.map((path) => [fileName(path), ...(rows.get(path) ?? [])].join(", "));
  return markup`<code>${named.join("; ")}</code>`;
}

function firstOf<T>(all: readonly T[]) {
  const shown = all.length > maxNamed + 1 ? all.slice(0, maxNamed) : all;
  const left = all.length - shown.length;
  return { shown, more: left > 0 ? ` ${labels.panel.andMore(left)}` : "" };
}
