/** Turns a module of the project into CommonJS, as TypeScript would, for the kernel's `require`. */
import MagicString from "magic-string";
import type { Program } from "oxc-parser";
import { countCalls } from "../count-calls.js";
import {
  exportedName,
  member,
  moduleName,
  replaceReferences,
  requireImports,
  requireNames,
  uniqueNames,
  type Replacements,
} from "./imports.js";
import { lazyMap, toJavaScript } from "./javascript.js";
import { bindingsOf } from "../syntax-tree.js";
import { readTopLevel } from "./scope.js";

/** `file` determines the kind (`.ts`, `.tsx`) and is the source named in the map. Throws a SyntaxError. */
export function emitModule(file: string, source: string) {
  const javascript = toJavaScript(file, source);
  const { parsed, text } = javascript;
  const { program } = parsed;
  const code = new MagicString(text);
  const hashbang = /^#!.*/.exec(text)?.[0].length ?? 0;
  if (hashbang > 0) code.remove(0, hashbang);
  const top = readTopLevel(program);
  const unique = uniqueNames(text);
  const imported = requireImports(javascript, top, code, { keepsUnused: () => false, unique });
  replaceReferences(top, new Map([...imported, ["babelHelpers", "__tslab__"]]), code);
  const exported = new Map<string, string>();
  for (const statement of program.body)
    for (const [name, expression] of withoutExport(statement, { code, imported, unique }))
      exported.set(name, expression);
  // Done first, so that code inserted below is not counted.
  countCalls(code, parsed, "__filename");
  const getters = [...exported].map(
    ([name, expression]) => `${JSON.stringify(name)}: { enumerable: true, get: () => ${expression} }`,
  );
  const properties = ["__esModule: { value: true }", ...getters].join(", ");
  // A file without imports and exports is a script, which may contain `module.exports = …`.
  const isModule = program.body.some(({ type }) => /^(?:Im|Ex)port.*Declaration$/.test(type));
  code.prepend(`"use strict";\n${isModule ? `Object.defineProperties(exports, { ${properties} });` : ""}\n`);
  return { js: code.toString(), map: lazyMap(code, javascript.map) };
}

interface Emitting {
  readonly code: MagicString;
  readonly imported: Replacements;
  readonly unique: (wish: string) => string;
}

/** Removes the `export` from a statement; returns its exports by name. */
export function withoutExport(
  statement: Program["body"][number],
  { code, imported, unique }: Emitting,
): readonly (readonly [string, string])[] {
  const { start, end } = statement;
  if (statement.type === "ExportAllDeclaration") {
    const required = `require(${JSON.stringify(statement.source.value)})`;
    const { exported } = statement;
    const module = exported && unique(moduleName(statement.source.value));
    code.overwrite(
      start,
      end,
      module === null
        ? `__tslab__.exportStar(${required}, exports);`
        : `const ${module} = __tslab__.importStar(${required});`,
    );
    return exported && module ? [[exportedName(exported), module]] : [];
  }
  if (statement.type === "ExportNamedDeclaration") {
    const { declaration, source, specifiers } = statement;
    if (declaration) {
      code.remove(start, declaration.start);
      return [...bindingsOf(declaration)].map(([name]) => [name, name]);
    }
    const names = specifiers.map(
      ({ local, exported }) => [exportedName(exported), exportedName(local)] as const,
    );
    if (source === null) {
      code.remove(start, end);
      return names.map(([exported, local]) => [exported, imported.get(local) ?? local]);
    }
    const module = unique(moduleName(source.value));
    const locals = names.map(([, local]) => local);
    code.overwrite(start, end, `const ${module} = ${requireNames(source.value, locals)};`);
    return names.map(([exported, local]) => [exported, member(module, local)]);
  }
  if (statement.type !== "ExportDefaultDeclaration") return [];
  const { declaration } = statement;
  const isDeclared = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
  if (isDeclared && declaration.id) {
    code.remove(start, declaration.start);
    return [["default", declaration.id.name]];
  }
  const name = unique("default_1");
  code.overwrite(start, declaration.start, `const ${name} = `);
  // Ends a declaration, so that the next line does not continue it.
  if (isDeclared) code.appendLeft(declaration.end, ";");
  return [["default", name]];
}
