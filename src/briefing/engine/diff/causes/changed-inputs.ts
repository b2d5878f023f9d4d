import { own } from "../../../lib/own.js";
import { statementsOf, type CodeStatement } from "../../notebook/cell-code.js";
import { moduleStem } from "../../report/inputs.js";
import { packagesOf } from "../../report/lineage.js";
import type { StoredReport } from "../../report/stored-report.js";
import { sideNames, type Briefing, type Sides } from "../briefing.js";
import { sides } from "../kinds/block-changes.js";
import { clip } from "../kinds/description.js";
import type { Status } from "../shapes.js";
import type { BlockOf } from "../match/blocks.js";
import { groupBy } from "../match/pairing.js";
import { cellOfInput, withoutMark } from "../match/blocks.js";
import { align, compareLines } from "../words/align.js";
import { isModule, sourcesOf } from "./module-sources.js";
import { compareCsv, isPackage, packageChange, primaryKeys, compareJson } from "./data-files.js";
import type { DataChange, InputChange } from "./input-change.js";

/** By the key under which causes refer to it; the later side's name if both have one. */
export type ChangedInputs = ReadonlyMap<string, InputChange>;

/** Every input of the two reports that differs: data, modules, cells, parameters, packages. */
export function changedInputs(briefings: Sides<Briefing>): ChangedInputs {
  const { before, after } = briefings;
  const sources = sourcesOf(before.report, after.report);
  const earlier = codeIn(before.report);
  const later = codeIn(after.report);
  const parameters = changedParameters(earlier, later);
  const found = differing(before.report.inputs, after.report.inputs);
  const keys = new Set(found.map(({ key }) => key));
  const describe = dataDescriber(briefings, (path) => keys.has(path));
  const inputs = found.flatMap(({ key, status }): readonly (readonly [string, InputChange])[] => {
    const input = inputChange(key, status, sources);
    if (input.kind === "parameters")
      return [[key, { ...input, ...(parameters.length > 0 && { statements: parameters }) }]];
    if (input.kind === "data" && status === "changed") return [[key, describe(input)]];
    if (input.kind !== "cell") return [[key, input]];
    // Parameters passed by a build are reported as parameters; comments and layout have no effect.
    if (isInjected(key)) return [];
    const changed = changedStatements(earlier.get(key), later.get(key));
    return changed?.length === 0 ? [] : [[key, { ...input, ...(changed && { statements: changed }) }]];
  });
  const packages = differing(packageVersions(before.report), packageVersions(after.report)).map(
    ({ key: name, was, is, status }) =>
      [packageKey(name), { kind: "package", status, name, ...sides(was, is) }] as const,
  );
  return new Map<string, InputChange>([...inputs, ...packages]);
}

type Table = Readonly<Record<string, string>>;

/** The entries that differ between two tables of names. */
function differing(before: Table, after: Table) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((key) => {
    const was = own(before, key);
    const is = own(after, key);
    const status: Status = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return was === is ? [] : [{ key, was, is, status }];
  });
}

/** Whether an input is a file of data rather than a module, a cell or parameters. */
export const isData = (key: string): boolean => !key.includes("#") && key !== "parameters" && !isModule(key);

function inputChange(key: string, status: Status, sources: ReadonlyMap<string, string>): InputChange {
  const cell = cellOfInput(key);
  if (cell !== undefined) {
    return { kind: "cell", status, notebook: withoutMark(cell.notebook), cell: withoutMark(cell.cell) };
  }
  if (key === "parameters") return { kind: "parameters", status };
  return isModule(key)
    ? { kind: "module", status, path: sources.get(moduleStem(key)) ?? key }
    : { kind: "data", status, path: key };
}

function packageVersions(report: StoredReport): Table {
  const named = groupBy(packagesOf(report).map(splitPackage), ({ name }) => name);
  return Object.fromEntries(
    [...named].map(([name, own]) => [name, own.map(({ version }) => version).join(", ")]),
  );
}

export const packageKey = (name: string): string => `package:${name}`;

/** `@scope/name@1.2.3` → name and version. */
export function splitPackage(text: string): { readonly name: string; readonly version: string } {
  const at = text.lastIndexOf("@");
  return at <= 0 ? { name: text, version: "" } : { name: text.slice(0, at), version: text.slice(at + 1) };
}

/** Adds to a changed data file the rows that differ, if the contents of both sides are available. */
function dataDescriber({ before, after }: Sides<Briefing>, isChanged: (path: string) => boolean) {
  const keys = primaryKeys([...after.inputs, ...before.inputs]);
  return (change: DataChange): DataChange => {
    const { path } = change;
    const [, extension] = /\.(csv|tsv)(?:\.gz)?$/i.exec(path) ?? [];
    const texts = { before: before.inputs.get(path), after: after.inputs.get(path) };
    if (texts.before === undefined || texts.after === undefined) {
      const unread = sideNames.filter((side) => texts[side] === undefined);
      return extension === undefined ? change : { ...change, unread };
    }
    if (isPackage(path)) return { ...change, ...packageChange(texts.before, texts.after, path, isChanged) };
    if (path.endsWith(".json")) return { ...change, ...compareJson(texts.before, texts.after) };
    if (extension === undefined) return change;
    const delimiter = extension.toLowerCase() === "tsv" ? "\t" : ",";
    return { ...change, ...compareCsv(texts.before, texts.after, { delimiter, key: keys.get(path) ?? [] }) };
  };
}

type Code = BlockOf<"code">;

/** Whether a cell holds the parameters that a build passed to its notebook. */
export const isInjected = (key: string): boolean => /#injected-parameters(?:-\d+)?$/.test(key);

/** The lines with parameters that differ. */
function changedParameters(...codes: readonly ReadonlyMap<string, Code>[]): readonly string[] {
  const [gone = [], given = []] = codes.map((code) =>
    [...code].flatMap(([key, { source }]) => (isInjected(key) ? source.split("\n").filter(isCode) : [])),
  );
  const added = given.filter((line) => !gone.includes(line));
  return [...new Set(given.length > 0 ? added : gone.map((line) => `${line} (removed)`))];
}

/** The code of cells by `notebook#cell`. */
export function codeIn({ sections }: StoredReport): ReadonlyMap<string, Code> {
  return new Map(
    sections.flatMap(({ notebook, blocks }) =>
      blocks.flatMap((block) =>
        block.kind === "code" ? [[`${notebook}#${block.cell}`, block] as const] : [],
      ),
    ),
  );
}

/**
 * The statements of a cell that differ, each by its first line and the line that changed: none if only comments and
 * layout differ; undefined if a report does not contain its code.
 */
export function changedStatements(before?: Code, after?: Code): readonly string[] | undefined {
  if (before === undefined || after === undefined) return undefined;
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
