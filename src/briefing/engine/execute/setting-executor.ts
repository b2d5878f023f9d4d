/** Executes cells again, in the kernel that has executed the notebook, under settings of its assumptions. */
import { own } from "../../lib/own.js";
import { valueText, type Setting } from "../../model/assumption.js";
import type { ExecuteReply, JsonObject, KernelSession, Message } from "../client/contract.js";
import type { CellAnswer } from "../notebook/answers.js";
import type { Cell } from "../notebook/contract.js";
import { askedCode, expressionsOf } from "../notebook/inline.js";
import { objectOf } from "../notebook/json.js";
import { cellTimeout } from "../notebook/metadata.js";
import type { PlacedCell } from "../notebook/program.js";
import { withoutJudgement, withoutOrigins } from "./answer-content.js";
import type { Failure } from "./contract.js";
import { errorText } from "./failure.js";
import { inlineResult } from "./inline-result.js";
import { errorOutput, NotebookOutputs, OutputArea } from "./outputs.js";
import type { NotebookRun } from "./run.js";

export class SettingExecutor {
  readonly #run: NotebookRun;
  readonly #session: KernelSession;
  /** Numbers of the cells whose results, as they were executed last, belong to another setting. */
  #forget: readonly number[] = [];

  constructor(run: NotebookRun, session: KernelSession) {
    this.#run = run;
    this.#session = session;
  }

  /** From now on, the names of a cell are those that were published. */
  forget({ index }: Pick<PlacedCell, "index">): void {
    const count = this.#run.records[index]?.executionCount;
    if (typeof count === "number") this.#forget = [...this.#forget, count];
  }

  forgetAll(): void {
    this.#forget = this.#run.records.flatMap(({ executionCount }) => executionCount ?? []);
  }

  /** What a cell gives under a setting; undefined if the run has failed. */
  async execute(placed: PlacedCell, setting: Setting): Promise<CellAnswer | undefined> {
    const { cell, index } = placed;
    this.forget(placed);
    try {
      return cell.cell_type === "code"
        ? await this.#executeCode(placed, setting)
        : await this.#evaluate(placed, setting);
    } catch (error) {
      const text = errorText(error);
      this.#run.fail({
        kind: text.ename === "CellTimeoutError" ? "timeout" : "dead-kernel",
        notebook: this.#run.path,
        cell: { index, id: cell.id },
        ...text,
        evalue: `under the setting ${settingWords(setting)}: ${text.evalue}`,
      });
      return undefined;
    }
  }

  published({ cell, index }: PlacedCell): CellAnswer {
    const record = this.#run.records[index];
    if (cell.cell_type !== "code") return { inline: (record?.facts.inline ?? []).map(withoutJudgement) };
    const outputs = record?.outputs() ?? [];
    const error = outputs.find((output) => output.output_type === "error");
    return error === undefined ? { outputs: outputs.map(withoutOrigins) } : { failed: errorWords(error) };
  }

  async #executeCode({ cell, index }: PlacedCell, setting: Setting): Promise<CellAnswer> {
    const count = this.#run.records[index]?.executionCount;
    if (typeof count !== "number") return { outputs: [] };
    const area = new OutputArea(new NotebookOutputs());
    const reply = await this.#request(cell, { run: "cell", count, setting }, {}, (message) => {
      area.receive(message);
    });
    if (area.isCut) return { failed: "its output is too long" };
    if (reply.status !== "ok") return { failed: errorWords(errorOutput(reply.content)) };
    return { outputs: area.outputs().map(withoutOrigins) };
  }

  async #evaluate({ cell, index }: PlacedCell, setting: Setting): Promise<CellAnswer> {
    const expressions = expressionsOf(this.#run.notebook, cell);
    const before = cell.cell_type === "raw" ? this.#run.records : this.#run.records.slice(0, index);
    const count = Math.max(0, ...before.map(({ executionCount }) => executionCount ?? 0));
    const userExpressions = Object.fromEntries(expressions.map((each) => [each.id, askedCode(each)]));
    const reply = await this.#request(cell, { run: "expressions", count, setting }, userExpressions);
    const answers = objectOf(reply.content.user_expressions);
    return {
      inline: expressions.map((each) => withoutJudgement(inlineResult(each, own(answers, each.id)))),
    };
  }

  async #request(
    cell: Cell,
    branch: JsonObject,
    userExpressions: Readonly<Record<string, string>>,
    onMessage?: (message: Message) => void,
  ): Promise<ExecuteReply> {
    const forget = this.#forget;
    this.#forget = [];
    const { notebook, settings } = this.#run;
    const reply = await this.#session.execute(
      { code: "", silent: true, userExpressions, branch: { ...branch, forget } },
      { ...(onMessage && { onMessage }), timeoutMs: cellTimeout(notebook, cell, settings.cellTimeoutMs) },
    );
    this.#run.noteSettingReply(reply);
    return reply;
  }
}

const errorWords = ({ ename, evalue }: { readonly ename: string; readonly evalue: string }): string =>
  evalue === "" ? ename : evalue;

/** `base=3, double=true`. */
export const settingWords = (setting: Setting): string =>
  Object.entries(setting)
    .map(([id, value]) => `${id}=${valueText(value)}`)
    .join(", ");

export function settingFailure(
  run: NotebookRun,
  placed: PlacedCell | undefined,
  evalue: string,
  hint: string,
): Failure {
  return {
    kind: "error",
    notebook: run.path,
    ...(placed && { cell: { index: placed.index, id: placed.cell.id } }),
    ename: "AssumptionError",
    evalue,
    traceback: [hint],
  };
}
