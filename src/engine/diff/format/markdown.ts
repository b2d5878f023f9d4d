import { plural } from "../../../lib/plural.js";
import { escapeHtml } from "../../render/html/template.js";
import { sideNames } from "../briefing.js";
import type { Change, Comparison, Side } from "../comparison.js";
import { addressOf } from "../fingerprint.js";
import { clip } from "../kinds/description.js";
import { capital, changeKinds, kindNamed, kindOf } from "../kinds/index.js";
import type { ChangedFiles } from "../kinds/kind.js";
import { isLoud, loudTitle } from "../rank.js";
import { noLinks, type Links } from "./links.js";
import {
  address,
  code,
  detailBlocks,
  detailLines,
  literal,
  spansMarkdown,
  tableRow,
} from "./markdown-details.js";
import { inputLines, outlineOf, type Entry, type InputGroup, type Outline } from "./outline.js";

export interface MarkdownOptions {
  /** What to type to see everything. */
  readonly command: string;
  readonly links?: Links;
}

/** GitHub refuses comments of more than 65,536 characters. */
const mostBytes = 60_000;
/** What headings, folds and the line on what was left out may take. */
const reserved = 3_000;
const mostNotes = 10;
const mostInputs = 40;
const mostValues = 200;
/** Of the room for changes, what their heads may take before those that matter most are told in full. */
const shareOfHeads = 0.7;
/** Rows of the table of values that are not folded away. */
const openRows = 10;
const widest = 200;

/** A comparison as a comment on a pull request: the summary first, details folded, never more than 60 kB. */
export function formatMarkdown(
  comparison: Comparison,
  { command, links = noLinks }: MarkdownOptions,
): string {
  const outline = outlineOf(comparison, links);
  const items = outline.entries.map((entry) => itemOf(entry, links));
  const [head, foot] = [headBlocks(outline), footBlocks(outline)];
  const fixed = [...head, ...foot].reduce((sum, block) => sum + bytes(block), reserved);
  const texts = choose(items, mostBytes - fixed);
  const blocks = [...head, ...leftOutBlocks(items, texts, command), ...changeBlocks(items, texts), ...foot];
  return `${blocks.join("\n\n")}\n`;
}

function headBlocks({ line, before, after, remarks, warning }: Outline): readonly string[] {
  const sides = `${sideMarkdown(before)} → ${sideMarkdown(after)}`;
  return [
    `**${literal(line)}**`,
    [sides, ...detailLines(remarks)].join("; "),
    ...(warning === undefined ? [] : [`> [!WARNING]\n> ${warning}`]),
  ];
}

function sideMarkdown({ name, date }: Side): string {
  return code(clip(name, 100)) + (date === undefined ? "" : ` (${literal(clip(date, 40))})`);
}

/** A change with all that is said of it, and with its head alone for where there is no room. */
interface Item {
  readonly entry: Entry;
  readonly full: string;
  readonly short: string;
}

const isRow = ({ change }: Entry): boolean => kindOf(change).form === "row";

function itemOf(entry: Entry, links: Links): Item {
  const { change } = entry;
  const mark = addressMarkdown(change, links);
  const short = isRow(entry) ? rowMarkdown(entry, mark) : `${headMarkdown(entry)} ${mark}`;
  if (isRow(entry)) return { entry, full: short, short };
  if (entry.isSlim) {
    const text = entry.why.length === 0 ? short : `${short} (${whyMarkdown(entry)})`;
    return { entry, full: text, short: text };
  }
  const pictures = kindOf(change).files?.(change);
  const isShown = pictures !== undefined && (pictures.differs || change.status !== "changed");
  const shown = isShown ? picturesMarkdown(pictures, links) : [];
  return {
    entry,
    full: [short, ...shown, ...detailBlocks([...entry.details, ...entry.about])].join("\n\n"),
    short,
  };
}

function headMarkdown({ change, label, title, head, amount }: Entry): string {
  const words = [spansMarkdown(head), literal(amount)].filter((each) => each !== "").join(" ");
  const name = title === "" || title === change.id ? "" : ` · ${literal(clip(title, widest))}`;
  return `**${literal(label)}** ${code(clip(change.id, 120))}${words === "" ? "" : `: ${words}`}${name}`;
}

function rowMarkdown(entry: Entry, mark: string): string {
  const { change, title, head, amount, details } = entry;
  const id = code(clip(change.id, 120));
  const words = details.find(({ kind }) => kind === "words");
  const text = words === undefined ? spansMarkdown(head) : detailLines([words]).join("");
  const tag = change.status === "added" ? "ins" : "del";
  const labels = details.flatMap((detail) => (detail.kind === "line" ? (detail.label ?? []) : []));
  const what = change.status === "changed" ? labels.join(", ") : change.status;
  const cells = [
    [
      ...(title === "" ? [] : [literal(clip(title, 140))]),
      `${id} ${mark}`,
      ...detailLines(entry.withIt),
    ].join("<br>"),
    change.status === "changed" ? text : `<${tag}>${text}</${tag}>`,
    literal(amount === "" ? what : amount),
    whyMarkdown(entry),
  ];
  return tableRow(cells);
}

/**
 * Where it stands in this comment, which GitHub puts `user-content-` before, and the way to it in the page or, where
 * that has no address, in the comment.
 */
function addressMarkdown(change: Change, { page }: Links): string {
  const id = addressOf(change);
  const href = page === undefined ? `#user-content-${id}` : `${address(page)}#${id}`;
  return `<a id="${id}" href="${escapeHtml(href)}">#</a>`;
}

/** What lies behind a change, in a line. */
const whyMarkdown = ({ why }: Entry): string => detailLines(why.slice(0, 1), "no labels").join("");

/** Both drawings beside each other, where the repository has them. */
function picturesMarkdown(files: ChangedFiles, links: Links): readonly string[] {
  const shown = sideNames.flatMap((side) => {
    const path = files[side]?.picture;
    const url = path && links.output(path, side);
    if (!url) return [];
    const raw = address(url.replace(/^(https:\/\/github\.com\/[^/]+\/[^/]+)\/blob\//, "$1/raw/"));
    return [{ side, picture: `<img src="${raw.replace(/&/g, "&amp;")}" width="400" alt="${side}">` }];
  });
  if (shown.length === 0) return [];
  const rows = [shown.map(({ side }) => side), shown.map(() => ":-:"), shown.map(({ picture }) => picture)];
  return [rows.map(tableRow).join("\n")];
}

/** What is written of each item: heads of as many as there is room for, those that matter most in full. */
function choose(items: readonly Item[], room: number): ReadonlyMap<Item, string> {
  const texts = new Map<Item, string>();
  const late = new Set(items.filter(({ entry }) => isRow(entry)).slice(mostValues));
  let used = 0;
  const addHeads = (most: number) => {
    for (const item of items) {
      if (late.has(item) || texts.has(item)) continue;
      if (used + bytes(item.short) > most) return;
      texts.set(item, item.short);
      used += bytes(item.short);
    }
  };
  addHeads(shareOfHeads * room);
  for (const item of texts.keys()) {
    const more = bytes(item.full) - bytes(item.short);
    if (used + more > room) break;
    texts.set(item, item.full);
    used += more;
  }
  addHeads(room);
  return texts;
}

/** With the blank line that follows it. */
function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8") + 2;
}

function leftOutBlocks(
  items: readonly Item[],
  texts: ReadonlyMap<Item, string>,
  command: string,
): readonly string[] {
  const counts = changeKinds.flatMap((kind) => {
    const count = items.filter((item) => item.entry.change.kind === kind && !texts.has(item)).length;
    return count === 0 ? [] : [plural(count, ...kindNamed(kind).nouns)];
  });
  const shortened = [...texts].filter(([{ full }, text]) => text !== full).length;
  if (counts.length + shortened === 0) return [];
  const words = [
    ...(counts.length === 0 ? [] : [`${counts.join(", ")} of least effect left out`]),
    ...(shortened === 0 ? [] : [`${plural(shortened, "change")} in a line each`]),
  ];
  return [`> [!NOTE]\n> To stay below 60 kB: ${words.join("; ")}. To see all of it: ${code(command)}`];
}

/** Verdicts that flipped and values stand open, the rest is folded by kind; in each the greatest effect first. */
function changeBlocks(items: readonly Item[], texts: ReadonlyMap<Item, string>): readonly string[] {
  const textsOf = (isMeant: (entry: Entry) => boolean) =>
    items.filter(({ entry }) => isMeant(entry)).flatMap((item) => texts.get(item) ?? []);
  const loud = textsOf(({ weight }) => isLoud(weight));
  return [
    ...(loud.length === 0 ? [] : [`#### ${loudTitle}`, ...loud]),
    ...changeKinds.flatMap((kind) => {
      const { nouns, form } = kindNamed(kind);
      const own = textsOf(({ change, weight }) => change.kind === kind && !isLoud(weight));
      if (own.length === 0) return [];
      return form === "row" ? rowBlocks(nouns, own) : fold(`${capital(nouns[1])} (${own.length})`, own);
    }),
  ];
}

function rowBlocks([one, many]: readonly [string, string], rows: readonly string[]): readonly string[] {
  const head = [
    [capital(one), "Before → after", "Change", "Cause"],
    [":--", ":--", ":--", ":--"],
  ].map(tableRow);
  const table = (some: readonly string[]) => [...head, ...some].join("\n");
  const more = rows.slice(openRows);
  return [
    `#### ${capital(many)}`,
    table(rows.slice(0, openRows)),
    ...(more.length === 0 ? [] : fold(plural(more.length, `more ${one}`), [table(more)])),
  ];
}

function fold(title: string, blocks: readonly string[]): readonly string[] {
  return [`<details>\n<summary>${escapeHtml(title)}</summary>`, ...blocks, "</details>"];
}

function footBlocks({ sameText, inputs, notes }: Outline): readonly string[] {
  const all = [...inputs.effective, ...inputs.without];
  const count = all.reduce((sum, { items }) => sum + items.length, 0);
  const without = inputs.without.length === 0 ? [] : ["Without effect:", ...inputBlocks(inputs.without)];
  const noteLines = notes.map((note) => `- ${literal(clip(note, 400))}`);
  return [
    ...(sameText === undefined ? [] : [literal(sameText)]),
    ...(count === 0
      ? []
      : fold(`Inputs that differ (${count})`, [...inputBlocks(inputs.effective), ...without])),
    ...list(noteLines, mostNotes, "note"),
  ];
}

function inputBlocks(groups: readonly InputGroup[]): readonly string[] {
  const lines = inputLines(groups).map((details) => detailLines(details).join("\n  - "));
  return list(
    lines.map((text) => `- ${text}`),
    mostInputs,
    "input",
  );
}

function list(lines: readonly string[], most: number, noun: string): readonly string[] {
  const left = lines.length - most;
  const more = left > 0 ? [`- … and ${plural(left, `more ${noun}`)}`] : [];
  return lines.length === 0 ? [] : [[...lines.slice(0, most), ...more].join("\n")];
}
