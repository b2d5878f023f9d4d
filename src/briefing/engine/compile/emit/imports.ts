/** Turns imports of a file into calls of `require`, and maps imported names to the expressions that replace them. */
import type MagicString from "magic-string";
import type { Program } from "oxc-parser";
import type { JavaScript } from "./javascript.js";
import type { Reference, TopLevel } from "./scope.js";

type Specifier = Extract<Program["body"][number], { type: "ImportDeclaration" }>["specifiers"][number];

/** Name → the expression that replaces it. */
export type Replacements = ReadonlyMap<string, string>;

export interface ImportOptions {
  /** Whether a module must be loaded although its imports, which may be types, are not used here. */
  readonly keepsUnused: (specifier: string) => boolean;
  readonly unique: (wish: string) => string;
}

/** Imports become `const fs_1 = require("fs");`, and an imported name is read from it on each use, as in ES modules. */
export function requireImports(
  { parsed: { program }, onlyTypes }: JavaScript,
  { references }: TopLevel,
  code: MagicString,
  { keepsUnused, unique }: ImportOptions,
): Replacements {
  const used = new Set(references.map(({ name }) => name));
  for (const statement of program.body)
    if (statement.type === "ExportNamedDeclaration" && statement.source === null)
      for (const { local } of statement.specifiers) if (local.type === "Identifier") used.add(local.name);
  const replacements = new Map<string, string>();
  const imports = program.body.filter((statement) => statement.type === "ImportDeclaration");
  for (const [index, statement] of imports.entries()) {
    const { specifiers, start, end } = statement;
    const { value: source } = statement.source;
    const isUsed = specifiers.some(({ local }) => used.has(local.name));
    const isBare = specifiers.length === 0;
    if (onlyTypes[index] === true || (!isUsed && !isBare && !keepsUnused(source))) {
      code.remove(start, end);
    } else if (isBare) {
      code.overwrite(start, end, `require(${JSON.stringify(source)});`);
    } else {
      const module = unique(moduleName(source));
      for (const specifier of specifiers) {
        const name = importedName(specifier);
        replacements.set(specifier.local.name, name === "*" ? module : member(module, name));
      }
      const required = requireNames(source, specifiers.map(importedName));
      code.overwrite(start, end, `const ${module} = ${required};`);
    }
  }
  return replacements;
}

/** `./data/pairs.js` → `pairs_1`, TypeScript's name for it: V8 quotes it in messages. */
export function moduleName(source: string): string {
  const [, base = ""] = /([^/]*?)(?:\.[cm]?[jt]sx?|\.json)?$/.exec(source) ?? [];
  return `${base.replace(/[^\p{ID_Continue}$]/gu, "_").replace(/^(?=\d|$)/, "_")}_1`;
}

/** The call that provides these names of a module; a CommonJS module has neither a `default` nor a namespace object. */
export function requireNames(source: string, names: readonly string[]): string {
  const required = `require(${JSON.stringify(source)})`;
  const defaults = names.filter((name) => name === "default").length;
  if (names.includes("*") || (defaults > 0 && defaults < names.length))
    return `__tslab__.importStar(${required})`;
  return defaults > 0 ? `__tslab__.importDefault(${required})` : required;
}

/** `*` for the module itself. */
function importedName(specifier: Specifier): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  return specifier.type === "ImportDefaultSpecifier" ? "default" : exportedName(specifier.imported);
}

export const exportedName = (
  name:
    | { readonly type: "Identifier"; readonly name: string }
    | { readonly type: "Literal"; readonly value: unknown },
): string => (name.type === "Identifier" ? name.name : String(name.value));

export const member = (object: string, name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? `${object}.${name}`
    : `${object}[${JSON.stringify(name)}]`;

/** Replaces names by their expressions, and dynamic imports by calls of `require`. */
export function replaceReferences(
  { references, dynamicImports, namings }: TopLevel,
  replacements: Replacements,
  code: MagicString,
): void {
  for (const reference of references) {
    const expression = replacements.get(reference.name);
    if (expression !== undefined)
      code.overwrite(reference.start, reference.end, replaced(reference, expression));
  }
  for (const { start, end, source } of dynamicImports) {
    code.overwrite(start, source.start, "Promise.resolve(");
    code.overwrite(source.end, end, ").then((name) => __tslab__.importStar(require(String(name))))");
  }
  // Last, because overwriting a range also removes what was inserted beside it; and from the inside out.
  for (const { name, start, end } of [...namings].reverse()) {
    if (!replacements.has(name)) continue;
    code.prependRight(start, `({ [${JSON.stringify(name)}]: `);
    code.appendLeft(end, ` })[${JSON.stringify(name)}]`);
  }
}

function replaced({ name, form }: Reference, expression: string): string {
  if (form === "called") return `(0, ${expression})`;
  if (form === "plain") return expression;
  // As a plain key it would set the prototype.
  return `${name === "__proto__" ? '["__proto__"]' : name}: ${expression}`;
}

export function uniqueNames(text: string): (wish: string) => string {
  const taken = new Set(text.match(/[\p{ID_Continue}$]+/gu));
  return (wish) => {
    let name = wish;
    for (let count = 2; taken.has(name); count += 1) name = `${wish.replace(/_\d+$/, "")}_${count}`;
    taken.add(name);
    return name;
  };
}
