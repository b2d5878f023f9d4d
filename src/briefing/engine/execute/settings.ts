/**
 * Executes the cells that depend on assumptions once for every setting, in the kernel that has just executed the
 * notebook (setting-group.ts).
 */
import { countSettings, mostSettings, valuesOf, type Assumption } from "../../model/assumption.js";
import { assumption as schema } from "../../model/emitted-assumption.js";
import { mime } from "../../model/mime.js";
import type { KernelSession } from "../client/contract.js";
import { packAnswers } from "../notebook/answers.js";
import type { Cell } from "../notebook/contract.js";
import { NotebookProgram } from "../notebook/program.js";
import { groupsIn, type DependentGroup } from "../notebook/setting-groups.js";
import type { Failure } from "./contract.js";
import type { CellRecord, NotebookRun } from "./run.js";
import { settingFailure, SettingExecutor } from "./setting-executor.js";
import { GroupExecution } from "./setting-group.js";
import { proveAnswers, type GroupAnswers } from "./setting-proof.js";

/** Does nothing for a notebook without assumptions; failures are those of the run. */
export async function executeSettings(run: NotebookRun, session: KernelSession): Promise<void> {
  const program = new NotebookProgram({ cells: run.records.map(withOutputs) });
  const groups = groupsIn(program);
  const emitted = emittedAssumptions(run);
  const problem = undeclared(run, groups, emitted) ?? tooMany(run, groups, emitted);
  if (problem !== undefined) {
    run.fail(problem);
    return;
  }
  if (groups.length === 0) return;
  const total = groups.reduce((sum, group) => sum + countSettings(definitionsOf(group, emitted)), 0);
  let done = 0;
  const executor = new SettingExecutor(run, session);
  const found: GroupAnswers[] = [];
  for (const group of groups) {
    const definitions = definitionsOf(group, emitted);
    const answers = await new GroupExecution(executor, group, definitions).execute(() => {
      run.settings.signal.throwIfAborted();
      done += 1;
      run.settings.onProgress({ kind: "settings", path: run.path, done, of: total });
    });
    if (answers === undefined) return;
    found.push({ definitions, cells: group.cells, answers });
  }
  await proveAnswers(run, executor, program, found);
  if (run.failures.length > 0) return;
  const cells = found.flatMap(({ answers }) => answers);
  run.answers = packAnswers({ assumptions: [...emitted.values()], cells });
}

/** The outputs say which last calls are made for their results. */
const withOutputs = (record: CellRecord): Cell =>
  record.cell.cell_type === "code" ? { ...record.cell, outputs: record.outputs() } : record.cell;

/** The definitions that cells have shown, by id. */
function emittedAssumptions({ records }: Pick<NotebookRun, "records">): ReadonlyMap<string, Assumption> {
  const found = new Map<string, Assumption>();
  for (const record of records)
    for (const output of record.cell.cell_type === "code" ? record.outputs() : []) {
      if (!("data" in output) || !(mime.assumption in output.data)) continue;
      const read = schema.safeParse(output.data[mime.assumption]);
      if (read.success) found.set(read.data.id, read.data);
    }
  return found;
}

const definitionsOf = (
  { assumptions }: Pick<DependentGroup, "assumptions">,
  emitted: ReadonlyMap<string, Assumption>,
): readonly Assumption[] => assumptions.flatMap((id) => emitted.get(id) ?? []);

/** An assumption that no cell declares: a module made it, or code under another name. */
function undeclared(
  run: NotebookRun,
  groups: readonly DependentGroup[],
  emitted: ReadonlyMap<string, Assumption>,
): Failure | undefined {
  const declared = groups.flatMap(({ assumptions }) => assumptions);
  const unknown = [...emitted.keys()].find((id) => !declared.includes(id));
  if (unknown === undefined) return undefined;
  return settingFailure(
    run,
    undefined,
    `the assumption "${unknown}" is not declared in a cell.`,
    `Write it at the top level of a cell, where the build finds it: const ${unknown} = assume.${emitted.get(unknown)?.kind ?? "select"}("${unknown}", …).`,
  );
}

function tooMany(
  run: NotebookRun,
  groups: readonly DependentGroup[],
  emitted: ReadonlyMap<string, Assumption>,
): Failure | undefined {
  for (const group of groups) {
    const definitions = definitionsOf(group, emitted);
    const count = countSettings(definitions);
    if (count <= mostSettings) continue;
    const factors = definitions.map((each) => `${valuesOf(each).length} of ${each.id}`).join(" × ");
    const both = group.cells.find(({ on }) => on.length > 1)?.cell.id ?? "";
    return settingFailure(
      run,
      group.cells[0],
      `its assumptions have ${count} settings together (${factors}); a build executes at most ${mostSettings}.`,
      `Offer fewer options or larger steps, or let no cell depend on all of them: cell ${both} does.`,
    );
  }
  return undefined;
}
