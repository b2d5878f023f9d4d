/** The names that code can use, with what defines them: the conditions of guards are followed through these. */
import type { Node } from "oxc-parser";
import { bindingsOf, isFunction, patternNames } from "../compile/syntax-tree.js";

/** Keys that lead from the value of an expression to one of its parts: `const { ratio: [first] } = …`. */
export type Path = readonly string[];

export type Binding =
  | {
      readonly kind: "definition";
      readonly node: Node;
      readonly path: Path;
      readonly scope: Scope;
      /** What the executed code holds under the name; undefined for code that is only read. */
      readonly current?: () => unknown;
    }
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "variable"; readonly current: () => unknown }
  | Import;

interface Import {
  readonly kind: "import";
  readonly importer: string;
  readonly specifier: string;
  /** `*` for the module itself. */
  readonly name: string;
  readonly current?: () => unknown;
}

/** Where a text of code comes from. */
interface Origin {
  readonly text: string;
  /** The file from which its imports are resolved. */
  readonly file: string;
}

export class Scope {
  readonly origin: Origin;
  readonly #parent: Scope | undefined;
  readonly #bindings = new Map<string, Binding>();

  constructor(origin: Origin, parent?: Scope) {
    this.origin = origin;
    this.#parent = parent;
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.#parent?.find(name);
  }

  set(name: string, binding: Binding): void {
    this.#bindings.set(name, binding);
  }

  /** Code as written, for readers: on one line. */
  textOf({ start, end }: Pick<Node, "start" | "end">): string {
    return this.origin.text.slice(start, end).replace(/\s+/g, " ");
  }

  /** Declares the names of statements, whose values are computed only if something uses them. */
  declare(statements: readonly Node[], currentOf?: (name: string) => () => unknown): void {
    for (const statement of statements) this.#statement(statement, currentOf);
  }

  #statement(statement: Node, currentOf: ((name: string) => () => unknown) | undefined): void {
    const current = (name: string) => (currentOf === undefined ? {} : { current: currentOf(name) });
    if (statement.type === "ImportDeclaration") {
      for (const specifier of statement.specifiers) {
        const { name } = specifier.local;
        const imported = importedName(specifier);
        const from = { importer: this.origin.file, specifier: statement.source.value };
        this.set(name, { kind: "import", ...from, name: imported, ...current(name) });
      }
      return;
    }
    const declared =
      statement.type === "ExportNamedDeclaration" && statement.declaration !== null
        ? statement.declaration
        : statement;
    if (declared.type === "VariableDeclaration") {
      for (const { id, init } of declared.declarations) this.#variable(id, init, declared.kind, currentOf);
      return;
    }
    if (isFunction(declared) && declared.id) {
      const { name } = declared.id;
      this.set(name, { kind: "definition", node: declared, path: [], scope: this, ...current(name) });
      return;
    }
    for (const [name] of bindingsOf(declared))
      if (currentOf !== undefined) this.set(name, { kind: "variable", current: currentOf(name) });
  }

  #variable(
    id: Node,
    init: Node | null,
    kind: string,
    currentOf: ((name: string) => () => unknown) | undefined,
  ): void {
    const paths = new Map(kind === "const" && init !== null ? pathsOf(id, []) : []);
    for (const name of patternNames(id)) {
      const path = paths.get(name);
      const current = currentOf?.(name);
      if (path !== undefined && init !== null)
        this.set(name, { kind: "definition", node: init, path, scope: this, ...(current && { current }) });
      else if (current !== undefined) this.set(name, { kind: "variable", current });
    }
  }
}

function importedName(specifier: Extract<Node, { type: `Import${string}Specifier` }>): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const { imported } = specifier;
  return imported.type === "Identifier" ? imported.name : imported.value;
}

/** Before the number of the first item that is taken: `const [first, ...others] = …`. */
export const restOf = "...";

/** The names of a pattern that take one part of the value as it is: no default, and no rest of an object. */
function* pathsOf(pattern: Node, path: Path): Generator<readonly [string, Path]> {
  if (pattern.type === "Identifier") yield [pattern.name, path];
  else if (pattern.type === "ArrayPattern") {
    for (const [index, each] of pattern.elements.entries())
      if (each?.type === "RestElement") yield* pathsOf(each.argument, [...path, `${restOf}${index}`]);
      else if (each !== null) yield* pathsOf(each, [...path, String(index)]);
  } else if (pattern.type === "ObjectPattern")
    for (const each of pattern.properties) {
      const key = each.type === "Property" ? keyOf(each) : undefined;
      if (key !== undefined && each.type === "Property") yield* pathsOf(each.value, [...path, key]);
    }
}

/** The key of a property, unless it is computed. */
export function keyOf({
  key,
  computed,
}: {
  readonly key: Node;
  readonly computed: boolean;
}): string | undefined {
  if (!computed && key.type === "Identifier") return key.name;
  return key.type === "Literal" && key.value !== null ? String(key.value) : undefined;
}
