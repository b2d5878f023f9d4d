/** Modules as text: what their exports are defined by, so that functions can be followed without being called. */
import type { Node } from "oxc-parser";
import { withoutCounting } from "../compile/count-calls.js";
import { exportedName } from "../compile/emit/imports.js";
import { parse } from "../compile/emit/javascript.js";
import { noMargin } from "./errors.js";
import { Scope, type Binding } from "./scope.js";

/** A module as a value: `pair` in `pair.fallsIn(…)`. */
export class Namespace {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }
}

interface ModuleFiles {
  /** The file of an import; undefined if it belongs to an installed package or cannot be found. */
  readonly resolve: (importer: string, specifier: string) => string | undefined;
  readonly read: (file: string) => string;
}

interface Module {
  readonly scope: Scope;
  readonly exports: ReadonlyMap<string, Exported>;
  /** Files of `export * from`. */
  readonly stars: readonly string[];
}

type Exported =
  | { readonly local: string }
  | { readonly specifier: string; readonly name: string }
  | { readonly node: Node };

const mostLinks = 20;

export class Modules {
  readonly #files: ModuleFiles;
  readonly #modules = new Map<string, Module>();

  constructor(files: ModuleFiles) {
    this.#files = files;
  }

  /** What an import names: the definition of an export, or a whole module. */
  imported(importer: string, specifier: string, name: string): Binding | Namespace {
    const file = this.#files.resolve(importer, specifier);
    if (file === undefined) return noMargin(`${specifier} is not a module of the project`);
    return name === "*" ? new Namespace(file) : this.exported(file, name);
  }

  exported(file: string, name: string): Binding | Namespace {
    return this.#find(file, name, 0) ?? noMargin(`its module does not export ${name}`);
  }

  #find(file: string, name: string, links: number): Binding | Namespace | undefined {
    if (links > mostLinks) return undefined;
    const { scope, exports, stars } = this.#moduleOf(file);
    const found = exports.get(name);
    if (found === undefined) {
      for (const star of stars) {
        const target = this.#files.resolve(file, star);
        const inStar = target === undefined ? undefined : this.#find(target, name, links + 1);
        if (inStar !== undefined) return inStar;
      }
      return undefined;
    }
    if ("node" in found) return { kind: "definition", node: found.node, path: [], scope };
    if ("local" in found) return scope.find(found.local);
    const target = this.#files.resolve(file, found.specifier);
    if (target === undefined) return undefined;
    return found.name === "*" ? new Namespace(target) : this.#find(target, found.name, links + 1);
  }

  #moduleOf(file: string): Module {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const text = withoutCounting(this.#files.read(file));
    const { body } = parse(file, text).program;
    const scope = new Scope({ text, file });
    scope.declare(body);
    const read = { scope, exports: new Map(body.flatMap(exportsOf)), stars: body.flatMap(starOf) };
    this.#modules.set(file, read);
    return read;
  }
}

const starOf = (statement: Node): readonly string[] =>
  statement.type === "ExportAllDeclaration" && statement.exported === null ? [statement.source.value] : [];

function exportsOf(statement: Node): readonly (readonly [string, Exported])[] {
  if (statement.type === "ExportAllDeclaration") {
    const { exported, source } = statement;
    return exported === null ? [] : [[exportedName(exported), { specifier: source.value, name: "*" }]];
  }
  if (statement.type === "ExportDefaultDeclaration") {
    const { declaration } = statement;
    return [["default", { node: declaration }]];
  }
  if (statement.type !== "ExportNamedDeclaration") return [];
  const { declaration, source, specifiers } = statement;
  if (declaration !== null) return declaredNames(declaration).map((name) => [name, { local: name }]);
  return specifiers.map(({ local, exported }) => {
    const name = exportedName(local);
    return [exportedName(exported), source === null ? { local: name } : { specifier: source.value, name }];
  });
}

function declaredNames(declaration: Node): readonly string[] {
  if (declaration.type === "VariableDeclaration")
    return declaration.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
  return "id" in declaration && declaration.id?.type === "Identifier" ? [declaration.id.name] : [];
}
