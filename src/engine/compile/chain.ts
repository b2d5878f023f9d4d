/** The code of a notebook in order, each cell checked with the declarations of those before it. */
import type { CellChecker, CellCheck, Diagnostic, Rejected } from "./contract.js";

/** An isolated cell is executed, but what it declares is not visible to later cells. */
type CellEffect = "declares" | "isolated";

export type Unit =
  | { readonly kind: "cell"; readonly source: string; readonly effect: CellEffect }
  | { readonly kind: "expressions"; readonly expressions: Readonly<Record<string, string>> };

export type UnitResult =
  | {
      readonly kind: "cell";
      readonly status: CellCheck["status"];
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly kind: "expressions"; readonly rejected: Rejected };

export function checkUnits(
  units: readonly Unit[],
  checker: Pick<CellChecker, "check" | "checkExpressions">,
): readonly UnitResult[] {
  let declarations = "";
  return units.map((unit): UnitResult => {
    if (unit.kind === "expressions") {
      const rejected = checker.checkExpressions(declarations, unit.expressions);
      return { kind: "expressions", rejected };
    }
    const found = checker.check(declarations, unit.source);
    if (found.status === "accepted" && unit.effect === "declares") declarations = found.declarations;
    const diagnostics = found.status === "rejected" ? found.diagnostics : [];
    return { kind: "cell", status: found.status, diagnostics };
  });
}
