/** The code of a notebook in order, each cell compiled with the declarations of those before it, as the kernel does. */
import type { Compilation, CompiledExpressions, Diagnostic } from "./contract.js";

/** An isolated cell is executed, but what it declares is not visible to later cells. */
type CellEffect = "declares" | "isolated";

export type Unit =
  | { readonly kind: "cell"; readonly source: string; readonly effect: CellEffect }
  | { readonly kind: "expressions"; readonly expressions: Readonly<Record<string, string>> };

export type UnitResult =
  | {
      readonly kind: "cell";
      readonly status: Compilation["status"];
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      readonly kind: "expressions";
      /** By key; an expression without an entry compiles. */
      readonly rejected: Readonly<Record<string, readonly Diagnostic[]>>;
    };

export interface UnitCompiler {
  cell(declarations: string, source: string): Compilation | undefined;
  expressions(
    declarations: string,
    expressions: Readonly<Record<string, string>>,
  ): CompiledExpressions | undefined;
}

/** Stops at the first unit the compiler does not know. */
export function chain(
  declarations: string,
  units: readonly Unit[],
  compiler: UnitCompiler,
): { readonly results: readonly UnitResult[]; readonly declarations: string } {
  const results: UnitResult[] = [];
  let current = declarations;
  for (const unit of units) {
    if (unit.kind === "expressions") {
      const compiled = compiler.expressions(current, unit.expressions);
      if (!compiled) break;
      results.push({ kind: "expressions", rejected: compiled.rejected });
      continue;
    }
    const compilation = compiler.cell(current, unit.source);
    if (!compilation) break;
    const diagnostics = compilation.status === "rejected" ? compilation.diagnostics : [];
    results.push({ kind: "cell", status: compilation.status, diagnostics });
    if (compilation.status === "compiled" && unit.effect === "declares") current = compilation.declarations;
  }
  return { results, declarations: current };
}
