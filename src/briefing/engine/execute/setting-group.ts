/** Executes a group of cells, whose assumptions are combined, under each setting. */
import { isDeepStrictEqual } from "node:util";
import {
  publishedSetting,
  settingKey,
  settingOf,
  settingsOf,
  valuesOf,
  valueText,
  type Assumption,
  type AssumptionValue,
  type Setting,
} from "../../model/assumption.js";
import type { CellAnswer, CellAnswers } from "../notebook/answers.js";
import type { Dependent, DependentGroup } from "../notebook/setting-groups.js";
import type { SettingExecutor } from "./setting-executor.js";

/** What a cell gave last: under which setting of its own assumptions, and whether it failed. */
interface State {
  readonly key: string;
  readonly failed?: string;
}

type Answered = CellAnswers["under"][number];

export class GroupExecution {
  readonly #executor: SettingExecutor;
  readonly #cells: readonly Dependent[];
  readonly #definitions: readonly Assumption[];
  readonly #published: Setting;
  readonly #states = new Map<number, State>();
  /** By the setting of the cell's own assumptions; undefined for what is published. */
  readonly #answers = new Map<number, Map<string, Answered | undefined>>();

  constructor(executor: SettingExecutor, { cells }: DependentGroup, definitions: readonly Assumption[]) {
    this.#executor = executor;
    this.#cells = cells;
    this.#definitions = definitions;
    this.#published = publishedSetting(definitions);
  }

  /** Undefined if the run has failed. */
  async execute(onSetting: () => void): Promise<readonly CellAnswers[] | undefined> {
    // Of another group, nothing may be left.
    this.#executor.forgetAll();
    for (const setting of this.#settings()) {
      if (!(await this.#executeUnder(setting))) return undefined;
      onSetting();
    }
    return this.#cells.flatMap(({ cell, index, on }): CellAnswers | readonly [] => {
      const answers = this.#answers.get(index);
      const keys = settingsOf(this.#definitions).map((setting) => settingKey(settingOf(setting, on)));
      const under = [...new Set(keys)].flatMap((key) => answers?.get(key) ?? []);
      return under.length === 0 ? [] : { cell: cell.id, on, under };
    });
  }

  /**
   * In an order in which few cells are executed again: a cell is executed when one of its own assumptions changes, so
   * the assumption that most cells depend on changes least often. Published values come first, so that a cell is
   * executed first while all assumptions on which it does not depend are as published.
   */
  #settings(): readonly Setting[] {
    const dependents = ({ id }: Assumption) => this.#cells.filter(({ on }) => on.includes(id)).length;
    const slowestFirst = this.#definitions.toSorted((one, other) => dependents(other) - dependents(one));
    return slowestFirst.reduce<readonly Setting[]>(
      (settings, each) =>
        settings.flatMap((setting) =>
          publishedFirst(each).map((value) => ({ ...setting, [each.id]: value })),
        ),
      [{}],
    );
  }

  /** False if the run has failed. */
  async #executeUnder(setting: Setting): Promise<boolean> {
    for (const dependent of this.#cells) {
      const own = settingOf(setting, dependent.on);
      const key = settingKey(own);
      const isPublished = key === settingKey(settingOf(this.#published, dependent.on));
      if (this.#states.get(dependent.index)?.key === key) continue;
      if (isPublished) {
        this.#executor.forget(dependent);
        this.#states.delete(dependent.index);
        continue;
      }
      const answer = this.#failureBefore(dependent) ?? (await this.#executor.execute(dependent, setting));
      if (answer === undefined) return false;
      const failed = "failed" in answer ? answer.failed : undefined;
      this.#states.set(dependent.index, { key, ...(failed !== undefined && { failed }) });
      this.#note(dependent, own, answer);
    }
    return true;
  }

  /** Of a cell whose names this one uses, which has nothing to execute then. */
  #failureBefore(dependent: Dependent): CellAnswer | undefined {
    const failed = dependent.uses.flatMap((each) => this.#states.get(each)?.failed ?? []);
    const [reason] = failed;
    if (reason === undefined) return undefined;
    this.#executor.forget(dependent);
    return { failed: reason };
  }

  /** The first time counts: later, a cell whose names it uses may have failed on account of another assumption. */
  #note(dependent: Dependent, setting: Setting, answer: CellAnswer): void {
    const answers = this.#answers.get(dependent.index) ?? new Map<string, Answered | undefined>();
    this.#answers.set(dependent.index, answers);
    const key = settingKey(setting);
    if (answers.has(key)) return;
    const isPublished = isDeepStrictEqual(answer, this.#executor.published(dependent));
    answers.set(key, isPublished ? undefined : { setting, answer });
  }
}

function publishedFirst(definition: Assumption): readonly AssumptionValue[] {
  const isPublished = (value: AssumptionValue): boolean => valueText(value) === valueText(definition.value);
  const values = valuesOf(definition);
  return [...values.filter(isPublished), ...values.filter((value) => !isPublished(value))];
}
