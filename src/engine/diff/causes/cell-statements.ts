/** How the code of cells changed: the statements that differ, each by its first line and the line that changed. */
import { statementsOf, type CodeStatement } from "../../notebook/cell-code.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { Briefing, Sides } from "../briefing.js";
import { clip } from "../kinds/description.js";
import type { BlockOf } from "../match/blocks.js";
import { align, compareLines } from "../words/align.js";

type Code = BlockOf<"code">;

/** Whether a cell holds the parameters that a build passed to its notebook. */
export const isInjected = (key: string): boolean => /#injected-parameters(?:-\d+)?$/.test(key);

export function statementsIn({ before, after }: Sides<Pick<Briefing, "report">>) {
  const [earlier, later] = [codeIn(before.report), codeIn(after.report)];
  const injected = (side: ReadonlyMap<string, Code>) =>
    [...side].flatMap(([key, { source }]) => (isInjected(key) ? source.split("\n").filter(isCode) : []));
  const [gone, given] = [injected(earlier), injected(later)];
  const parameters = [
    ...given.filter((line) => !gone.includes(line)),
    ...(given.length > 0 ? [] : gone.map((line) => `${line} (removed)`)),
  ];
  return {
    /** Empty if only comments and layout differ; undefined if the reports do not contain its code. */
    ofCell: (key: string): readonly string[] | undefined => {
      const [one, two] = [earlier.get(key), later.get(key)];
      return one === undefined || two === undefined ? undefined : changedStatements(one, two);
    },
    ofParameters: parameters.length > 0 ? { statements: [...new Set(parameters)] } : {},
  };
}

function codeIn({ sections }: StoredReport): ReadonlyMap<string, Code> {
  return new Map(
    sections.flatMap(({ notebook, blocks }) =>
      blocks.flatMap((block) =>
        block.kind === "code" ? [[`${notebook}#${block.cell}`, block] as const] : [],
      ),
    ),
  );
}

function changedStatements(before: Code, after: Code): readonly string[] {
  const [one = [], two = []] = readAlike([before, after]);
  return align(one, two, ({ key }) => key)
    .filter(({ kind }) => kind === "changed")
    .flatMap((run) =>
      run.after.length > 0
        ? run.after.map(({ text }, at) => nameOf(text, run.before[at]?.text))
        : run.before.map(({ text }) => `${nameOf(text)} (removed)`),
    );
}

/** The statements of every side, as parsed if the parser can read all sides. */
function readAlike(sides: readonly Code[]): readonly (readonly CodeStatement[])[] {
  const scripts = sides.map(({ language, source }) =>
    /^(?:java|type)script$/i.test(language) ? statementsOf(source) : undefined,
  );
  if (scripts.every((statements) => statements !== undefined)) return scripts;
  return sides.map(({ source }) => marginStatements(source));
}

/** A statement continues where a line is indented or begins with a closing bracket. */
function marginStatements(source: string): readonly CodeStatement[] {
  const found: string[] = [];
  for (const line of source.split("\n")) {
    const last = /^[\s)\]}]|^$/.test(line) ? found.pop() : undefined;
    found.push(last === undefined ? line : `${last}\n${line}`);
  }
  return found.map((text) => ({ text, key: text.trimEnd() })).filter(({ key }) => key !== "");
}

const isCode = (line: string): boolean => !/^\s*(?:\/\/|#|\/?\*|$)/.test(line);

const widest = 90;
const widestHead = 40;

/** `const rows = counts.filter(…`; for a longer statement also the line that changed: `figure({ … height: 300,`. */
function nameOf(statement: string, former = ""): string {
  const [head = ""] = statement.split("\n").filter(isCode);
  const added = compareLines(former, statement).flatMap(({ kind, lines }) => (kind === "added" ? lines : []));
  const [line = head] = former === "" ? [] : added.filter(isCode);
  if (line === head) return clip(head, widest);
  const begins = clip(head, widestHead).replace(/…$/, "");
  return `${begins} … ${clip(line, widest - begins.length)}`;
}
