/** The top of a comparison page: the first page before and after, then the figures that changed; and their pictures. */
import path from "node:path";
import { own } from "../../../lib/own.js";
import { plural } from "../../../lib/plural.js";
import { markup, type Html } from "../../render/template.js";
import { sideNames, type Briefing, type SideName, type Sides } from "../briefing.js";
import type { Change, Comparison } from "../comparison.js";
import { addressOf } from "../fingerprint.js";
import { capital, marked, oneLine, plain, type Span } from "../kinds/description.js";
import { isRewritten, partWords } from "../kinds/first-page.js";
import { kindOf } from "../kinds/index.js";
import type { TextRun } from "../shapes.js";
import { dataBand, isOfData } from "../rank.js";
import { detailsHtml, spansHtml } from "./html-details.js";
import type { Entry, Outline } from "./outline.js";

type Part = Comparison["firstPage"][number];

/** A part of the page with its own heading. */
export interface Opened {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly body: Html;
}

/** The first page before and after, side by side; one line if it reads the same. */
export function openedFirstPage({ firstPage, entries }: Outline, pictures: Pictures): readonly Opened[] {
  if (firstPage.length === 0) return [];
  const isSame = firstPage.every(({ status }) => status === "same");
  const entryOf = ({ id }: Part) =>
    entries.find(({ change }) => change.kind === "first-page" && change.id === id);
  const body = isSame
    ? markup`<p>It reads the same.</p>\n`
    : markup`${firstPage.map((part) => partHtml(part, entryOf(part), pictures))}`;
  return [{ id: "first-page", title: "The first page", body }];
}

function partHtml(part: Part, entry: Entry | undefined, pictures: Pictures): Html | undefined {
  const { status, chapter, moved, runs, figure } = part;
  // Changes of a figure are listed among the figures.
  if (figure !== undefined && status === "same") return undefined;
  const name = capital(partWords[part.part]);
  const isNew = status === "added" || status === "removed" || isRewritten(runs);
  const notes: string[] = [];
  if (chapter !== undefined) notes.push(`“${chapter}”`);
  if (moved === true) notes.push("in another place");
  if (status === "same") notes.push("unchanged");
  if (status === "added") notes.push("new");
  if (status === "removed") notes.push("gone");
  if (isNew && status === "changed") notes.push("rewritten");
  const heading = markup`<h3>${entry === undefined ? name : markup`<a href="#${addressOf(entry.change)}">${name}</a>`}${notes.length > 0 && markup` <span class="muted">${notes.join(", ")}</span>`}</h3>\n`;
  if (status === "same")
    return markup`<div class="part">
${heading}<p>${spansHtml(spansOf(runs, "after", "plain"))}</p>
</div>
`;
  const texts = sideNames.map((side) => {
    const id = side === "before" ? figure?.was : figure?.is;
    const spans =
      id === undefined
        ? spansOf(runs, side, isNew ? "plain" : "marked")
        : [{ text: id, mark: "code" } as const];
    return spans.length === 0
      ? markup`<div class="none"><p class="side">${sideTitles[side]}</p>\n<p class="muted">not there</p></div>\n`
      : markup`<div><p class="side">${sideTitles[side]}</p>\n<p>${spansHtml(spans)}</p></div>\n`;
  });
  const drawn = figure && pictures.replaced(figure);
  return markup`<div class="part">
${heading}${
    drawn ??
    markup`<div class="sides">
${texts}</div>
`
  }</div>
`;
}

/** The text on one side, with the words missing from the other side marked. */
function spansOf(runs: readonly TextRun[], side: SideName, look: "plain" | "marked"): readonly Span[] {
  const mark = side === "before" ? "struck" : "inserted";
  const own = (text: string) => (look === "plain" ? [plain(text)] : marked(text, mark));
  return runs.flatMap((run): readonly Span[] => {
    if (run.kind === "same") return [plain(oneLine(run.text))];
    if (run.kind !== "value")
      return run.kind === (side === "before" ? "removed" : "added") ? own(oneLine(run.text)) : [];
    const text = side === "before" ? run.was : run.is;
    return run.was === run.is ? [plain(text)] : own(text);
  });
}

const mostFigures = 5;

/** Figures whose data changed, before and after side by side; those of the first page first. */
export function openedFigures({ firstPage, entries }: Outline, pictures: Pictures): readonly Opened[] {
  const shown = new Set(firstPage.flatMap(({ figure }) => figure?.is ?? []));
  const moved = entries.filter(
    ({ change, weight }) =>
      change.status === "changed" && isOfData(weight) && kindOf(change).files?.(change).differs === true,
  );
  const isShown = ({ change }: Entry) => shown.has(change.id);
  const ordered = [...moved.filter(isShown), ...moved.filter((entry) => !isShown(entry))];
  const bodies = ordered.slice(0, mostFigures).map((entry) => figureHtml(entry, pictures));
  const left = moved.length - bodies.length;
  if (bodies.length === 0) return [];
  const body = markup`${bodies}${
    left > 0 &&
    markup`<p class="note"><a href="#${dataBand}">${plural(left, "more figure")}</a> with other data below.</p>\n`
  }`;
  return [{ id: "figures", title: "Figures with other data", count: moved.length, body }];
}

function figureHtml({ change, title, details }: Entry, pictures: Pictures): Html {
  const first = details.find(({ kind }) => kind === "line");
  return markup`<div class="part">
<h3><a href="#${addressOf(change)}">${title === "" ? change.id : title}</a></h3>
${first && detailsHtml([first])}${pictures.html(change)}</div>
`;
}

export function openedHtml({ id, title, count, body }: Opened): Html {
  return markup`<section class="opening" aria-labelledby="${id}">
<h2 id="${id}">${title}${count !== undefined && markup` <span class="count">${count}</span>`}</h2>
${body}</section>
`;
}

/** Total size in bytes of the pictures on the page; those of the changes with the greatest effect come first. */
const mostBytes = 12_000_000;

const sideTitles: Readonly<Record<SideName, string>> = { before: "Before", after: "After" };

/** Before and after as pictures, as long as they fit in the page; each once. */
export class Pictures {
  readonly #sides: Sides<Briefing>;
  /** Anchors of the changes whose pictures are on the page. */
  readonly #shown = new Set<string>();
  #left = mostBytes;

  constructor(sides: Sides<Briefing>) {
    this.#sides = sides;
  }

  html(change: Change): Html | undefined {
    const { status, title } = change;
    const files = kindOf(change).files?.(change);
    if (files === undefined || (status === "changed" && !files.differs)) return undefined;
    const id = `p-${addressOf(change)}`;
    if (this.#shown.has(id))
      return markup`<p class="note"><a href="#${id}">Before and after beside each other</a>, further up.</p>\n`;
    const { before, after } = files;
    const pair = this.#pair({ before: before?.picture, after: after?.picture }, title);
    if (pair === undefined) return undefined;
    if (typeof pair === "string")
      return markup`<p class="note">Its pictures are left out to keep this page small: ${pair}</p>\n`;
    this.#shown.add(id);
    return markup`<div class="pictures" id="${id}">
${before !== undefined && after !== undefined && markup`<label><input type="checkbox" value="overlay"> Difference</label>\n`}<div class="stage ${files.drawn ? "drawn" : "photo"}">${pair}</div>
</div>
`;
  }

  /** A figure that replaced another, by their ids. */
  replaced({ was = "", is = "" }: Partial<Record<"was" | "is", string | undefined>>): Html | undefined {
    const { before, after } = this.#sides;
    const captions = {
      before: markup`Before: <code>${was}</code>`,
      after: markup`After: <code>${is}</code>`,
    };
    const pair = this.#pair({ before: svgOf(before, was), after: svgOf(after, is) }, "the figure", captions);
    if (pair === undefined || typeof pair === "string") return undefined;
    return markup`<div class="pictures">\n<div class="stage drawn">${pair}</div>\n</div>\n`;
  }

  /** Undefined if no picture can be read; the name of a file if there is no space for it. */
  #pair(files: Sides<string | undefined>, title: string, captions: Sides<string | Html> = sideTitles) {
    const addresses = sideNames.map((side) => embedded(files[side], this.#sides[side]));
    const bytes = addresses.join("").length;
    if (bytes === 0) return undefined;
    if (bytes > this.#left) return files.after ?? files.before ?? "";
    this.#left -= bytes;
    return sideNames.map((side, index) => {
      const address = addresses[index] ?? "";
      return address === ""
        ? undefined
        : markup`<figure class="${side}"><figcaption>${captions[side]}</figcaption><img src="${address}" alt="${sideTitles[side]}: ${title}"></figure>`;
    });
  }
}

const svgOf = ({ report }: Briefing, id: string): string | undefined =>
  report.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "figure" && block.id === id ? block.files.svg : []))[0];

const mediaTypes: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
};

/** A data URL of the picture; empty if it is missing. Inside an <img>, SVG neither runs scripts nor loads anything. */
function embedded(file: string | undefined, { files }: Briefing): string {
  const content = file && files.get(file);
  const type = own(mediaTypes, path.extname(file ?? "").toLowerCase());
  if (!content || type === undefined) return "";
  const isText = type === "image/svg+xml";
  const base64 = isText ? Buffer.from(content).toString("base64") : content.replace(/[^A-Za-z0-9+/=]/g, "");
  return `data:${type};base64,${base64}`;
}
