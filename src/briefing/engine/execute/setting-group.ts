/**
 * Executes a group of cells, whose assumptions are combined, under each setting; at the end once more as published:
 * whatever differs then depends on something besides the setting.
 */
import { isDeepStrictEqual } from "node:util";
import { own } from "../../lib/own.js";
import {
  publishedSetting,
  settingKey,
  settingOf,
  settingsOf,
  valueText,
  type Assumption,
  type Setting,
} from "../../model/assumption.js";
import { metadataKey } from "../../model/mime.js";
import type { ExecuteReply, JsonObject, KernelSession, Message } from "../client/contract.js";
import type { CellAnswer, CellAnswers } from "../notebook/answers.js";
import type { Dependent, DependentGroup } from "../notebook/dependents.js";
import { askedCode, expressionsOf } from "../notebook/inline.js";
import { isJsonObject, objectOf } from "../notebook/json.js";
import { cellTimeout } from "../notebook/metadata.js";
import { withoutJudgement, withoutOrigins } from "./answer-content.js";
import type { Failure } from "./contract.js";
import { errorText } from "./failure.js";
import { inlineResult } from "./inline-result.js";
import { contactWords } from "./contact-words.js";
import { errorOutput, NotebookOutputs, OutputArea } from "./outputs.js";
import type { NotebookRun } from "./run.js";

export function settingFailure(
  run: NotebookRun,
  dependent: Dependent | undefined,
  evalue: string,
  hint: string,
): Failure {
  return {
    kind: "error",
    notebook: run.path,
    ...(dependent && { cell: { index: dependent.index, id: dependent.cell.id } }),
    ename: "AssumptionError",
    evalue,
    traceback: [hint],
  };
}

/** What a cell gave last: under which setting of its own assumptions, and whether it failed. */
interface State {
  readonly key: string;
  readonly failed?: string;
}

/** How many cells a failure names; others depend on them. */
const mostNamed = 3;

export class GroupExecution {
  readonly #run: NotebookRun;
  readonly #session: KernelSession;
  readonly #cells: readonly Dependent[];
  readonly #definitions: readonly Assumption[];
  readonly #published: Setting;
  readonly #states = new Map<number, State>();
  readonly #answers = new Map<number, Map<string, { setting: Setting; answer: CellAnswer }>>();
  #forget: readonly number[];

  constructor(
    run: NotebookRun,
    session: KernelSession,
    { cells }: DependentGroup,
    definitions: readonly Assumption[],
  ) {
    this.#run = run;
    this.#session = session;
    this.#cells = cells;
    this.#definitions = definitions;
    this.#published = publishedSetting(definitions);
    // Of another group, nothing may be left.
    this.#forget = run.records.flatMap(({ executionCount }) => executionCount ?? []);
  }

  /** Undefined if the run has failed. */
  async execute(onSetting: () => void): Promise<readonly CellAnswers[] | undefined> {
    const names = [...new Set(this.#cells.flatMap(({ foreign }) => foreign))];
    const before = await this.#hashesOf(names);
    for (const setting of this.#settings()) {
      this.#run.settings.signal.throwIfAborted();
      if (!(await this.#executeUnder(setting))) return undefined;
      onSetting();
    }
    const differing = await this.#executePublishedAgain();
    if (differing === undefined) return undefined;
    const after = await this.#hashesOf(names);
    const changed = names.filter((name) => own(before, name) !== own(after, name));
    if (differing.length > 0 || changed.length > 0) {
      this.#run.fail(this.#unstable(differing, changed));
      return undefined;
    }
    return this.#cells.flatMap(({ cell, index, on }): CellAnswers | readonly [] => {
      const answers = this.#answers.get(index);
      if (answers === undefined) return [];
      const keys = new Set(
        settingsOf(this.#definitions).map((setting) => settingKey(settingOf(setting, on))),
      );
      return { cell: cell.id, on, under: [...keys].flatMap((key) => answers.get(key) ?? []) };
    });
  }

  /**
   * In an order in which few cells are executed again: a cell is executed when one of its own assumptions changes, so
   * the assumption that most cells depend on changes least often.
   */
  #settings(): readonly Setting[] {
    const dependents = ({ id }: Assumption) => this.#cells.filter(({ on }) => on.includes(id)).length;
    const slowestFirst = this.#definitions.toSorted((one, other) => dependents(other) - dependents(one));
    const places = new Map(
      settingsOf(slowestFirst).map((setting, place) => [settingKey(setting), place] as const),
    );
    const placeOf = (setting: Setting): number => places.get(settingKey(setting)) ?? 0;
    return settingsOf(this.#definitions).toSorted((one, other) => placeOf(one) - placeOf(other));
  }

  /** False if the run has failed. */
  async #executeUnder(setting: Setting): Promise<boolean> {
    for (const dependent of this.#cells) {
      const own = settingOf(setting, dependent.on);
      const key = settingKey(own);
      const isPublished = key === settingKey(settingOf(this.#published, dependent.on));
      if (this.#states.get(dependent.index)?.key === key) continue;
      if (isPublished) {
        this.#forgetCell(dependent);
        this.#states.delete(dependent.index);
        continue;
      }
      const answer = await this.#executeCell(dependent, setting);
      if (answer === undefined) return false;
      const failed = "failed" in answer ? answer.failed : undefined;
      this.#states.set(dependent.index, { key, ...(failed !== undefined && { failed }) });
      if (!isDeepStrictEqual(answer, this.#publishedAnswer(dependent))) this.#note(dependent, own, answer);
    }
    return true;
  }

  #note({ index }: Dependent, setting: Setting, answer: CellAnswer): void {
    const answers = this.#answers.get(index) ?? new Map<string, { setting: Setting; answer: CellAnswer }>();
    answers.set(settingKey(setting), { setting, answer });
    this.#answers.set(index, answers);
  }

  /** Cells that give something else than at first; undefined if the run has failed. */
  async #executePublishedAgain(): Promise<readonly Dependent[] | undefined> {
    this.#states.clear();
    this.#forget = this.#run.records.flatMap(({ executionCount }) => executionCount ?? []);
    const differing: Dependent[] = [];
    for (const dependent of this.#cells) {
      const answer = await this.#executeCell(dependent, this.#published);
      if (answer === undefined) return undefined;
      if (!isDeepStrictEqual(answer, this.#publishedAnswer(dependent))) differing.push(dependent);
    }
    return differing;
  }

  #forgetCell({ index }: Dependent): void {
    const count = this.#run.records[index]?.executionCount;
    if (typeof count === "number") this.#forget = [...this.#forget, count];
  }

  /** Undefined if the run has failed. */
  async #executeCell(dependent: Dependent, setting: Setting): Promise<CellAnswer | undefined> {
    const { cell, index, uses } = dependent;
    const failed = uses.map((each) => this.#states.get(each)?.failed).find((reason) => reason !== undefined);
    this.#forgetCell(dependent);
    if (failed !== undefined) return { failed };
    try {
      return cell.cell_type === "code"
        ? await this.#executeCode(dependent, setting)
        : await this.#evaluate(dependent, setting);
    } catch (error) {
      const text = errorText(error);
      const evalue = `under the setting ${words(setting)}: ${text.evalue}`;
      this.#run.fail({
        kind: text.ename === "CellTimeoutError" ? "timeout" : "dead-kernel",
        notebook: this.#run.path,
        cell: { index, id: cell.id },
        ...text,
        evalue,
      });
      return undefined;
    }
  }

  async #executeCode({ cell, index }: Dependent, setting: Setting): Promise<CellAnswer> {
    const count = this.#run.records[index]?.executionCount;
    if (typeof count !== "number") return { outputs: [] };
    const area = new OutputArea(new NotebookOutputs());
    const reply = await this.#request(cell, { run: "cell", count, setting }, {}, (message) => {
      area.receive(message);
    });
    if (area.isCut) return { failed: "its output is too long" };
    if (reply.status !== "ok") {
      const { evalue, ename } = errorOutput(reply.content);
      return { failed: evalue === "" ? ename : evalue };
    }
    return { outputs: area.outputs().map(withoutOrigins) };
  }

  async #evaluate({ cell, index }: Dependent, setting: Setting): Promise<CellAnswer> {
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
    cell: Dependent["cell"],
    branch: JsonObject,
    userExpressions: Readonly<Record<string, string>>,
    onMessage?: (message: Message) => void,
  ): Promise<ExecuteReply> {
    const forget = this.#forget;
    this.#forget = [];
    const { notebook, settings } = this.#run;
    const reply = await this.#session.execute(
      { code: "", silent: true, userExpressions, branch: { ...branch, forget, watch: [] } },
      { ...(onMessage && { onMessage }), timeoutMs: cellTimeout(notebook, cell, settings.cellTimeoutMs) },
    );
    this.#run.noteSettingReply(reply);
    return reply;
  }

  async #hashesOf(names: readonly string[]): Promise<JsonObject> {
    if (names.length === 0) return {};
    const branch = { run: "watch", count: 0, setting: {}, forget: [], watch: names };
    const reply = await this.#session.execute({ code: "", silent: true, branch });
    const { watched } = objectOf(reply.metadata[metadataKey]);
    return isJsonObject(watched) ? watched : {};
  }

  #publishedAnswer({ cell, index }: Dependent): CellAnswer {
    const record = this.#run.records[index];
    if (cell.cell_type === "code") return { outputs: (record?.outputs() ?? []).map(withoutOrigins) };
    return { inline: (record?.facts.inline ?? []).map(withoutJudgement) };
  }

  #unstable(differing: readonly Dependent[], changed: readonly string[]): Failure {
    const [name] = changed;
    if (name !== undefined) {
      const cells = this.#cells.filter(({ foreign }) => foreign.includes(name));
      const changing = cells.filter(({ cell }) => changes(cell.source, name));
      const named = changing.length > 0 ? changing : cells;
      return settingFailure(
        this.#run,
        named[0],
        `cell ${listOf(named)} changes ${name}, which another cell declares; executed again for other settings, it would change it again.`,
        `Make a changed copy instead, under another name: const more = [...${name}, …].`,
      );
    }
    const [first] = differing;
    const record = first && this.#run.records[first.index];
    const [contact] = record?.facts.trace?.varies ?? [];
    const why = contact && contactWords[contact];
    return settingFailure(
      this.#run,
      first,
      why === undefined
        ? `cell ${listOf(differing.slice(0, 1))} gave something else when it was executed again as published.`
        : `cell ${listOf(differing.slice(0, 1))} ${why}, so that it gave something else when it was executed again as published.`,
      "Cells that depend on an assumption must give the same each time: without the clock, random numbers, or an object that they change.",
    );
  }
}

const listOf = (cells: readonly Dependent[]): string =>
  cells
    .slice(0, mostNamed)
    .map(({ cell }) => cell.id)
    .join(" or ");

const words = (setting: Setting): string =>
  Object.entries(setting)
    .map(([id, value]) => `${id}=${valueText(value)}`)
    .join(", ");

/** Whether code seems to change the content of a name: `list.push(1)`, `rows[0].n = 2`. */
function changes(source: string, name: string): boolean {
  const escaped = name.replace(/\$/g, "\\$&");
  const target = `(?<![\\w$.])${escaped}\\s*(?:\\.[\\w$]+|\\[[^\\]]*\\])*`;
  const method =
    "\\.(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear|copyWithin)\\s*\\(";
  return new RegExp(
    `${target}(?:${method}|\\s*(?:[-+*/|&^%]|\\*\\*|\\|\\||&&|\\?\\?)?=(?!=)|\\+\\+|--)`,
  ).test(source);
}
