import path from "node:path";
import pc from "picocolors";
import type { StruckSentence } from "../engine/report/struck-sentences.js";
import { plural } from "./describe-briefing.js";

/** Every sentence that is no longer true, each with its place, and what to do about them; empty where all hold. */
export function describeStruck(struck: readonly StruckSentence[]): string {
  if (struck.length === 0) return "";
  const found = struck.map((each) => `  ${placeOf(each)}\n    ${each.sentence.trim()}`);
  return `${struck.length === 1 ? "1 sentence is" : `${plural(struck.length, "sentence")} are`} no longer true:\n${found.join("\n")}`;
}

/** The list on standard error, with what to do. */
export function tellStruck(struck: readonly StruckSentence[], advice: string): void {
  if (struck.length === 0) return;
  process.stderr.write(`\n${pc.red("✗")} ${describeStruck(struck)}\n${advice}\n`);
}

/** As a person in this folder would name it. */
export function namedStruck(struck: readonly StruckSentence[]): readonly StruckSentence[] {
  return struck.map((each) => ({ ...each, notebook: shown(each.notebook) }));
}

function placeOf({ notebook, cell, line, column }: StruckSentence): string {
  const position = line === undefined || column === undefined ? "" : `, ${line}:${column}`;
  return `${shown(notebook)}, cell ${cell.index + 1} (${cell.id})${position}`;
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative === "" || relative.startsWith(`..${path.sep}..`) ? file : relative;
}
