import { escapeHtml } from "../../render/html/template.js";
import type { Comparison, Side } from "../comparison.js";
import { capital, changeKinds, kindNamed, kindOf } from "../kinds/index.js";
import type { ChangedFiles } from "../kinds/kind.js";
import { counted } from "../words/phrases.js";
import { isLoud, loudTitle } from "../rank.js";
import { clip } from "./excerpts.js";
import { noLinks, sideNames, type Links } from "./links.js";
import { bytes, choose, type Chosen, type Item } from "./markdown/budget.js";
import {
  detailBlocks,
  lineMarkdown,
  runsMarkdown,
  spansMarkdown,
  tableMarkdown,
} from "./markdown/details.js";
import { address, code, literal } from "./markdown/escape.js";
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
/** Rows of the table of values that are not folded away. */
const openRows = 25;

/** A comparison as a comment on a pull request: the summary first, details folded, never more than 60 kB. */
export function formatMarkdown(
  comparison: Comparison,
  { command, links = noLinks }: MarkdownOptions,
): string {
  const outline = outlineOf(comparison, { links });
  const items = outline.entries.map((entry) => itemOf(entry, links));
  const head = headBlocks(outline);
  const foot = footBlocks(outline);
  const fixed = [...head, ...foot].reduce((sum, block) => sum + bytes(block), reserved);
  const chosen = choose(items, mostBytes - fixed);
  const blocks = [...head, ...leftOutBlocks(chosen, command), ...changeBlocks(items, chosen), ...foot];
  return `${blocks.join("\n\n")}\n`;
}

function headBlocks({ line, before, after, remarks, warning }: Outline): readonly string[] {
  const sides = `${sideMarkdown(before)} → ${sideMarkdown(after)}`;
  return [
    `**${literal(line)}**`,
    [sides, ...remarks.flatMap((remark) => lineMarkdown(remark))].join("; "),
    ...(warning === undefined ? [] : [`> [!WARNING]\n> ${warning}`]),
  ];
}

function sideMarkdown({ name, date }: Side): string {
  return code(clip(name, 100)) + (date === undefined ? "" : ` (${literal(clip(date, 40))})`);
}

/** A change with all that is said of it, and with its head alone for where there is no room. */
function itemOf(entry: Entry, links: Links): Item {
  const { change } = entry;
  const { form, files } = kindOf(change);
  if (form === "row") return { entry, ...whole(rowMarkdown(entry)) };
  const short = headMarkdown(entry);
  if (entry.isSlim) {
    const why = spansMarkdown(entry.shortWhy, 100);
    return { entry, ...whole(why === "" ? short : `${short} (${why})`) };
  }
  const pictures = files?.(change);
  const isShown = pictures !== undefined && (pictures.differs || change.status !== "changed");
  const blocks = [
    ...(isShown ? picturesMarkdown(pictures, links) : []),
    ...detailBlocks([...entry.details, ...entry.about]),
  ];
  return { entry, full: [short, ...blocks].join("\n\n"), short };
}

const whole = (text: string) => ({ full: text, short: text });

function headMarkdown({ change, label, title, head, amount }: Entry): string {
  const words = [spansMarkdown(head), literal(amount)].filter((each) => each !== "").join(" ");
  const name = title === "" || title === change.id ? "" : ` · ${literal(clip(title, 200))}`;
  return `**${literal(label)}** ${code(clip(change.id, 120))}${words === "" ? "" : `: ${words}`}${name}`;
}

function rowMarkdown({ change, title, head, amount, details, shortWhy }: Entry): string {
  const id = code(clip(change.id, 120));
  const words = details.flatMap((detail) => (detail.kind === "words" ? [runsMarkdown(detail.runs)] : []));
  const text = words[0] ?? spansMarkdown(head, 140);
  const tag = change.status === "added" ? "ins" : "del";
  const labels = details.flatMap((detail) => (detail.kind === "line" ? (detail.label ?? []) : []));
  const what = change.status === "changed" ? labels.join(", ") : change.status;
  const cells = [
    title === "" ? id : `${literal(clip(title, 140))}<br>${id}`,
    change.status === "changed" ? text : `<${tag}>${text}</${tag}>`,
    literal(amount === "" ? what : amount),
    spansMarkdown(shortWhy, 120),
  ];
  return `| ${cells.join(" | ")} |`;
}

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
  return [rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n")];
}

function leftOutBlocks({ leftOut, shortened }: Chosen, command: string): readonly string[] {
  if (leftOut.length + shortened === 0) return [];
  const counts = changeKinds.flatMap((kind) => {
    const count = leftOut.filter(({ entry }) => entry.change.kind === kind).length;
    return count === 0 ? [] : [counted(count, ...kindNamed(kind).nouns)];
  });
  const words = [
    ...(counts.length === 0 ? [] : [`${counts.join(", ")} of least effect left out`]),
    ...(shortened === 0 ? [] : [`${counted(shortened, "change")} by the head alone`]),
  ];
  return [`> [!NOTE]\n> To stay below 60 kB: ${words.join("; ")}. All of it: ${code(command)}`];
}

/** Verdicts that flipped and values stand open, the rest is folded by kind; in each the greatest effect first. */
function changeBlocks(items: readonly Item[], { texts }: Chosen): readonly string[] {
  const loud = items.filter(({ entry }) => isLoud(entry.weight));
  const textsOf = (some: readonly Item[]) => some.flatMap((item) => texts.get(item) ?? []);
  const flips = textsOf(loud);
  const byKind = changeKinds.map((kind) => ({
    ...kindNamed(kind),
    texts: textsOf(items.filter((item) => item.entry.change.kind === kind && !loud.includes(item))),
  }));
  return [
    ...(flips.length === 0 ? [] : [`#### ${loudTitle}`, ...flips]),
    ...byKind.flatMap(({ nouns, form, texts }) => {
      if (texts.length === 0) return [];
      if (form === "row") return rowBlocks(nouns, texts);
      return fold(`${capital(nouns[1])} (${texts.length})`, texts);
    }),
  ];
}

function rowBlocks([one, many]: readonly [string, string], rows: readonly string[]): readonly string[] {
  const columns = [capital(one), "Before → after", "Change", "Cause"].map((title) => ({
    title,
    align: "left" as const,
  }));
  const table = (some: readonly string[]) => [tableMarkdown(columns, []), ...some].join("\n");
  const more = rows.slice(openRows);
  return [
    `#### ${capital(many)}`,
    table(rows.slice(0, openRows)),
    ...(more.length === 0 ? [] : fold(counted(more.length, `more ${one}`), [table(more)])),
  ];
}

function fold(title: string, blocks: readonly string[]): readonly string[] {
  return [`<details>\n<summary>${escapeHtml(title)}</summary>`, ...blocks, "</details>"];
}

function footBlocks({ sameText, inputs, notes }: Outline): readonly string[] {
  const all = [...inputs.effective, ...inputs.without];
  const count = all.reduce((sum, { items }) => sum + items.length, 0);
  const left = notes.length - mostNotes;
  const noteLines = [
    ...notes.slice(0, mostNotes).map((note) => `- ${literal(clip(note, 400))}`),
    ...(left > 0 ? [`- … and ${counted(left, "more note")}`] : []),
  ];
  return [
    ...(sameText === undefined ? [] : [literal(sameText)]),
    ...(count === 0
      ? []
      : fold(`Inputs that differ (${count})`, [
          ...inputBlocks(inputs.effective),
          ...(inputs.without.length === 0 ? [] : ["Without effect:", ...inputBlocks(inputs.without)]),
        ])),
    ...(noteLines.length === 0 ? [] : [noteLines.join("\n")]),
  ];
}

function inputBlocks(groups: readonly InputGroup[]): readonly string[] {
  const lines = inputLines(groups);
  const left = lines.length - mostInputs;
  const list = lines
    .slice(0, mostInputs)
    .flatMap((details) =>
      details.flatMap((detail, index) =>
        lineMarkdown(detail).map((text) => `${index === 0 ? "- " : "  - "}${text}`),
      ),
    );
  const more = left > 0 ? [`- … and ${counted(left, "more input")}`] : [];
  return list.length === 0 ? [] : [[...list, ...more].join("\n")];
}
