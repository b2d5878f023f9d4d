// Edits of this project's own briefing, built for real: the change that reviewers see first, and the cause it names.
// usage: node edits.mjs [--only REGEX] [--verbose] [--comment]
import { cpSync } from "node:fs";
import path from "node:path";
import { diffBriefings } from "../../src/briefing/dist/engine/diff/diff-briefings.js";
import { formatMarkdown } from "../../src/briefing/dist/engine/diff/format/markdown.js";
import { outlineOf } from "../../src/briefing/dist/engine/diff/format/outline.js";
import { formatTerminal } from "../../src/briefing/dist/engine/diff/format/terminal.js";
import { isFolded } from "../../src/briefing/dist/engine/diff/rank.js";
import { argument, isAsked, judge, root, sum, workFolder } from "../checks.mjs";
import { cases } from "./cases.mjs";
import { Checkout } from "./checkout.mjs";

const work = workFolder("edits");
const cache = path.join(work, "cache");
const only = new RegExp(argument("only", "."));
const chosen = cases.filter(({ name }) => only.test(name));

/** Builds without an edit, by chapters. Their data are in the folder above, where a comparison looks for them. */
const folderOf = (chapters) => path.join(work, "before", chapters.join("-"));
const untouched = new Map(chosen.map(({ chapters }) => [folderOf(chapters), chapters]));

/** The first line on the causes of an entry, as printed. */
function causeOf(entry) {
  const [first] = entry?.why ?? [];
  if (first === undefined || first.kind !== "line") return "";
  const words = first.spans.map(({ text }) => text).join("");
  return first.label === undefined ? words : `${first.label}: ${words}`;
}

const linesOf = (text) => text.split("\n").filter((line) => line !== "").length;

/**
 * `first`: key of the change that is reported first; null if only folded changes are reported. `cause`: what is
 * printed as its cause, the whole of it. `shows`: what the terminal prints somewhere.
 *
 * @param {any} expected
 */
function fault(comparison, expected) {
  const { first, cause = "", shows } = expected;
  const { entries } = outlineOf(comparison);
  const brief = { all: "briefing diff --all" };
  const terminal = formatTerminal(comparison, { width: 100, colour: "off", brief });
  if (isAsked("verbose")) console.log(terminal);
  const comment = formatMarkdown(comparison, { command: "briefing diff" });
  if (isAsked("comment")) console.log(comment);
  const open = linesOf(comment.replaceAll(/<details>[\s\S]*?<\/details>/g, ""));
  const [top] = entries.filter(({ weight }) => !isFolded(weight));
  const outOfOrder = entries.find(({ weight }, at) => at > 0 && weight.rank < entries[at - 1].weight.rank);
  if (outOfOrder !== undefined) return `${outOfOrder.change.key} stands after what matters less`;
  if (linesOf(terminal) > 60) return `the terminal's ${linesOf(terminal)} lines`;
  if (open > 30) return `the comment's ${open} lines before its folds`;
  // Lines are wrapped to the width of a terminal.
  if (shows !== undefined && !terminal.replaceAll(/\s+/g, " ").includes(shows)) return `not shown: ${shows}`;
  if (top?.change.key !== (first ?? undefined))
    return `reported first: ${top?.change.key}, expected ${first}`;
  if (first === null || causeOf(top) === cause) return undefined;
  return `its cause: ${JSON.stringify(causeOf(top))}, expected ${JSON.stringify(cause)}`;
}

let count = 0;
const checkoutOf = (chapters) => new Checkout(path.join(work, String((count += 1))), { cache, chapters });

async function one({ name, chapters, edit, options, ...expected }) {
  const checkout = checkoutOf(chapters);
  edit(checkout);
  await checkout.compile();
  const later = path.join(work, "after", String(cases.findIndex((each) => each.name === name)));
  await checkout.build(later, options);
  const names = [folderOf(chapters), later];
  const cwd = checkout.at();
  const { comparison } = await diffBriefings({ names, cwd, root: cwd, output: later });
  return fault(comparison, expected);
}

/** Two at a time. */
async function all(waiting, work) {
  const run = async () => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) await work(each);
  };
  await Promise.all([run(), run()]);
}

cpSync(path.join(root, "data"), path.join(work, "before/data"), { recursive: true });
await all([...untouched], ([output, chapters]) => checkoutOf(chapters).build(output));
await all(chosen, (each) => judge(each.name, () => one(each)));
sum();
