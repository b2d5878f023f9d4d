import type { Change, Comparison, Side } from "../comparison.js";
import { escapeHtml } from "../../render/html/template.js";
import { counted } from "../kinds/kind.js";
import { capital, changeKinds, kindNamed } from "../kinds/index.js";
import { weightOf } from "../rank.js";
import { sameTextWords, withCompanions } from "./companions.js";
import { clip, inert } from "./excerpts.js";
import { noLinks, type Links } from "./links.js";
import { bytes, choose, type Chosen } from "./markdown/budget.js";
import { tableMarkdown } from "./markdown/details.js";
import { code, literal } from "./markdown/escape.js";
import { inputsMarkdown } from "./markdown/inputs.js";
import { changeItem, valueItem, type Item } from "./markdown/item.js";

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
/** Rows of the table of values that are not folded away. */
const openValues = 25;

/** A comparison as a comment on a pull request: the summary first, details folded, never more than 60 kB. */
export function formatMarkdown(comparison: Comparison, options: MarkdownOptions): string {
  const shown = inert(comparison);
  const links = options.links ?? noLinks;
  const { own, sameText, companions } = withCompanions(shown.changes);
  const items = own.map((change) =>
    change.kind === "value"
      ? valueItem(change, shown)
      : changeItem(change, companions.get(change.key) ?? [], shown, links),
  );
  const head = headBlocks(shown);
  const same = sameText.length === 0 ? [] : [literal(sameTextWords(sameText))];
  const foot = [...same, ...footBlocks(shown, links)];
  const fixed = [...head, ...foot].reduce((sum, block) => sum + bytes(block), reserved);
  const chosen = choose(items, mostBytes - fixed);
  const blocks = [
    ...head,
    ...leftOutBlocks(chosen, options.command),
    ...changeBlocks(items, chosen),
    ...foot,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function headBlocks({ summary, before, after, changes }: Comparison): readonly string[] {
  const { nonDeterministic, withinTolerance } = summary;
  return [
    `**${literal(summary.line)}**`,
    `${sideMarkdown(before)} → ${sideMarkdown(after)}${
      before.title === after.title
        ? ""
        : `; title: <del>${literal(clip(before.title, 200))}</del> → <ins>${literal(clip(after.title, 200))}</ins>`
    }${withinTolerance === 0 || changes.length === 0 ? "" : `; ${withinTolerance} more within the tolerance`}`,
    ...(nonDeterministic === 0
      ? []
      : [
          `> [!WARNING]\n> ${counted(nonDeterministic, "change has", "changes have")} no changed input: building twice gives different briefings. Look for “NOT DETERMINISTIC”.`,
        ]),
  ];
}

function sideMarkdown({ name, date }: Side): string {
  return code(clip(name, 100)) + (date === undefined ? "" : ` (${literal(clip(date, 40))})`);
}

function leftOutBlocks({ leftOut, shortened }: Chosen, command: string): readonly string[] {
  if (leftOut.length + shortened === 0) return [];
  const counts = changeKinds.flatMap((kind) => {
    const count = leftOut.filter(({ change }) => change.kind === kind).length;
    return count === 0 ? [] : [counted(count, ...kindNamed(kind).nouns)];
  });
  const said = [
    ...(counts.length === 0 ? [] : [`${counts.join(", ")} of least effect left out`]),
    ...(shortened === 0 ? [] : [`${counted(shortened, "change")} by the head alone`]),
  ];
  return [`> [!NOTE]\n> To stay below 60 kB: ${said.join("; ")}. All of it: ${code(command)}`];
}

/** Verdicts that flipped and values stand open, the rest is folded by kind; in each the greatest effect first. */
function changeBlocks(items: readonly Item[], { texts }: Chosen): readonly string[] {
  const of = (test: (change: Change) => boolean) =>
    items.flatMap((item) => {
      const text = test(item.change) ? texts.get(item) : undefined;
      return text === undefined ? [] : [text];
    });
  const flips = of(isFlip);
  return [
    ...(flips.length === 0 ? [] : ["#### Verdicts that flipped", ...flips]),
    ...valueBlocks(of(({ kind }) => kind === "value")),
    ...changeKinds.flatMap((kind) => {
      if (kind === "value") return [];
      const blocks = of((change) => change.kind === kind && !isFlip(change));
      const [, many] = kindNamed(kind).nouns;
      return blocks.length === 0 ? [] : fold(`${capital(many)} (${blocks.length})`, blocks);
    }),
  ];
}

const valueColumns = [
  { title: "Value", align: "left" },
  { title: "Before → after", align: "left" },
  { title: "Change", align: "left" },
  { title: "Cause", align: "left" },
] as const;

function valueBlocks(rows: readonly string[]): readonly string[] {
  if (rows.length === 0) return [];
  const table = (some: readonly string[]) => [tableMarkdown(valueColumns, []), ...some].join("\n");
  const more = rows.slice(openValues);
  return [
    "#### Values",
    table(rows.slice(0, openValues)),
    ...(more.length === 0 ? [] : fold(counted(more.length, "more value"), [table(more)])),
  ];
}

/** The gravest rank: nothing but verdicts that flipped. */
const isFlip = (change: Change): boolean => weightOf(change).rank === 0;

function fold(title: string, blocks: readonly string[]): readonly string[] {
  return [`<details>\n<summary>${escapeHtml(title)}</summary>`, ...blocks, "</details>"];
}

function footBlocks(comparison: Comparison, links: Links): readonly string[] {
  const { notes, inputs } = comparison;
  const blocks = inputsMarkdown(comparison, links);
  const left = notes.length - mostNotes;
  return [
    ...(blocks.length === 0 ? [] : fold(`Inputs that differ (${Object.keys(inputs).length})`, blocks)),
    ...(notes.length === 0
      ? []
      : [
          [
            ...notes.slice(0, mostNotes).map((note) => `- ${literal(clip(note, 400))}`),
            ...(left > 0 ? [`- … and ${counted(left, "more note")}`] : []),
          ].join("\n"),
        ]),
  ];
}
