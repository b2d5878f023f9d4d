/**
 * A notebook as modules, one per cell: a cell exports what it declares, and a later cell imports what it can see. Types
 * thus flow from one cell to the next as between any TypeScript modules.
 */
import path from "node:path";
import type { OxcError } from "oxc-parser";
import { parseAnyway } from "./emit/javascript.js";
import { bindingsOf, declarationsIn, type Binding } from "./syntax-tree.js";
import { importsIn, type Import } from "./local-modules.js";

/** Bits: a name may be a value in one cell and a type in another. */
const VALUE = 1;
const TYPE = 2;
const BOTH = 3;

interface Declared {
  readonly binding: Binding;
  readonly meaning: number;
}

/** What a cell declares and imports; nothing if it does not parse. */
export interface Cell {
  readonly source: string;
  readonly declared: ReadonlyMap<string, Declared>;
  readonly exported: ReadonlySet<string>;
  readonly imports: readonly Import[];
  readonly syntaxError?: OxcError;
}

/** The cell starts on the second line, at its own columns. */
export interface CellModule {
  /** Absolute path; the file does not exist. */
  readonly file: string;
  readonly text: string;
  readonly cell: Cell;
  /** Names of earlier cells that it can see. */
  readonly visible: ReadonlyMap<string, Binding>;
}

interface Visible extends Declared {
  readonly module: string;
}

export class CellModules {
  readonly #folder: string;
  readonly #visible = new Map<string, Visible>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The module of a cell after those declared so far; `number` must be unique in the folder. */
  moduleOf(cell: Cell, number: number): CellModule {
    const { source, declared, exported, syntaxError } = cell;
    const seen = [...this.#visible].flatMap(([name, earlier]) => {
      const statement = bindingFor(name, earlier, declared.get(name)?.meaning ?? 0);
      return statement === undefined ? [] : [{ name, statement, binding: earlier.binding }];
    });
    const own = [...declared.keys()].filter((name) => !exported.has(name));
    // Code that does not parse must not end in a generated line.
    const exports = syntaxError === undefined ? `\nexport { ${own.join(", ")} };\n` : "";
    return {
      file: path.join(this.#folder, `__cell-${number}.ts`),
      text: `${seen.map(({ statement }) => statement).join(" ")}\n${source}${exports}`,
      cell,
      visible: new Map(seen.map(({ name, binding }) => [name, binding])),
    };
  }

  /** Makes its declarations visible to later cells. */
  declare({ file, cell }: CellModule): void {
    const module = path.basename(file, ".ts");
    for (const [name, { binding, meaning }] of cell.declared) {
      // It also exports what it sees under the name.
      const earlier = this.#visible.get(name)?.meaning ?? 0;
      const stays = (earlier & meaning) === 0 || (meaning === TYPE && earlier === BOTH) ? earlier : 0;
      this.#visible.set(name, { module, binding, meaning: meaning | stays });
    }
  }
}

/** How a cell that declares the name with another meaning, or not at all, sees an earlier declaration. */
function bindingFor(name: string, { module, binding, meaning }: Visible, own: number): string | undefined {
  const type = `typeof import("./${module}").${name}`;
  if ((meaning & own) === 0)
    return binding === "variable"
      ? `declare let ${name}: ${type};`
      : `import { ${name} } from "./${module}";`;
  // A type with the name of a class leaves the class's value visible.
  return own === TYPE && meaning === BOTH && binding !== "import"
    ? `declare const ${name}: ${type};`
    : undefined;
}

/** Where the first line of a module names a variable of an earlier cell, with its documentation in TypeScript. */
export function placeOfVariable({ text }: CellModule, name: string): number | undefined {
  const start = text.indexOf(`declare let ${name}: typeof import(`);
  return start < 0 || start > text.indexOf("\n") ? undefined : text.indexOf(`.${name};`, start) + 1;
}

export function readCell(source: string): Cell {
  const parsed = parseAnyway("cell.ts", source);
  const [syntaxError] = parsed.errors;
  if (syntaxError !== undefined)
    return { source, declared: new Map(), exported: new Set(), imports: [], syntaxError };
  const { body } = parsed.program;
  const declared = new Map<string, Declared>();
  for (const [name, binding] of declarationsIn(body)) {
    const known = declared.get(name);
    declared.set(name, {
      binding: binding === "type" ? (known?.binding ?? binding) : binding,
      meaning: meaningOf(binding) | (known?.meaning ?? 0),
    });
  }
  const exported = new Set<string>();
  for (const statement of body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const { exported: name } of statement.specifiers)
      if (name.type === "Identifier") exported.add(name.name);
    for (const [name] of bindingsOf(statement)) exported.add(name);
  }
  return { source, declared, exported, imports: importsIn(parsed, source) };
}

function meaningOf(binding: Binding): number {
  if (binding === "type") return TYPE;
  return ["variable", "constant", "function"].includes(binding) ? VALUE : BOTH;
}
