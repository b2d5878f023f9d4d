/** Variables that TypeScript writes no declaration for: `for (var i = 0; …)`, a `var` in a block. */
import { VALUE, type Declaration } from "./declarations.js";
import type { Snapshot } from "./program.js";
import type { TypeScript } from "./typescript.js";

export function hoistedDeclarations(
  ts: TypeScript,
  { checker, cell }: Snapshot,
  names: readonly string[],
  written: readonly Declaration[],
): readonly Declaration[] {
  const done = new Set(written.map(({ name }) => name));
  return names
    .filter((name) => !done.has(name))
    .flatMap((name): readonly Declaration[] => {
      const symbol = cell.locals?.get(ts.escapeLeadingUnderscores(name));
      if (!symbol || !(symbol.flags & ts.SymbolFlags.Variable)) return [];
      const type = checker.typeToString(
        checker.getTypeOfSymbolAtLocation(symbol, cell),
        cell,
        ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
      );
      return [{ text: `declare var ${name}: ${type};`, name, meaning: VALUE }];
    });
}
