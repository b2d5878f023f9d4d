/** Drafts the entry of an edition in notebooks/changes.md from the comparison, for an author to edit. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { replaceFile } from "../../lib/replace-file.js";
import { longDate } from "../render/dates.js";
import { escapeMarkdown } from "../../lib/markdown-text.js";
import { DiffError } from "./briefing.js";
import { compareBriefings } from "./compare.js";
import type { Change, Comparison } from "./comparison.js";
import { limitsOf, type DiffRequest, type DiffResult } from "./diff-briefings.js";
import { outlineOf, type Entry } from "./format/outline.js";
import { olderThan, withSourceNames } from "./kinds/stale.js";
import { isFolded, weightOf } from "./rank.js";
import { changelog } from "../report/texts.js";
import { notThere } from "../../lib/not-there.js";

const changelogFile = (root: string): string => path.join(root, changelog);

const mostEntries = 8;

/** A heading with the date of the edition, the summary, and one line for each quotable change. */
function changelogEntry(comparison: Comparison): string {
  const { after, summary } = comparison;
  const entries = outlineOf(comparison).entries.filter(({ weight }) => !isFolded(weight));
  const lines = entries.slice(0, mostEntries).map((entry) => `- ${lineOf(entry)}`);
  return [
    `## ${headingOf(after.date)}`,
    escapeMarkdown(summary.line),
    ...(lines.length > 0 ? [lines.join("\n")] : []),
  ].join("\n\n");
}

const headingOf = (date: string | undefined): string =>
  date === undefined ? "Next edition" : longDate(date);

function lineOf({ change, label, title, head }: Entry): string {
  const words = head.map(({ text }) => text).join("");
  const name = title === "" ? change.id : title;
  return escapeMarkdown(`${label}${words === "" ? "" : ` ${words}`}: ${name}`.replace(/\s+/g, " "));
}

type Added = { readonly status: "added" | "nothing to add"; readonly file: string };

/**
 * Inserts it before the entries of earlier editions, which are not touched; without differences, nothing. Rejects if
 * the edition already has an entry, or if output/ is out of date: the entry would describe an earlier state.
 */
export async function addToChangelog(
  root: string,
  { before, after }: Pick<DiffResult, "before" | "after">,
  limits: Pick<DiffRequest, "tolerance" | "only">,
): Promise<Added> {
  for (const { outdated, report } of [before, after]) {
    if (outdated === undefined) continue;
    const inputs = outdated.inputs.filter(({ path }) => path !== changelog);
    if (inputs.length === 0) continue;
    const reason = olderThan(withSourceNames(inputs, report));
    throw new DiffError(`No entry was drafted: ${outdated.folder} is ${reason}.`, {
      hint: "Run briefing build, then draft the entry.",
    });
  }
  const comparison = compareBriefings(before, after, { ...limitsOf(limits), leavesOut: isNoNews });
  const file = changelogFile(root);
  if (comparison.changes.every((change) => isFolded(weightOf(change))))
    return { status: "nothing to add", file };
  const text = (await readFile(file, "utf8").catch(notThere)) ?? "";
  const heading = `## ${headingOf(comparison.after.date)}`;
  if (text.split(/\r?\n/).some((line) => line.trim() === heading))
    throw new DiffError(`${file} already has an entry “${heading.slice(3)}”.`, {
      hint: "Edit the entry, or remove it to draft another.",
    });
  const [, top = "", rest = ""] = /^((?:(?!## )[^\n]*\n)*)([\s\S]*)$/.exec(text) ?? [];
  const parts = [top.trim(), changelogEntry(comparison), rest.trim()].filter((part) => part !== "");
  await replaceFile(file, `${parts.join("\n\n")}\n`);
  return { status: "added", file };
}

/** The date and number of the edition stand in its heading; the entries of editions are not news themselves. */
function isNoNews(change: Change): boolean {
  if (change.kind === "prose") return change.id === "changes";
  if (change.kind === "front-matter") return change.field === "date" || change.field === "edition";
  return change.kind === "stale";
}
