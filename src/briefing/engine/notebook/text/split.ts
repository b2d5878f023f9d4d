/** Splits the lines of a text notebook into cells, in jupytext's dialect of Markdown. */
import type { Cell } from "../contract.js";
import type { TextFault } from "./contract.js";
import { calledOfLibrary } from "./library-calls.js";

/** A cell as it stands in the file. */
export interface WrittenCell {
  readonly type: Cell["cell_type"];
  readonly source: string;
  /** 1-based, of the first line of the source. */
  readonly line: number;
  /** The text of the attributes, and where it begins; missing for prose between cells. */
  readonly attributes?: {
    readonly text: string;
    readonly line: number;
    readonly column: number;
    readonly place: "fence" | "region";
  };
}

const blank = /^\s*$/;
const regionStart = /^(<!--\s*#(region|markdown|md|raw)(?=[\s-]))(.*)-->\s*$/;
const regionEnd = /^<!--\s*#end(region|markdown|md|raw)\s*-->\s*$/;
const proseFence = /^ {0,3}(`{3,}|~{3,})\s*(.*)$/;

type Complain = (fault: TextFault) => never;

interface Reading {
  readonly lines: readonly string[];
  /** The first word of the fences that are cells. */
  readonly language: string;
  readonly complain: Complain;
  /** A fault that can be left as it is, and what happens then. */
  readonly report: (fault: TextFault, consequence: string) => void;
}

export function splitCells(start: number, reading: Reading): readonly WrittenCell[] {
  const { lines } = reading;
  const cells: WrittenCell[] = [];
  for (let index = start; index < lines.length;) {
    if (blank.test(lines[index] ?? "")) {
      index += 1;
      continue;
    }
    const read = regionAt(index, reading) ?? fenceAt(index, reading) ?? proseAt(index, reading);
    cells.push(read.cell);
    index = read.end;
  }
  return cells;
}

interface Read {
  readonly cell: WrittenCell;
  /** The index of the line after the cell. */
  readonly end: number;
}

/** `<!-- #region id="words" -->` … `<!-- #endregion -->` */
function regionAt(index: number, { lines, complain }: Reading): Read | undefined {
  const [, opening = "", name = "", text = ""] = regionStart.exec(lines[index] ?? "") ?? [];
  if (opening === "") {
    const [end] = regionEnd.exec(lines[index] ?? "") ?? [];
    if (end !== undefined)
      complain({
        line: index + 1,
        message: `no cell begins above that ${end.trim()} could end.`,
        hint: "Remove this line, or write the line with which the cell begins.",
      });
    return undefined;
  }
  const closing = `<!-- #end${name} -->`;
  let fence = "";
  for (let at = index + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (regionEnd.exec(line)?.[1] === name) {
      const source = lines.slice(index + 1, at).join("\n");
      const attributes = { text, line: index + 1, column: opening.length + 1, place: "region" } as const;
      return {
        cell: { type: name === "raw" ? "raw" : "markdown", source, line: index + 2, attributes },
        end: at + 1,
      };
    }
    // Prose may show how a text notebook is written.
    if (fence === "" && regionStart.test(line))
      complain({
        line: at + 1,
        message: `a cell begins here, but the one of line ${index + 1} is not closed.`,
        hint: `Write ${closing} above, on a line of its own.`,
      });
    fence = fenceAfter(line, fence);
  }
  return complain({
    line: index + 1,
    message: "this cell is not closed.",
    hint: `Write ${closing} below it, on a line of its own.`,
  });
}

/** The run of the fence that is open after a line of prose; empty if none is. */
function fenceAfter(line: string, open: string): string {
  const [, run = "", info = ""] = proseFence.exec(line) ?? [];
  if (run === "") return open;
  if (open === "") return run.startsWith("`") && info.includes("`") ? "" : run;
  return run.startsWith(open) && info === "" ? "" : open;
}

/** A cell of code: a fence of the notebook's language at the beginning of a line. */
function fenceAt(index: number, { lines, language, complain }: Reading): Read | undefined {
  const found = cellFence(lines[index] ?? "", language);
  if (found === undefined) return undefined;
  const { fence, text, column } = found;
  for (let at = index + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (!line.startsWith(fence)) continue;
    if (!/^`+\s*$/.test(line))
      complain({
        line: at + 1,
        message: `this line begins like the one that ends the cell of line ${index + 1}.`,
        hint: `If it belongs to the cell, begin and end the cell with more backticks: ${fence}\`. If not, end the cell above: ${fence}`,
      });
    const source = lines.slice(index + 1, at).join("\n");
    const attributes = { text, line: index + 1, column, place: "fence" } as const;
    return { cell: { type: "code", source, line: index + 2, attributes }, end: at + 1 };
  }
  return complain({
    line: index + 1,
    message: "this cell is not closed.",
    hint: `Write ${fence} below it, on a line of its own.`,
  });
}

function cellFence(line: string, language: string) {
  const [opening = "", fence = ""] = /^(`{3,})[ \t]*/.exec(line) ?? [];
  if (fence === "" || !line.startsWith(language, opening.length)) return undefined;
  const text = line.slice(opening.length + language.length);
  // Jupytext's mark of code that is shown and not executed.
  if (!/^(?:\s|$)/.test(text) || /\s\.noeval(?:\s|$)/.test(text)) return undefined;
  return { fence, text, column: opening.length + language.length + 1 };
}

/** Prose up to the next cell, or to two empty lines. */
function proseAt(index: number, reading: Reading): Read {
  const { lines, language, complain } = reading;
  let fence = "";
  let fenceLine = index;
  let blanks = 0;
  let isIndented = false;
  let at = index;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const after = fenceAfter(line, fence);
    if (fence !== "") {
      fence = after;
      continue;
    }
    if (blank.test(line)) {
      if (!isIndented) blanks += 1;
      continue;
    }
    isIndented = line.startsWith("    ") && (blanks > 0 || isIndented);
    const isCell = regionStart.test(line) || regionEnd.test(line) || cellFence(line, language) !== undefined;
    if (!isIndented && (isCell || blanks >= 2)) break;
    blanks = 0;
    if (after !== "") reportNearCell(at, reading);
    fence = after;
    fenceLine = at;
  }
  if (fence !== "")
    complain({
      line: fenceLine + 1,
      message: "this block of code is not closed.",
      hint: `Write ${fence} below it, on a line of its own.`,
    });
  const source = lines.slice(index, at).join("\n").trimEnd();
  return { cell: { type: "markdown", source, line: index + 1 }, end: at };
}

/** A fence that looks like a cell, and would only be shown. */
function reportNearCell(index: number, { lines, language, report }: Reading): void {
  const line = lines[index] ?? "";
  const [, run = "", info = ""] = proseFence.exec(line) ?? [];
  const [word = ""] = /^[^\s{]*/.exec(info) ?? [];
  if (/\s\.noeval(?:\s|$)/.test(info)) return;
  const column = line.indexOf(run) + 1;
  const why =
    word.toLowerCase() === language
      ? whyNoCell(run, column, word === language ? "right word" : "other letters", language)
      : language === "typescript" && word.toLowerCase() === "ts"
        ? whyMeantAsCell(info.slice(word.length), codeBelow(index, run, lines))
        : undefined;
  if (why === undefined) return;
  const fault = {
    line: index + 1,
    column,
    message: `this code would be shown and not executed, because ${why}.`,
    hint: `Write \`\`\`${language} at the beginning of the line to execute it, or \`\`\`${language === "typescript" ? "ts" : language} .noeval to show it.`,
  };
  report(fault, "It is shown.");
}

/** Why a fence of the language is no cell. */
function whyNoCell(
  run: string,
  column: number,
  word: "right word" | "other letters",
  language: string,
): string {
  if (run.startsWith("~")) return "it has tildes instead of backticks";
  if (column > 1) return "it is indented";
  return word === "right word"
    ? "a blank is missing after its language"
    : `its language is not written ${language}`;
}

/** Why a fence of `ts`, which is shown, was meant as a cell; one with another word after `ts` was not. */
function whyMeantAsCell(after: string, code: string): string | undefined {
  const [, attribute] = /(?:^|[\s{])(id|tags)\s*=/.exec(after) ?? [];
  if (attribute !== undefined)
    return `its language is written ts, although it has the attribute ${attribute}`;
  const called = after.trim() === "" ? calledOfLibrary(code) : undefined;
  return called === undefined ? undefined : `its language is written ts, although it calls ${called}`;
}

/** The lines between a fence and the one that closes it. */
function codeBelow(index: number, run: string, lines: readonly string[]): string {
  const end = lines.findIndex((line, at) => at > index && fenceAfter(line, run) === "");
  return lines.slice(index + 1, end < 0 ? undefined : end).join("\n");
}
