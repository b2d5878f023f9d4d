import { format } from "d3-format";
import type { DataTable, DataEdition } from "../../../model/data-sources.js";
import type { Place, Report, ReportValue, ValueLineage } from "../../../model/report.js";
import { fileName, hasSource, sourceWords } from "../../report/data/source-not-given.js";
import { marginSentence, sidesOf } from "../../report/margin-sentence.js";
import { lower } from "../../report/margin-words.js";
import { lineageOf, splitFunction } from "../../report/lineage.js";
import { tableAnchor } from "../appendix/sources.js";
import { numbersOf } from "../../report/numbers-of.js";
import { hasPanel } from "../../report/value-lineage/gaps.js";
import { previousName } from "../since.js";
import { safeName } from "../names.js";
import { dataBehind, usedData, type UsedTable } from "../../report/data/used-data.js";
import { proseText } from "../prose.js";
import { packedJson } from "./browser-script.js";
import { markup, type Html } from "../template.js";
import { labels } from "../labels.js";
import { own } from "../../../lib/own.js";

const digits = format(",");

/** Formats of fractions that are displayed in hundredths. */
const hundredths = new Set(["percent", "points", "change"]);

/**
 * The number behind a text, for machines and, with one digit more than the text has, for readers; undefined if it has
 * none.
 */
export function exactly(value: ReportValue): { readonly value: string; readonly title: string } | undefined {
  const { raw, unit, format: written, text } = value;
  if (!hasPanel(value)) return undefined;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  const numbers = numbersOf(raw);
  const read = (x: number) => digits(shortened(hundredths.has(written) ? 100 * x : x, text));
  return { value: numbers.join("/"), title: `${numbers.map(read).join(" to ")}${suffix}` };
}

/** Whole numbers unchanged; others with a decimal more than the text, in which they may be printed in millions. */
function shortened(x: number, text: string): number {
  const rounded = Number(x.toPrecision(12));
  if (Number.isInteger(rounded)) return rounded;
  const decimals = Math.max(0, ...[...text.matchAll(/\d\.(\d+)/g)].map(([, after = ""]) => after.length));
  if (/[mb]illion/.test(text)) return Number(x.toPrecision(6));
  return Number(x.toFixed(decimals + 1));
}

export const valueName = (id: string): string => `value-${safeName(id)}`;

/** Short, because thousands of links lead to cells; a cell's id has no dot (nbformat). */
export function cellAnchor(notebook: string, cell: string): string {
  const [, usual = notebook] = /^notebooks\/(.+)\.ipynb$/.exec(notebook) ?? [];
  return `cell-${safeName(`${usual}.${cell}`)}`;
}

/** One line for the pointer on a number: its exact value, and the source or the tables that it comes from. */
export function hint(value: ReportValue, exact: string, report: Report): string {
  const { source } = value;
  const { editions, others, sourceless, tables } = dataBehind(value, report);
  const ofCell = [...editions.map(({ name }) => name), ...others.map(({ title }) => title)];
  const ofValue = tables.map(({ path, table }) => table?.title ?? fileName(path));
  const names = value.lineage === undefined ? sourceWords(ofCell, sourceless) : ofValue;
  const { shown, more } = firstOf(source === undefined ? names : [namedSource(source, report).name]);
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

/** What a number is, where it comes from and how sure it is, in this order. */
function panelHtml(id: string, value: ReportValue, report: Report): Html {
  const { place, expression, label, precision, source, lineage, early } = value;
  const exact = exactly(value)?.title ?? value.text;
  const { panel } = labels;
  const chapter = chapterHtml(place, report);
  const facts: readonly (readonly [string, Html | undefined])[] = [
    [panel.expression, expression === undefined ? undefined : expressionHtml(expression)],
    [
      panel.cell,
      markup`${cellLink(place.notebook, place.cell, report)}, <code>${place.notebook}</code>${lineage && chapter && markup`, ${panel.inChapter} ${chapter}`}`,
    ],
    [panel.data, lineage === undefined ? dataHtml(value, report) : undefined],
    [panel.id, markup`<code>${id}</code>`],
  ];
  const name = label ?? lineage?.name;
  const unnamed = lineage === undefined ? undefined : panel.noName;
  const what = name === undefined ? unnamed : nameHtml(name);
  const part = label === undefined && lineage?.part !== undefined && markup` <span>(${lineage.part})</span>`;
  const remark = precision !== undefined && markup` <span>${panel.precisions[precision]}</span>`;
  // How sure it is besides: whether it is an early count, what it was before, and how far its sentence is from being false.
  const sure = [
    early !== undefined && markup`${panel.early(early)}`,
    sinceHtml(value, report),
    ...marginsOf(id, report).map(codeHtml),
  ];
  return markup`<button type="button" class="close" popovertarget="panel" popovertargetaction="hide" aria-label="${panel.close}">×</button>
${what && markup`<p class="what">${what}${part}</p>\n`}<p class="exact">${exact}${remark}</p>
${source === undefined ? sourcesHtml(value, report) : markup`<p class="from">${labels.source}: ${namedSource(source, report).html}.</p>\n`}${lineage === undefined ? computedHtml(value, report) : wayHtml(lineage, value, report)}${sure.map(
    (words) => words && markup`<p class="from">${words}</p>\n`,
  )}<details><summary>${panel.details}</summary>
<dl>${facts.map(([title, fact]) => fact && markup`<dt>${title}</dt><dd>${fact}</dd>`)}</dl></details>
`;
}

/** Of a value whose code could not be followed: the tables that its cell depends on. */
function computedHtml({ place }: ReportValue, report: Report): Html | undefined {
  const { tables } = usedData(place, report);
  const title = chapterHtml(place, report);
  const chapter = title && markup` ${labels.panel.inChapter} ${title}`;
  if (tables.length === 0)
    return chapter && markup`<p class="from">${labels.panel.computed}${chapter}.</p>\n`;
  const { shown, more } = firstOf(tables);
  const named = shown.map((each, index) => markup`${index > 0 && "; "}${titleHtml(each)}`);
  return markup`<p class="from">${labels.panel.computed}${chapter} ${labels.panel.from} ${named}${more}.</p>\n`;
}

/** The title in the Data Package, if it has one, linked to the details of the table. */
const titleHtml = ({ path, table }: UsedTable): Html =>
  table === undefined
    ? markup`${fileName(path)}`
    : markup`<a href="#${tableAnchor(path)}">${table.title}</a>`;

/** Names in documentation and comments mark code. */
const nameHtml = (name: string): Html => codeHtml(capital(name));

/** The steps from the rows to the printed value. */
function wayHtml(lineage: ValueLineage, value: ReportValue, report: Report): Html {
  const { place } = value;
  const { panel } = labels;
  const { shown, more } = firstOf(dataBehind(value, report).tables);
  const rows = shown.map((used) => markup`<li>${rowsHtml(used)}</li>\n`);
  const rest = more !== "" && markup`<li>${more.trim()}</li>\n`;
  const computed = lineage.functions.map((full) => {
    const { module, name } = splitFunction(full);
    const documentation = own(report.documentation ?? {}, full);
    const words = documentation !== undefined && markup`: ${codeHtml(documentation)}`;
    return markup`<li>${panel.computedBy} <a href="#${cellAnchor(place.notebook, place.cell)}" title="${module}"><code>${name}</code></a>${words}</li>\n`;
  });
  const none = shown.length === 0 && markup`<li>${panel.noRows}</li>\n`;
  return markup`<ol class="way" aria-label="${panel.way}">
${none}${rows}${rest}${computed}<li>${panel.printed(value.text)}</li>
</ol>
`;
}

const codeHtml = (words: string): Html =>
  markup`${words.split(/`([^`]*)`/).map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : part))}`;

/** A table, and the rows of it. */
function rowsHtml({ path, table, selections }: UsedTable): Html {
  const { panel } = labels;
  if (table === undefined) return markup`${panel.files} <code>${fileName(path)}</code>`;
  const all = table.rows === undefined ? [] : [panel.rowsOf(labels.rows(table.rows))];
  const rows = selections.length > 0 ? selections : all;
  return markup`<a href="#${tableAnchor(path)}">${table.title}</a>, ${fileName(path)}${rows.length > 0 && `: ${rows.join("; ")}`}`;
}

function chapterHtml(place: Place, report: Report): Html | undefined {
  const section = report.sections.find(({ notebook }) => notebook === place.notebook);
  return section && markup`<a href="#${safeName(section.id)}">${proseText(section.title, report)}</a>`;
}

/** How far the guarded sentences with this value are from being false, and by which of their conditions. */
function marginsOf(id: string, { guards = [] }: Report): readonly string[] {
  const sentences = guards.flatMap((guard) => {
    const words = guard.values?.includes(id) === true ? marginSentence(guard) : undefined;
    if (words === undefined || guard.margin === undefined) return [];
    const tightest = labels.panel.tightest(...sidesOf(guard.margin));
    return `${labels.panel.sentence(lower(words))} ${tightest}`;
  });
  return [...new Set(sentences)];
}

/** A long one scrolls, also by keyboard: a sentence with its condition would fill a phone screen. */
function expressionHtml(expression: string): Html {
  const scrolls = expression.length > 120 && markup` tabindex="0"`;
  return markup`<code${scrolls}>${expression}</code>`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

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
function cellLink(notebook: string, cell: string, { provenance }: Pick<Report, "provenance">): Html {
  return Object.hasOwn(provenance, `${notebook}#${cell}`)
    ? markup`<a href="#${cellAnchor(notebook, cell)}"><code>${cell}</code></a>`
    : markup`<code>${cell}</code>`;
}

/** The number of names listed, and of sources with their references; the appendix has all. */
const maxNamed = 4;
const maxReferred = 2;

/** Of a value that was followed, the tables name them; otherwise all those that its cell depends on. */
function sourcesHtml(value: ReportValue, report: Report): Html | undefined {
  const { editions, others, sourceless } = dataBehind(value, report);
  const few = editions.length + others.length <= maxReferred;
  const names = [...editions.map((edition) => (few ? withReference(edition) : edition.name))];
  const all = sourceWords([...names, ...others.map(({ title }) => title)], sourceless);
  if (all.length === 0) return undefined;
  const { shown, more } = firstOf(all);
  const several = value.lineage === undefined ? labels.panel.sources : labels.panel.sourcesOfRows;
  const words = all.length === 1 ? labels.panel.source : several;
  return markup`<p class="from"><a href="#sources">${words}</a>: ${shown.join("; ")}${more}.</p>\n`;
}

function withReference({ name, reference = "" }: DataEdition): string {
  // Some references begin with the name.
  const more = reference.startsWith(name) ? reference.slice(name.length).replace(/^\W+/, "") : reference;
  return more === "" ? name : `${name} (${more})`;
}

/** All files, with the rows that the cells requested, if they did not request all. */
function dataHtml({ place }: ReportValue, report: Report): Html | undefined {
  const { files } = lineageOf(place, report);
  if (files.length === 0) return undefined;
  const rows = new Map(usedData(place, report).tables.map(({ path, selections }) => [path, selections]));
  const named = files.map((path) => [fileName(path), ...(rows.get(path) ?? [])].join(", "));
  return markup`<code>${named.join("; ")}</code>`;
}

function firstOf<T>(all: readonly T[]) {
  const shown = all.length > maxNamed + 1 ? all.slice(0, maxNamed) : all;
  const left = all.length - shown.length;
  return { shown, more: left > 0 ? ` ${labels.panel.andMore(left)}` : "" };
}
