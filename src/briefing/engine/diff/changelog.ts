/** Drafts the entry of an edition in notebooks/changes.md from the comparison, for an author to edit. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { replaceFile } from "../../lib/replace-file.js";
import { longDate } from "../render/dates.js";
import { escapeMarkdown } from "../../lib/markdown-text.js";
import { DiffError } from "./briefing.js";
import type { Comparison } from "./comparison.js";
import { outlineOf, type Entry } from "./format/outline.js";
import { isFolded } from "./rank.js";
import { notThere } from "../../lib/not-there.js";

export const changelogFile = (root: string): string => path.join(root, "notebooks", "changes.md");

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

/** Inserts it before the entries of earlier editions, which are not touched. Rejects if the edition already has one. */
export async function addToChangelog(root: string, comparison: Comparison): Promise<void> {
  const file = changelogFile(root);
  const before = (await readFile(file, "utf8").catch(notThere)) ?? "";
  const heading = `## ${headingOf(comparison.after.date)}`;
  if (before.split(/\r?\n/).some((line) => line.trim() === heading))
    throw new DiffError(`${file} already has an entry “${heading.slice(3)}”.`, {
      hint: "Edit the entry, or remove it to draft another.",
    });
  const [, top = "", rest = ""] = /^((?:(?!## )[^\n]*\n)*)([\s\S]*)$/.exec(before) ?? [];
  const parts = [top.trim(), changelogEntry(comparison), rest.trim()].filter((part) => part !== "");
  await replaceFile(file, `${parts.join("\n\n")}\n`);
}
