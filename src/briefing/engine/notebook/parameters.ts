import type { Json } from "../client/contract.js";
import type { CodeCell, Notebook } from "./contract.js";
import { ParameterError } from "./errors.js";
import { isJsonObject, isStringArray } from "./json.js";
import { hasTag } from "./metadata.js";
import { nearest } from "../../lib/nearest.js";
import { own } from "../../lib/own.js";
import { parseJson } from "../../lib/parse-json.js";
import { positionAt } from "../../lib/position.js";
import { UnusedNames } from "../../lib/unused-names.js";
import type { Node } from "oxc-parser";
import { declarationIn, parseCode } from "./cell-code.js";

/** The type of a value from the command line, which is that of the parameter's default. */
type ParameterType = keyof typeof expected;

/** A parameter as the `parameters` cell declares it. */
interface Declaration {
  readonly name: string;
  /** The type of its default, if that is a literal. */
  readonly type: ParameterType;
  /** `const`, `let` or `var`. */
  readonly keyword?: string;
  /** The type annotation after the name, with its colon. */
  readonly annotation?: string;
  /** 1-based. */
  readonly line: number;
}

/** The variables that a TypeScript cell declares at its top level. */
export function readDeclarations(source: string): readonly Declaration[] {
  return (parseCode(source)?.body ?? []).map(declarationIn).flatMap((statement) => {
    if (statement.type !== "VariableDeclaration") return [];
    return statement.declarations.flatMap(({ id, init }): readonly Declaration[] => {
      if (id.type !== "Identifier") return [];
      const type = id.typeAnnotation?.typeAnnotation;
      return [
        {
          name: id.name,
          type: init === null ? "any" : typeOfLiteral(init),
          keyword: statement.kind,
          annotation: type ? `: ${source.slice(type.start, type.end)}` : "",
          line: positionAt(source, id.start).line,
        },
      ];
    });
  });
}

function typeOfLiteral(node: Node): ParameterType {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return typeOfLiteral(node.expression);
    case "UnaryExpression":
      return /^[-+]$/.test(node.operator) && typeOfLiteral(node.argument) === "number" ? "number" : "any";
    case "Literal": {
      const type = typeof node.value;
      return type === "number" || type === "string" || type === "boolean" ? type : "any";
    }
    case "TemplateLiteral":
      return node.expressions.length === 0 ? "string" : "any";
    case "ArrayExpression":
      return "array";
    case "ObjectExpression":
      return "object";
    default:
      return "any";
  }
}

/** How a language declares and assigns parameters. */
interface Language {
  readonly comment: string;
  readonly declarations: (source: string) => readonly Declaration[];
  readonly assign: (declaration: Declaration, value: Json) => string;
}

const typescript: Language = {
  comment: "// Parameters",
  declarations: readDeclarations,
  assign: ({ keyword = "let", name, annotation = "" }, value) =>
    `${keyword} ${name}${annotation} = ${JSON.stringify(value)};`,
};

/** Like papermill: the type of a value follows from its own form, whatever its default. */
const python: Language = {
  comment: "# Parameters",
  declarations: (source) =>
    [...source.matchAll(/^([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?::[^=\n]*)?=(?!=)/gmu)].map(
      ({ index, 1: name = "" }) => ({ name, type: "any", line: positionAt(source, index).line }),
    ),
  assign: ({ name }, value) => `${name} = ${writePython(value)}`,
};

const languages: Readonly<Record<string, Language>> = { typescript, javascript: typescript, python };

const parametersCell = (notebook: Pick<Notebook, "cells">): CodeCell | undefined =>
  notebook.cells.find((cell): cell is CodeCell => cell.cell_type === "code" && hasTag(cell, "parameters"));

/** The declarations in the cell tagged `parameters`; empty for a language whose declarations are not parsed. */
export function parametersOf(notebook: Pick<Notebook, "cells">, language: string): readonly Declaration[] {
  const cell = parametersCell(notebook);
  return (cell && own(languages, language.toLowerCase())?.declarations(cell.source)) ?? [];
}

/**
 * The notebook with values for its parameters in a separate cell, tagged `injected-parameters`, after the `parameters`
 * cell; it replaces an earlier injected cell. Without values, returns the notebook unchanged.
 */
export function injectParameters(
  notebook: Notebook,
  values: Readonly<Record<string, string>>,
  context: { readonly path: string; readonly language: string },
): Notebook {
  const names = Object.keys(values);
  if (names.length === 0) return notebook;
  const { path } = context;
  const language = own(languages, context.language.toLowerCase());
  if (language === undefined) {
    throw new ParameterError(`${path}: parameters are not supported in language ${context.language}.`, {
      hint: "Use TypeScript, JavaScript or Python for notebooks with parameters.",
    });
  }
  const cell = parametersCell(notebook);
  if (cell === undefined) {
    throw new ParameterError(
      `${path}: no cell is tagged "parameters", so ${names.join(", ")} cannot be set.`,
      { hint: 'Declare the defaults in a code cell and give it the tag "parameters".' },
    );
  }
  const declarations = new Map(language.declarations(cell.source).map((each) => [each.name, each]));
  const lines = Object.entries(values).map(([name, text]) => {
    const declaration = declarations.get(name);
    if (declaration === undefined)
      throw new ParameterError(...unknownParameter(path, name, [...declarations.keys()]));
    const { type, line } = declaration;
    const value = convertValue(text, type);
    if (value !== undefined) return language.assign(declaration, value);
    const message = `${path}: "${text}" is not a value for ${name}: expected ${expected[type]}.`;
    throw new ParameterError(message, { line });
  });
  return withInjected(notebook, cell, [language.comment, ...lines].join("\n"));
}

/**
 * The notebook with other published values of its assumptions, set in a cell before all others; each assumption reads
 * and checks its own.
 */
export function injectAssumptions(notebook: Notebook, values: Readonly<Record<string, string>>): Notebook {
  if (Object.keys(values).length === 0) return notebook;
  const isEarlier = (cell: Notebook["cells"][number]): boolean =>
    hasTag(cell, "injected-parameters") && cell.source.startsWith(assumptionsComment);
  const others = notebook.cells.filter((cell) => !isEarlier(cell));
  const cell: CodeCell = {
    cell_type: "code",
    id: new UnusedNames(others.map(({ id }) => id)).take("injected-parameters"),
    metadata: { tags: ["injected-parameters"] },
    source: `${assumptionsComment}\nimport { assume } from "briefing";\nassume.published(${JSON.stringify(values)});`,
    outputs: [],
    execution_count: null,
  };
  const first = others.findIndex(({ cell_type }) => cell_type === "code");
  return { ...notebook, cells: others.toSpliced(first, 0, cell) };
}

const assumptionsComment = "// Assumptions";

/** The error for a name that no `parameters` cell declares. */
export function unknownParameter(
  where: string,
  name: string,
  known: readonly string[],
): [message: string, options: { hint: string }] {
  const near = nearest(name, known);
  const list = known.length === 0 ? "It has none." : `Its parameters: ${known.join(", ")}.`;
  return [
    `${where}: there is no parameter "${name}".`,
    { hint: near === undefined ? list : `Did you mean ${near}? ${list}` },
  ];
}

const expected = {
  number: "a number, like its default",
  boolean: "true or false, like its default",
  string: "a text",
  array: 'a JSON array, like its default, for example ["US", "CN"]',
  object: 'a JSON object, like its default, for example {"from": 2003}',
  any: "a value",
} as const;

function withInjected(notebook: Notebook, after: CodeCell, source: string): Notebook {
  const before = notebook.cells.find((cell) => hasTag(cell, "injected-parameters"));
  const others = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  const ids = new UnusedNames(others.map(({ id }) => id));
  const { tags } = before?.metadata ?? {};
  const cell: CodeCell = {
    cell_type: "code",
    id: ids.take(before?.id ?? "injected-parameters"),
    metadata: { ...before?.metadata, tags: isStringArray(tags) ? tags : ["injected-parameters"] },
    source,
    outputs: [],
    execution_count: null,
  };
  return { ...notebook, cells: others.flatMap((each) => (each === after ? [each, cell] : [each])) };
}

/** Undefined if the text is not a value of the type. */
function convertValue(text: string, type: ParameterType): Json | undefined {
  const word = text.trim().toLowerCase();
  if (type === "string") return text;
  if (type === "number") return numberOf(word);
  if (type === "boolean") return word === "true" ? true : word === "false" ? false : undefined;
  if (type === "any") {
    // Like papermill if no type is known; lists and objects as JSON.
    const typed = (["number", "boolean", "array", "object"] as const).map((each) => convertValue(text, each));
    return typed.find((value) => value !== undefined) ?? (/^(?:null|none)$/.test(word) ? null : text);
  }
  const value = parseJson(text) as Json | undefined;
  return (type === "array" ? Array.isArray(value) : isJsonObject(value)) ? value : undefined;
}

function numberOf(word: string): number | undefined {
  if (!/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(word)) return undefined;
  const value = Number(word.replaceAll("_", ""));
  return Number.isFinite(value) ? value : undefined;
}

function writePython(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map((item: Json) => writePython(item)).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${writePython(item)}`);
  return `{${members.join(", ")}}`;
}
