/** Notebooks with assumptions, executed in a real kernel with the answers for all settings. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ExecuteSettings, Execution } from "../../../../src/briefing/engine/execute/contract.js";
import { answersOf, type CellAnswer } from "../../../../src/briefing/engine/notebook/answers.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import { settingKey, type Setting } from "../../../../src/briefing/model/assumption.js";
import { codeCell, notebookOf } from "../../../support/notebook.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { realKernels } from "./real-kernel.js";

const kernels = realKernels();

export async function executeAnswered(
  cells: readonly Cell[],
  changes: Partial<ExecuteSettings> = {},
): Promise<Execution> {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "notebooks"));
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  const job = { path: path.join(folder, "notebooks/case.ipynb"), notebook: notebookOf(cells) };
  const [execution] = await kernels.execute([job], changes);
  if (execution === undefined) throw new Error("nothing was executed");
  return execution;
}

export const imports = codeCell("imports", 'import { assume, fmt } from "briefing";');
export const assumptions = [
  codeCell("assume-base", 'const base = assume.select("base", [1, 2, 3], { label: "Base", value: 1 });'),
  codeCell("assume-double", 'const double = assume.toggle("double", { label: "Twice", value: false });'),
];

export const failuresOf = ({ failures }: Execution): readonly string[] =>
  failures.map(({ cell, evalue }) => `${cell?.id ?? ""}: ${evalue}`);

export const answerIn = (execution: Execution, id: string, setting: Setting): CellAnswer | undefined =>
  answersOf(execution.notebook)
    ?.cells.find(({ cell }) => cell === id)
    ?.under.find((each) => settingKey(each.setting) === settingKey(setting))?.answer;
