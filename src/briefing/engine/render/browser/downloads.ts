/**
 * Data, pictures and specifications made from the page itself, which may have been mailed alone: the same files that
 * the links below a figure lead to beside the page.
 */
import { csvText, specText } from "../figure/file-text.js";
import { pngOf, publishedDrawing, standalonePicture, type PublishedDrawing } from "./picture.js";
import { announce } from "./announce.js";
import { carriedOf } from "./carried.js";
import { element } from "./element.js";

const files = {
  data: { extension: "csv", type: "text/csv" },
  svg: { extension: "svg", type: "image/svg+xml" },
  png: { extension: "png", type: "image/png" },
  spec: { extension: "vl.json", type: "application/json" },
} as const;

type Kind = keyof typeof files;

/** The drawings as they were published, with their headings; interactive ones replace them. */
const published = new WeakMap<Element, PublishedDrawing>();

export function offerDownloads(): void {
  const prepare = (): void => {
    for (const shown of document.querySelectorAll("figure.shown")) offer(shown);
  };
  prepare();
  document.addEventListener("briefing:updated", prepare);
  document.addEventListener("click", (event) => {
    const control = event.target instanceof Element ? event.target.closest(".tools [data-file]") : null;
    const shown = control?.closest("figure.shown");
    if (!(control instanceof HTMLElement) || !shown) return;
    // With a modifier key, the link opens the file beside the page.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const kind = control.dataset["file"] as Kind;
    fileOf(shown, kind).then(
      (content) => {
        const { type, extension } = files[kind];
        const name = [
          slug(document.title),
          shown.id,
          ...(yoursOf(shown) === undefined ? [] : ["your-settings"]),
        ];
        save(new Blob([content], { type }), `${name.join("-")}.${extension}`);
      },
      () => {
        if (control instanceof HTMLAnchorElement) location.assign(control.href);
        else announce(`No ${control.textContent} could be made: the browser does not allow it`);
      },
    );
  });
}

/** Adds what needs a script: a picture in pixels, and the data of a table. */
function offer(shown: Element): void {
  const still = shown.querySelector<SVGElement>(".drawing.wide:not([data-alive]) > svg");
  if (still !== null && yoursOf(shown) === undefined) published.set(shown, publishedDrawing(shown, still));
  const tools = shown.querySelector(":scope > .tools") ?? shown.appendChild(element("p", { class: "tools" }));
  if (shown.querySelector(":scope > script.carried") !== null)
    addButton(tools, "png", "PNG", "The picture in pixels", tools.querySelector("[data-file=svg]"));
  else if (shown.querySelector(":scope > .scroll > table") !== null)
    addButton(tools, "data", "CSV", "The data", null);
}

/** After another control, or as the first. */
function addButton(tools: Element, kind: Kind, name: string, title: string, before: Element | null): void {
  if (tools.querySelector(`[data-file=${kind}]`) !== null) return;
  const button = element("button", { type: "button", "data-file": kind, title }, name);
  if (before === null) tools.prepend(button, " ");
  else before.after(" ", button);
}

/** Rejects if the page does not carry it. */
async function fileOf(shown: Element, kind: Kind): Promise<Blob | string> {
  if (kind === "svg" || kind === "png") {
    const drawing = yoursOf(shown) === undefined ? published.get(shown) : drawnForYou(shown);
    if (drawing === undefined) throw new Error("the drawing was replaced before it was kept");
    const svg = await standalonePicture(drawing);
    return kind === "png" ? pngOf(svg) : svg;
  }
  const carried = await carriedOf(shown);
  if (carried === undefined) return csvText(tableRows(shown));
  if (kind === "spec") return specText(carried.spec);
  return csvText([carried.table.columns.map(({ field }) => field), ...carried.table.rows]);
}

/** A reader's settings in words, if the figure follows them. */
const yoursOf = (shown: Element): string | undefined =>
  shown instanceof HTMLElement ? shown.dataset["yours"] : undefined;

/** The picture that is seen, which says that it is not what was published. */
function drawnForYou(shown: Element): PublishedDrawing | undefined {
  const seen = [...shown.querySelectorAll<SVGElement>(":scope > .drawing svg")].find(
    (svg) => svg.getBoundingClientRect().width > 0,
  );
  if (seen === undefined) return undefined;
  const drawing = publishedDrawing(shown, seen);
  return { ...drawing, subtitle: [drawing.subtitle, yoursOf(shown)].filter(Boolean).join(" · ") };
}

function save(content: Blob, name: string): void {
  const link = element("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}

/** The title as part of a file name, in whole words. */
function slug(title: string): string {
  const words =
    title
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  let name = "";
  for (const word of words) {
    if (name !== "" && name.length + word.length >= 48) break;
    name += name === "" ? word.slice(0, 48) : `-${word}`;
  }
  return name === "" ? "briefing" : name;
}

/** The rows of a table as exported: raw values if the page has them, with units in the head. */
function tableRows(shown: Element): readonly (readonly string[])[] {
  const [head, ...rows] = [...shown.querySelectorAll<HTMLTableRowElement>(":scope > .scroll > table tr")].map(
    (row) => [...row.cells],
  );
  const values = rows.map((row) => row.map(valuesOf));
  // A column with any bounds is exported as two.
  const areBounds = (head ?? []).map((_, index) => values.some((row) => (row[index]?.length ?? 0) > 1));
  return [
    (head ?? []).flatMap((cell, index) => headsOf(cell, areBounds[index] === true)),
    ...values.map((row) =>
      row.flatMap((cell, index) =>
        areBounds[index] === true ? [cell[0] ?? "", cell[1] ?? cell[0] ?? ""] : cell,
      ),
    ),
  ];
}

function valuesOf(cell: HTMLElement): readonly string[] {
  const { raw } = cell.dataset;
  return raw === undefined ? [cell.textContent] : raw.split(" ");
}

function headsOf(cell: HTMLElement, areBounds: boolean): readonly string[] {
  const below = cell.querySelector(".unit")?.textContent;
  const unit = below ?? cell.dataset["unit"];
  const title = (below === undefined ? cell.textContent : cell.textContent.slice(0, -below.length)).trim();
  const named = (word: string) =>
    [title, ...(word === "" ? [] : [word]), ...(unit === undefined ? [] : [`(${unit})`])].join(" ");
  return areBounds ? [named("from"), named("to")] : [named("")];
}
