/** Errors of cells and of the modules they import, with 1-based positions and whole message chains. */
import path from "node:path";
import type { Diagnostic as Found } from "vscode-languageserver-protocol";
import type { Cell, CellModule } from "./cell-modules.js";
import { nearest } from "../../lib/nearest.js";
import type { Position } from "../../lib/position.js";
import { suggestionsAt } from "./completion.js";
import { positionAt, type Diagnostic } from "./contract.js";
import { uriOf, type Request } from "./language-server.js";
import type { Import, LocalModules } from "./local-modules.js";
import type { TablesInWords } from "./tables-in-words.js";
import type { Binding } from "./syntax-tree.js";

/** Severity in the protocol; all others are suggestions. */
const ERROR = 1;
/** Codes below this are syntax errors. */
const semanticCodes = 2000;
/** Top-level `await` and `for await`, and `import defer`, reported as needing another module format. */
const OTHER_FORMAT = new Set([1378, 1432, 18060]);
const IMPORT_META = 1343;
const NOT_FOUND = new Set([2307, 2792, 2882]);
/** TypeScript's "file is not under 'rootDir'". */
const NOT_UNDER_ROOT = 6059;
const RESERVED = 2441;
const SYNTAX_ERROR = 1005;
/** TypeScript itself suggests a name only if it differs in a letter or two. */
const NO_EXPORT = 2305;
const NOT_INDEXED = 7053;

/** A module that may have appeared since TypeScript looked for it. */
export const isMissingModule = ({ code }: Diagnostic): boolean => NOT_FOUND.has(code);

async function errorsIn(request: Request, file: string): Promise<readonly Diagnostic[]> {
  const textDocument = { uri: uriOf(file) };
  const { items } = await request<{ items: readonly Found[] }>("textDocument/diagnostic", { textDocument });
  return items
    .filter((each) => each.severity === ERROR && !isImplicitAny(each))
    .map(({ code, message, range: { start, end } }) => ({
      code: Number(code),
      message: messageText(message),
      start: { line: start.line + 1, column: start.character + 1 },
      end: { line: end.line + 1, column: end.character + 1 },
    }))
    .sort((a, b) => (isBefore(a.start, b.start) ? -1 : isBefore(b.start, a.start) ? 1 : 0));
}

const messageText = (message: Found["message"]): string =>
  typeof message === "string" ? message : message.value;

/**
 * Of `noImplicitAny`, which is set only because empty arrays and variables then get the types of what they are given.
 * A column that no row has is an error nevertheless: `row["vists"]`.
 */
function isImplicitAny({ code, message }: Found): boolean {
  const number = Number(code);
  if (number === NOT_INDEXED && /Property '.*' does not exist on type '\w+Row\b/.test(messageText(message)))
    return false;
  return number >= 7005 && number <= 7057 && !(number >= 7027 && number <= 7030);
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.column < b.column);

/** TypeScript, and the words for its errors about tables. */
interface Checking {
  readonly request: Request;
  readonly inWords: TablesInWords;
}

/** Errors of a cell and of the modules it imports; empty without errors. */
export async function errorsOfCell(
  { request, inWords }: Checking,
  module: CellModule,
  local: LocalModules,
  errorsOf: (file: string) => Promise<readonly Diagnostic[]>,
): Promise<readonly Diagnostic[]> {
  const { cell, file } = module;
  const { source, imports, syntaxError } = cell;
  const all = ownErrors(cell, await errorsIn(request, file));
  const ofSyntax = all.filter(({ code }) => code < semanticCodes);
  const found = syntaxError !== undefined && ofSyntax.length > 0 ? ofSyntax : all;
  const own = await Promise.all(
    found.map(
      async (each) =>
        (await inWords.explain(each, { file, source, firstLine: 1 })) ??
        inWordsOfCells(request, module, each),
    ),
  );
  const outside = local.outside(file, imports).map((each) => outsideFolder(each, source));
  const modules = local.reachedFrom(file, imports).filter((each) => local.isChecked(each));
  const elsewhere = await Promise.all(modules.map(errorsOf));
  const errors = [...own, ...outside, ...reservedNames(cell), ...elsewhere.flat()];
  if (errors.length > 0 || syntaxError === undefined) return explainHabits(source, errors);
  // Accepted by TypeScript, but not by the kernel's parser.
  const [{ start, end } = { start: 0, end: 0 }] = syntaxError.labels;
  const place = { start: positionAt(source, start), end: positionAt(source, end) };
  return [{ code: SYNTAX_ERROR, message: syntaxError.message, ...place }];
}

export async function errorsOfModule(
  { request, inWords }: Checking,
  file: string,
  { folder, local }: { readonly folder: string; readonly local: LocalModules },
): Promise<readonly Diagnostic[]> {
  const name = path.relative(folder, file).split(path.sep).join("/");
  const { text, imports } = local.read(file);
  const isJavaScript = /\.[cm]?jsx?$/.test(file);
  const found = (await errorsIn(request, file)).filter(
    ({ code }) => !(isJavaScript && (code === IMPORT_META || OTHER_FORMAT.has(code))),
  );
  const outside = local.outside(file, imports).map((each) => outsideFolder(each, text));
  const own = await Promise.all(
    found.map(async (each) => (await inWords.explain(each, { file, source: text, firstLine: 0 })) ?? each),
  );
  return [...own, ...outside].map((each) => ({ ...each, file: name }));
}

/** The cell starts on the module's second line; anything below it is generated. */
function ownErrors({ source }: Cell, found: readonly Diagnostic[]): readonly Diagnostic[] {
  const last = positionAt(source, source.length);
  return found
    .filter(({ code, start }) => start.line > 1 && !OTHER_FORMAT.has(code))
    .map(({ start, end, ...rest }) => ({
      ...rest,
      start: { ...start, line: start.line - 1 },
      end: { ...end, line: end.line - 1 },
    }))
    .filter(({ start }) => !isBefore(last, start))
    .map(({ end, ...rest }) => ({ ...rest, end: isBefore(last, end) ? last : end }));
}

function outsideFolder({ specifier, start, end }: Import, text: string): Diagnostic {
  return {
    code: NOT_UNDER_ROOT,
    message:
      `"${specifier}" is a TypeScript file outside the notebook's folder, which is not compiled with it.\n` +
      "  Import the compiled package by its name instead, or move the module into the notebook's folder.",
    start: positionAt(text, start),
    end: positionAt(text, end),
  };
}

/** A cell is a function with these parameters. */
function reservedNames({ source, declared }: Cell): readonly Diagnostic[] {
  const declaration = /(?<!\bdeclare\s+)\b(?:const|let|var|function|class)\s+(require|exports)\b/;
  const found = declaration.exec(source);
  const [text = "", name = ""] = found ?? [];
  if (found === null || !declared.has(name)) return [];
  const end = found.index + text.length;
  const message = `'${name}' is reserved by the notebook: a cell cannot declare the name again.`;
  const place = { start: positionAt(source, end - name.length), end: positionAt(source, end) };
  return [{ code: RESERVED, message, ...place }];
}

/** TypeScript's errors for assigning to a constant of the same cell. */
const constants: ReadonlyMap<Binding, readonly [code: number, kind: string]> = new Map([
  ["constant", [2588, "a constant"]],
  ["function", [2630, "a function"]],
  ["class", [2629, "a class"]],
  ["enum", [2628, "an enum"]],
  ["namespace", [2631, "a namespace"]],
]);

/** For TypeScript, names of earlier cells are imports and namespaces have file names; cells contain neither. */
async function inWordsOfCells(request: Request, module: CellModule, found: Diagnostic): Promise<Diagnostic> {
  const [, assigned = ""] = /^Cannot assign to '(.*)' because it is an import\.$/.exec(found.message) ?? [];
  const [code, kind] = constants.get(module.visible.get(assigned) ?? "import") ?? [];
  if (code !== undefined && kind !== undefined)
    return { ...found, code, message: `Cannot assign to '${assigned}' because it is ${kind}.` };
  if (found.code === NO_EXPORT) return { ...found, message: await withNearestExport(request, module, found) };
  const [, missing = "", guess = ""] =
    /^Property '(.*)' does not exist on type 'typeof .*'\.( Did you mean '.*'\?)?$/.exec(found.message) ?? [];
  const line = module.cell.source.split(/\r\n|[\n\r]/)[found.start.line - 1] ?? "";
  const [, object] = /([\w$.]+)\.$/.exec(line.slice(0, found.start.column - 1)) ?? [];
  if (missing === "" || object === undefined)
    return {
      ...found,
      message: withoutOverloads(found.message + (await allowedAt(request, module, found, line))),
    };
  const names = await namesAt(request, module, found.start);
  if (names.includes("prototype")) return found;
  return { ...found, message: `${object} has no ${missing}.${guess}${sentence("It has", names)}` };
}

async function withNearestExport(
  request: Request,
  module: CellModule,
  { message, start }: Diagnostic,
): Promise<string> {
  const [, name = ""] = /no exported member '(.+?)'\.$/.exec(message) ?? [];
  const near = nearest(name, await namesAt(request, module, start));
  return near === undefined ? message : `${message} Did you mean '${near}'?`;
}

/** Words, columns or options that could replace a wrong one, where TypeScript names only their type. */
async function allowedAt(
  request: Request,
  module: CellModule,
  { message, start }: Diagnostic,
  line: string,
): Promise<string> {
  const word = /[Tt]ype '"(.*)"' is not assignable to (?:parameter of )?type '(?!")/.exec(message)?.[1];
  if (word !== undefined) {
    const column = line.slice(start.column - 1).search(/["'`]/) + start.column;
    if (line.slice(column, column + word.length) !== word) return "";
    const words = await namesAt(request, module, { ...start, column: column + 1 });
    const quoted = words.map((each) => JSON.stringify(each));
    return sentence("It can be", quoted, "or");
  }
  if (!/may only specify known properties/.test(message) || message.includes("Did you mean")) return "";
  return sentence("It can also have", await namesAt(request, module, start));
}

/** If a function has several signatures and the fault is certain, it does not matter which of them reported it. */
const withoutOverloads = (message: string): string =>
  /Did you mean|It can/.test(message)
    ? message.replace(
        /^No overload matches this call\.\n {2}The last overload gave the following error\.\n {4}/,
        "",
      )
    : message;

/** A longer list would not be read. */
const maxNames = 40;

function sentence(beginning: string, names: readonly string[], conjunction = "and"): string {
  if (names.length === 0 || names.length > maxNames) return "";
  const [last = ""] = names.slice(-1);
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(", ")} ${conjunction} ${last}`;
  return ` ${beginning} ${list}.`;
}

async function namesAt(
  request: Request,
  { file }: CellModule,
  { line, column }: Position,
): Promise<readonly string[]> {
  const place = { textDocument: { uri: uriOf(file) }, position: { line, character: column - 1 } };
  const items = await suggestionsAt(request, place);
  return items.map(({ label }) => label.replace(/\?$/, "")).sort();
}

const installers = new Set(["pip", "pip3", "conda", "mamba", "npm", "yarn", "pnpm"]);

/** For a line that begins with `%time`, `!git log` or `name?`. */
function adviceOn(line: string): string | undefined {
  const text = line.trim();
  const [, written, name = ""] =
    /^(%%?([a-z]\w*)|!!?\s?([a-z][\w.-]*)(?= [\w./"'*~$-]))/i.exec(text)?.filter(Boolean) ?? [];
  if (written !== undefined)
    return installers.has(name)
      ? `${written} is a command of IPython. Packages are installed in a terminal: npm install NAME.`
      : `${written} is a command of IPython; a cell of this notebook holds TypeScript only.`;
  const help = /^\?{1,2}([\w$.]+)$|^([\w$.]+)\?{1,2}$/.exec(text);
  const asked = help?.[1] ?? help?.[2];
  if (asked === undefined) return undefined;
  return `${text} asks IPython for help. Here, put the cursor on ${asked} and press Shift-Tab.`;
}

/** One error with what to write instead, if the first one stems from an IPython habit; otherwise all unchanged. */
function explainHabits(source: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const [first] = diagnostics;
  if (first === undefined || first.file !== undefined) return diagnostics;
  const lines = source.split("\n");
  // For TypeScript, `name?` continues on the next line that is not blank.
  const before = lines.findLastIndex((line, index) => index < first.start.line - 1 && line.trim() !== "");
  for (const index of [first.start.line - 1, ...(first.code < semanticCodes ? [before] : [])]) {
    const line = lines[index] ?? "";
    const message = adviceOn(line);
    if (message === undefined) continue;
    const place = { line: index + 1, column: line.search(/\S/) + 1 };
    return [
      { code: first.code, message, start: place, end: { ...place, column: line.trimEnd().length + 1 } },
    ];
  }
  return diagnostics;
}
