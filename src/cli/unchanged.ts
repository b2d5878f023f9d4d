/** Executed notebooks that are what they were in the build before, as the same objects: what was made of them stands. */
import { isDeepStrictEqual } from "node:util";
import type { Execution } from "../engine/execute/contract.js";

export class Unchanged {
  #before = new Map<string, Execution["notebook"]>();

  /** Puts the objects of the build before in the place of equal ones. */
  recognise(executions: readonly Execution[]): readonly Execution[] {
    const known = executions.map((execution) => {
      const before = this.#before.get(execution.path);
      return before !== undefined && isDeepStrictEqual(before, execution.notebook)
        ? { ...execution, notebook: before }
        : execution;
    });
    this.#before = new Map(known.map(({ path, notebook }) => [path, notebook]));
    return known;
  }
}
