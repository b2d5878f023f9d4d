/**
 * Executes a whole notebook once more, under the setting that differs most from the published one: every cell has to give
 * what was found when only the cells were executed that seemed to depend on an assumption.
 */
import { isDeepStrictEqual } from "node:util";
import { own } from "../../lib/own.js";
import {
  publishedSetting,
  settingKey,
  settingOf,
  settingsOf,
  type Assumption,
  type Setting,
} from "../../model/assumption.js";
import type { CellAnswer, CellAnswers } from "../notebook/answers.js";
import { isSkipped } from "../notebook/metadata.js";
import type { NotebookProgram, PlacedCell } from "../notebook/program.js";
import { familiesIn } from "../notebook/setting-groups.js";
import { contactWords } from "./contact-words.js";
import type { Failure } from "./contract.js";
import type { NotebookRun } from "./run.js";
import { settingFailure, settingWords, type SettingExecutor } from "./setting-executor.js";

/** What is to be proved: the answers of the cells of each group. */
export interface GroupAnswers {
  readonly definitions: readonly Assumption[];
  readonly cells: readonly PlacedCell[];
  readonly answers: readonly CellAnswers[];
}

/** Failures are those of the run. */
export async function proveAnswers(
  run: NotebookRun,
  executor: SettingExecutor,
  program: NotebookProgram,
  groups: readonly GroupAnswers[],
): Promise<void> {
  const proof = new Proof(run, executor, program, groups);
  await proof.prove();
}

/** By place; none for cells that could not be executed, because one whose names they read failed. */
type Found = ReadonlyMap<number, CellAnswer>;

class Proof {
  readonly #run: NotebookRun;
  readonly #executor: SettingExecutor;
  readonly #program: NotebookProgram;
  readonly #setting: Setting;
  readonly #published: Setting;
  /** By the id of the cell. */
  readonly #dependents: ReadonlyMap<string, GroupAnswers["cells"][number]>;
  readonly #answers: ReadonlyMap<string, CellAnswers>;
  readonly #cells: readonly PlacedCell[];

  constructor(
    run: NotebookRun,
    executor: SettingExecutor,
    program: NotebookProgram,
    groups: readonly GroupAnswers[],
  ) {
    this.#run = run;
    this.#executor = executor;
    this.#program = program;
    this.#setting = Object.assign({}, ...groups.map(mostDiffering)) as Setting;
    this.#published = publishedSetting(groups.flatMap(({ definitions }) => definitions));
    this.#dependents = new Map(groups.flatMap(({ cells }) => cells.map((each) => [each.cell.id, each])));
    this.#answers = new Map(groups.flatMap(({ answers }) => answers.map((each) => [each.cell, each])));
    const left = this.#leftAsPublished();
    this.#cells = program.cells.filter(({ cell }) => !isSkipped(cell) && !left.has(cell.id));
  }

  async prove(): Promise<void> {
    if (isDeepStrictEqual(this.#setting, this.#published)) return;
    const found = await this.#executeAll(this.#setting);
    if (found === undefined) return;
    const differing = this.#cells.filter((placed) => this.#differs(found, placed, this.#expected(placed)));
    if (differing.length === 0) return;
    const again = await this.#executeAll(this.#published);
    if (again === undefined) return;
    const varies = (placed: PlacedCell): boolean =>
      this.#differs(again, placed, this.#executor.published(placed));
    // A cell that differs each time says nothing about the setting; a dependent must not differ each time.
    const wrong = differing.find((placed) => this.#dependents.has(placed.cell.id) || !varies(placed));
    if (wrong !== undefined)
      this.#run.fail(this.#failure(wrong, varies(wrong) ? "always" : "under the setting"));
  }

  /**
   * Cells that reach beyond the notebook are executed once only; with them those that make or change the same objects,
   * which would lack what these cells added.
   */
  #leftAsPublished(): ReadonlySet<string> {
    const left = new Set<string>();
    for (const [{ cell }, { contacts }] of this.#run.surroundings)
      if (contacts.length > 0 && !this.#dependents.has(cell.id)) left.add(cell.id);
    const families = familiesIn(this.#program).map((family) => [...family].map(({ id }) => id));
    for (let before = -1; before !== left.size;) {
      before = left.size;
      for (const family of families)
        if (family.some((id) => left.has(id))) for (const id of family) left.add(id);
    }
    return left;
  }

  /** Undefined if the run has failed. */
  async #executeAll(setting: Setting): Promise<Found | undefined> {
    this.#executor.forgetAll();
    const found = new Map<number, CellAnswer>();
    const without = new Set<string>();
    for (const placed of this.#cells) {
      this.#run.settings.signal.throwIfAborted();
      const { cell, index } = placed;
      if (this.#program.cellsBehind(cell).some(({ id }) => without.has(id))) {
        without.add(cell.id);
        continue;
      }
      const answer = await this.#executor.execute(placed, setting);
      if (answer === undefined) return undefined;
      found.set(index, answer);
      if ("failed" in answer) without.add(cell.id);
    }
    return found;
  }

  #differs(found: Found, { index }: PlacedCell, expected: CellAnswer): boolean {
    const answer = found.get(index);
    return answer !== undefined && !isDeepStrictEqual(answer, expected);
  }

  /** What the page shows under the setting. */
  #expected(placed: PlacedCell): CellAnswer {
    const { on = [], under = [] } = this.#answers.get(placed.cell.id) ?? {};
    const key = settingKey(settingOf(this.#setting, on));
    const answer = under.find(({ setting }) => settingKey(setting) === key)?.answer;
    return answer ?? this.#executor.published(placed);
  }

  #failure(placed: PlacedCell, differs: "always" | "under the setting"): Failure {
    const { id } = placed.cell;
    const [contact] = this.#run.records[placed.index]?.facts.trace?.varies ?? [];
    const cause = contact === undefined ? "" : ` ${contactWords[contact]}, so that it`;
    if (differs === "always")
      return settingFailure(
        this.#run,
        placed,
        `cell ${id}${cause} gave something else when it was executed again as published.`,
        "Cells that depend on an assumption must give the same each time: without the clock, random numbers, or an object that a module keeps.",
      );
    return settingFailure(
      this.#run,
      placed,
      `cell ${id} gives something else when the whole notebook is executed with ${settingWords(this.#setting)}: it depends on an assumption in a way that the build cannot see.`,
      "Make a changed copy under another name, const next = …, instead of changing an object in a function or a module.",
    );
  }
}

/**
 * The setting that shows most: no cell fails under it, if there is such a setting; most assumptions have another value,
 * and most cells another result. The published one if there is no other.
 */
function mostDiffering({ definitions, answers }: GroupAnswers): Setting {
  const published = publishedSetting(definitions);
  const byKey = answers.map(({ on, under }) => ({
    on,
    answers: new Map(under.map(({ setting, answer }) => [settingKey(setting), answer])),
  }));
  const rank = (setting: Setting): readonly number[] => {
    const found = byKey.flatMap(({ on, answers: all }) => all.get(settingKey(settingOf(setting, on))) ?? []);
    const changed = definitions.filter(({ id, value }) => !isDeepStrictEqual(own(setting, id), value));
    return [Number(found.every((answer) => !("failed" in answer))), changed.length, found.length];
  };
  const others = settingsOf(definitions).filter((setting) => settingKey(setting) !== settingKey(published));
  const ranked = others.map((setting) => ({ setting, rank: rank(setting) }));
  const [best] = ranked.toSorted((one, other) => compareRanks(other.rank, one.rank));
  return best?.setting ?? published;
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((each, index) => each !== other[index]);
  return place === -1 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
}
