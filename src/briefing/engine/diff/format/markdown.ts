import { limited, plural } from "../../../lib/plural.js";
import { escapeHtml } from "../../../lib/escape-html.js";
import { fence, escapeMarkdown } from "../../../lib/markdown-text.js";
import { sideNames } from "../briefing.js";
import type { Change, Comparison } from "../comparison.js";
import { addressOf } from "../fingerprint.js";
import { capital, clip, oneLine } from "../kinds/description.js";
import { kindNamed, kindOf } from "../kinds/index.js";
import { changeKinds } from "../kinds/names.js";
import { isLoud, loudTitle } from "../rank.js";
import { pictureName, pictureState } from "../screenshots/picture-words.js";
import { noLinks, type LinkedOptions, type Links } from "./links.js";
import { outlineOf, type Entry, type Outline } from "./outline.js";
import { detailLines, headLines, headText, inputTexts, line, type Line, type TextStyle } from "./text.js";

/** GitHub rejects comments of more than 65,536 characters. */
const mostBytes = 60_000;
/** Reserved for headings, folds and the line on omissions. */
const reserved = 3_000;
const mostNotes = 10;
const mostInputs = 40;
const mostPictures = 20;
const mostRows = 200;
/** Share of the space for changes that full descriptions may take. */
const shareInFull = 0.7;
/** Number of one-line entries that are not folded. */
const openRows = 10;
/** Number of sentences that are no longer true and not folded: the summary counts them all. */
const openSentences = 2;

const removed = (text: string): string => `<del>${literal(text)}</del>`;
const added = (text: string): string => `<ins>${literal(text)}</ins>`;
const strong = (text: string): string => `**${literal(text)}**`;
const style: TextStyle = {
  marks: {
    plain: literal,
    muted: literal,
    strong,
    warning: strong,
    code,
    id: code,
    removed,
    struck: removed,
    added,
    inserted: added,
  },
  codeLine: (text) => text.trimEnd(),
  link: (words, href) => `[${words}](${address(href)})`,
  label: ({ label }) => strong(label),
  warning: (text) => `> [!WARNING]\n> ${text}`,
};

/** A comparison as a comment on a pull request: the summary first, details folded, never more than 60 kB. */
export function formatMarkdown(comparison: Comparison, { command, links = noLinks }: LinkedOptions): string {
  const outline = outlineOf(comparison, links);
  const items = outline.entries.map((entry) => itemOf(entry, links));
  const head = headLines(outline, style).map(({ text }) => text);
  const foot = footBlocks(outline);
  const fixed = [...head, ...foot].reduce((sum, block) => sum + bytes(block), reserved);
  const texts = choose(items, mostBytes - fixed);
  const blocks = [...head, ...leftOutBlocks(items, texts, command), ...changeBlocks(items, texts), ...foot];
  return `${blocks.join("\n\n")}\n`;
}

type Item = ReturnType<typeof itemOf>;
type Texts = ReadonlyMap<Item, string>;

const isRow = ({ change }: Entry): boolean => kindOf(change).form === "row";

/** A change with its full description, and with its heading alone if space is short. */
function itemOf(entry: Entry, links: Links) {
  const head = `${headText(entry, style)} ${addressMarkdown(entry.change, links)}`;
  const { details, withIt, about, why } = entry;
  if (!isRow(entry) && !entry.isSlim) {
    const lines = detailLines([...details, ...about], style);
    return {
      entry,
      short: head,
      full: [head, ...picturesMarkdown(entry, links), ...blocksOf(lines)].join("\n\n"),
    };
  }
  const said = isRow(entry) ? [...details, ...withIt, ...why.slice(0, 1)] : why.slice(0, 1);
  const text = `- ${[head, ...detailLines(said, style).map(({ text }) => text)].join("; ")}`;
  return { entry, full: text, short: text };
}

function blocksOf(lines: readonly Line[]): readonly string[] {
  const groups: { readonly form: Line["form"]; readonly texts: string[] }[] = [];
  for (const { form, level, text } of lines) {
    const own = form === "code" ? text : `${"  ".repeat(Math.max(0, level - 1))}- ${text}`;
    const last = groups.at(-1);
    if (last?.form === form) last.texts.push(own);
    else groups.push({ form, texts: [own] });
  }
  return groups.map(({ form, texts }) =>
    form === "code" ? fence(texts.join("\n"), "diff") : texts.join("\n"),
  );
}

/**
 * The anchor in this comment, which GitHub prefixes with `user-content-`, and the link to the change on the page or, if
 * the page has no address, in the comment.
 */
function addressMarkdown(change: Change, { page }: Links): string {
  const id = addressOf(change);
  const href = page === undefined ? `#user-content-${id}` : `${address(page)}#${id}`;
  return `<a id="${id}" href="${escapeHtml(href)}">#</a>`;
}

/** Both drawings side by side, if the repository has them. */
function picturesMarkdown({ change }: Entry, links: Links): readonly string[] {
  const files = kindOf(change).files?.(change);
  if (files === undefined || (change.status === "changed" && !files.differs)) return [];
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

/** The most important items in full, then the headings of as many others as fit. */
function choose(items: readonly Item[], room: number): Texts {
  const texts = new Map<Item, string>();
  const late = new Set(items.filter(({ entry }) => isRow(entry)).slice(mostRows));
  let used = 0;
  for (const item of items) {
    if (late.has(item)) continue;
    const text = used + bytes(item.full) > shareInFull * room ? item.short : item.full;
    if (used + bytes(text) > room) break;
    texts.set(item, text);
    used += bytes(text);
  }
  return texts;
}

/** Includes the blank line that follows. */
function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8") + 2;
}

function leftOutBlocks(items: readonly Item[], texts: Texts, command: string): readonly string[] {
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

/**
 * Flipped verdicts, the first sentences that are no longer true and values are open, the rest folded; within each, the
 * greatest effect comes first.
 */
function changeBlocks(items: readonly Item[], texts: Texts): readonly string[] {
  const textsOf = (isWanted: (entry: Entry) => boolean) =>
    items.filter(({ entry }) => isWanted(entry)).flatMap((item) => texts.get(item) ?? []);
  const loud = textsOf(({ change, weight }) => isLoud(weight) && change.kind !== "sentence");
  const untrue = textsOf(({ change, weight }) => isLoud(weight) && change.kind === "sentence");
  const open = [...loud, ...untrue.slice(0, openSentences)];
  const others = untrue.slice(openSentences);
  return [
    ...(open.length === 0 ? [] : [`#### ${loudTitle}`, ...open]),
    ...(others.length === 0 ? [] : fold(`${plural(others.length, "more sentence")} no longer true`, others)),
    ...changeKinds.flatMap((kind) => {
      const { nouns, form } = kindNamed(kind);
      const own = textsOf(({ change, weight }) => change.kind === kind && !isLoud(weight));
      if (own.length === 0) return [];
      const title = capital(nouns[1]);
      if (form !== "row") return fold(`${title} (${own.length})`, own);
      const more = own.slice(openRows);
      const folded =
        more.length === 0 ? [] : fold(plural(more.length, `more ${nouns[0]}`), [more.join("\n")]);
      return [`#### ${title}`, own.slice(0, openRows).join("\n"), ...folded];
    }),
  ];
}

function fold(title: string, blocks: readonly string[]): readonly string[] {
  return [`<details>\n<summary>${escapeHtml(title)}</summary>`, ...blocks, "</details>"];
}

function footBlocks({ sameText, pictures, inputs, notes }: Outline): readonly string[] {
  const effective = inputTexts(inputs.effective, style);
  const without = inputTexts(inputs.without, style);
  const count = [...inputs.effective, ...inputs.without].reduce((sum, { items }) => sum + items.length, 0);
  const noteLines = notes.map((note) => line(1, literal(clip(note, 400))));
  const pictureLines = (pictures?.differing ?? []).map((each) =>
    line(1, literal(`${pictureName(each)}: ${pictureState(each)}`)),
  );
  const folded = [
    ...list(effective, mostInputs, "line"),
    ...(without.length === 0 ? [] : ["Without effect:", ...list(without, mostInputs, "line")]),
  ];
  return [
    ...(sameText === undefined ? [] : [literal(sameText)]),
    ...(pictureLines.length === 0 ? [] : ["#### Pictures that differ"]),
    ...list(pictureLines, mostPictures, "picture"),
    ...(count === 0 ? [] : fold(`Inputs that differ (${count})`, folded)),
    ...list(noteLines, mostNotes, "note"),
  ];
}

function list(lines: readonly Line[], most: number, noun: string): readonly string[] {
  return blocksOf(limited(lines, most, (left) => line(1, `… and ${plural(left, `more ${noun}`)}`)));
}

const joiner = "\u2060";

/**
 * A text as one literal line of GitHub's Markdown: no markup, links, user mentions, issue references, formulas or
 * emoji.
 */
function literal(text: string): string {
  return (
    escapeMarkdown(oneLine(text))
      // GitHub looks for these in the finished text, after Markdown escapes have been removed.
      .replace(/@(?=[A-Za-z0-9])/g, `@${joiner}`)
      .replace(/\\#(?=\d)/g, `\\#${joiner}`)
      .replace(/\b(GH-)(?=\d)/gi, `$1${joiner}`)
      .replace(/:(?=[a-z0-9_+\\-]+:)/gi, `:${joiner}`)
      .replace(/:\/\//g, "&#58;//")
      .replace(/\b(www)\./gi, "$1&#46;")
      .replace(/\$/g, "<span>$</span>")
      // Anything that would begin a list or a rule.
      .replace(/^( ?)([-+])(?=[\s-]|$)/, "$1\\$2")
      .replace(/^( ?\d+)([.)])(?=\s|$)/, "$1\\$2")
  );
}

/** An id, a path or a command, also inside a table. */
function code(text: string): string {
  const line = oneLine(text).trim();
  if (/^[^`|\\]+$/.test(line)) return `\`${line}\``;
  const inert = line.replace(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0) ?? 32};`);
  return `<code>${inert}</code>`;
}

/** A link or image whose address cannot close the markup. */
function address(url: string): string {
  return url.replace(/[\s()<>"'\\|`[\]]/g, (character) =>
    encodeURIComponent(character).replace(/[()']/g, hex),
  );
}

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
