/** Measures a condition after cells, as a kernel does, without one. */
import vm from "node:vm";
import { emitCell } from "../../../../src/briefing/engine/compile/emit/emit-cell.js";
import { createScopes } from "../../../../src/briefing/engine/compile/scopes.js";
import { Margins } from "../../../../src/briefing/engine/kernel/runtime/margins.js";
import { conditionCode } from "../../../../src/briefing/model/guard.js";
import type { Judgement } from "../../../../src/briefing/model/margin.js";

export function measured(
  cells: readonly string[],
  condition: string,
  folder = import.meta.dirname,
): { readonly answer: boolean; readonly judgement: Judgement; readonly read: (name: string) => unknown } {
  const scopes = createScopes();
  const margins = new Margins(folder);
  const run = (code: string) => {
    const { js, program } = emitCell(code, { earlier: Object.keys(scopes.locals), canLoad: () => false });
    const body = vm.compileFunction(js, ["__tslab__", "require"]) as (...given: unknown[]) => void;
    body(scopes.runtime, () => ({}));
    return program;
  };
  for (const [index, cell] of cells.entries()) {
    const program = run(cell);
    scopes.commit(index + 1);
    margins.cell(cell, program, scopes.locals);
  }
  run(condition);
  const answer = scopes.discard() === true;
  const measure = margins.expressions({ key: conditionCode(condition) }).get("key");
  if (measure === undefined) throw new Error(`${condition} was not taken for a condition`);
  return { answer, judgement: measure(answer), read: (name) => scopes.locals[name] };
}
