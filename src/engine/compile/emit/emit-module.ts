/** A module of the project → CommonJS, as TypeScript would make it, for the kernel's `require`. */
import MagicString from "magic-string";
import type { Program } from "oxc-parser";
import type { SourceMap } from "../contract.js";
import { countCalls } from "../count-calls.js";
import { composedMap } from "./emit-cell.js";
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
import { toJavaScript } from "./javascript.js";
import { declaredNames } from "../syntax-tree.js";
import { readTopLevel } from "./scope.js";

export interface EmittedModule {
  readonly js: string;
  readonly map: SourceMap;
}

/** `file` names the kind (`.ts`, `.tsx`) and stands in the map as the source. Throws a SyntaxError. */
export function emitModule(file: string, source: string): EmittedModule {
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
  for (const statement of program.body) {
    const names = exportsOf(statement, code, imported, unique);
    for (const [name, expression] of names) exported.set(name, expression);
  }
  // Here, so that the code that is put in below does not count.
  countCalls(code, parsed, "__filename");
  const getters = [...exported].map(
    ([name, expression]) => `${JSON.stringify(name)}: { enumerable: true, get: () => ${expression} }`,
  );
  const properties = ["__esModule: { value: true }", ...getters].join(", ");
  // A file that neither imports nor exports is a script, which may say `module.exports = …`.
  const isModule = program.body.some(({ type }) => /^(?:Im|Ex)port.*Declaration$/.test(type));
  code.prepend(`"use strict";\n${isModule ? `Object.defineProperties(exports, { ${properties} });` : ""}\n`);
  return { js: code.toString(), map: composedMap(code, javascript) };
}

/** What a statement exports, by name; the statement is left without its `export`. */
function* exportsOf(
  statement: Program["body"][number],
  code: MagicString,
  imported: Replacements,
  unique: (wish: string) => string,
): Generator<[string, string]> {
  const { start, end } = statement;
  if (statement.type === "ExportAllDeclaration") {
    const required = `require(${JSON.stringify(statement.source.value)})`;
    if (statement.exported === null) {
      code.overwrite(start, end, `__tslab__.exportStar(${required}, exports);`);
    } else {
      const module = unique(moduleName(statement.source.value));
      code.overwrite(start, end, `const ${module} = __tslab__.importStar(${required});`);
      yield [exportedName(statement.exported), module];
    }
  } else if (statement.type === "ExportNamedDeclaration" && statement.declaration) {
    code.remove(start, statement.declaration.start);
    for (const name of declaredNames(statement.declaration)) yield [name, name];
  } else if (statement.type === "ExportNamedDeclaration" && statement.source) {
    const { source, specifiers } = statement;
    const module = unique(moduleName(source.value));
    const required = requireNames(
      source.value,
      specifiers.map(({ local }) => exportedName(local)),
    );
    code.overwrite(start, end, `const ${module} = ${required};`);
    for (const { local, exported } of specifiers)
      yield [exportedName(exported), member(module, exportedName(local))];
  } else if (statement.type === "ExportNamedDeclaration") {
    code.remove(start, end);
    for (const { local, exported } of statement.specifiers) {
      const name = exportedName(local);
      yield [exportedName(exported), imported.get(name) ?? name];
    }
  } else if (statement.type === "ExportDefaultDeclaration") {
    const { declaration } = statement;
    const isDeclared = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
    if (isDeclared && declaration.id) {
      code.remove(start, declaration.start);
      yield ["default", declaration.id.name];
    } else {
      const name = unique("default_1");
      code.overwrite(start, declaration.start, `const ${name} = `);
      // Of a declaration: the next line must not go on with it.
      if (isDeclared) code.appendLeft(declaration.end, ";");
      yield ["default", name];
    }
  }
}
