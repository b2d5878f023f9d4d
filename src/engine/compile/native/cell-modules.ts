/**
 * Notebooks as modules, one for each cell: a cell exports what it declares, and a later cell imports what it sees. So
 * the types of one cell follow from those before it, as TypeScript itself follows them.
 */
import path from "node:path";
import type { Node, Program } from "oxc-parser";
import type { Unit } from "../chain.js";
import { parse } from "../emit/javascript.js";
import { combineExpressions } from "../emit/emit-expressions.js";
import { hoistedNames, patternNames } from "../emit/names.js";

/** What a name is bound to: later cells may assign to a variable, and an import may not be assigned to. */
type Binding = "variable" | "other";

interface Names {
  readonly declared: ReadonlyMap<string, Binding>;
  readonly exported: ReadonlySet<string>;
  /** Specifiers that begin with `../`, in their order. */
  readonly above: readonly { readonly start: number; readonly end: number; readonly name: string }[];
}

interface Code {
  /** How the names of the files begin. */
  readonly prefix: string;
  /** Of the notebook: what it imports from a folder above is named from there. */
  readonly folder: string;
  readonly units: readonly Unit[];
}

/** File name → text. */
export function cellModules({ prefix, folder, units }: Code): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visible = new Map<string, { readonly module: string; readonly binding: Binding }>();
  for (const [index, unit] of units.entries()) {
    const module = `${prefix}-${index}`;
    const source =
      unit.kind === "cell" ? unit.source : combineExpressions(Object.entries(unit.expressions)).source;
    const { declared, exported, above } = namesOf(source);
    const text = above.reduceRight(
      (before, { start, end, name }) =>
        `${before.slice(0, start)}${JSON.stringify(path.resolve(folder, name))}${before.slice(end)}`,
      source,
    );
    const seen = [...visible].filter(([name]) => !declared.has(name));
    const own = [...declared.keys()].filter((name) => !exported.has(name));
    files.set(`${module}.ts`, `${seen.map(importOf).join(" ")}\n${text}\nexport { ${own.join(", ")} };\n`);
    if (unit.kind === "cell" && unit.effect === "declares")
      for (const [name, binding] of declared) visible.set(name, { module, binding });
  }
  return files;
}

function importOf([name, { module, binding }]: readonly [
  string,
  { readonly module: string; readonly binding: Binding },
]): string {
  return binding === "variable"
    ? `declare let ${name}: typeof import("./${module}").${name};`
    : `import { ${name} } from "./${module}";`;
}

function namesOf(source: string): Names {
  const declared = new Map<string, Binding>();
  const exported = new Set<string>();
  const above: { start: number; end: number; name: string }[] = [];
  let program: Program;
  try {
    program = parse("cell.ts", source).program;
  } catch {
    // What does not parse, the compiler refuses.
    return { declared, exported, above };
  }
  for (const name of hoistedNames(program.body)) declared.set(name, "variable");
  for (const statement of program.body) {
    const from = "source" in statement ? statement.source : null;
    if (from?.value.startsWith("../")) above.push({ start: from.start, end: from.end, name: from.value });
    const isExported = statement.type === "ExportNamedDeclaration";
    const declaration = isExported ? statement.declaration : statement;
    if (isExported)
      for (const { exported: name } of statement.specifiers)
        if (name.type === "Identifier") exported.add(name.name);
    if (declaration === null) continue;
    for (const [name, binding] of bindingsOf(declaration)) {
      declared.set(name, binding);
      if (isExported) exported.add(name);
    }
  }
  return { declared, exported, above };
}

function* bindingsOf(statement: Node): Generator<[string, Binding]> {
  switch (statement.type) {
    case "VariableDeclaration":
      for (const { id } of statement.declarations)
        for (const name of patternNames(id)) yield [name, statement.kind === "const" ? "other" : "variable"];
      return;
    case "ImportDeclaration":
      for (const { local } of statement.specifiers) yield [local.name, "other"];
      return;
    case "ExportDefaultDeclaration":
      yield* bindingsOf(statement.declaration);
      return;
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
    case "TSImportEqualsDeclaration":
      if (statement.id?.type === "Identifier") yield [statement.id.name, "other"];
      return;
    default:
      return;
  }
}
