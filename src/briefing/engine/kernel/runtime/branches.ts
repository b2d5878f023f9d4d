/** Executes code of cells again under settings of their assumptions. */
import { ASSUMPTIONS, type CurrentSettings } from "../../../model/assumption.js";
import type { Scopes } from "../../compile/scopes.js";
import type { Branch } from "../contract.js";

export class Branches {
  readonly #scopes: Scopes;

  constructor(scopes: Scopes) {
    this.#scopes = scopes;
  }

  async within<T>({ run, count, setting, forget }: Branch, work: () => Promise<T>): Promise<T> {
    const current = currentSettings();
    current.setting = setting;
    this.#scopes.enterBranch(run === "cell" ? count - 1 : count, { forget });
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Also after an interrupt, which skips `finally`. */
  leave(): void {
    delete currentSettings().setting;
    this.#scopes.leaveBranch();
  }
}

function currentSettings(): CurrentSettings {
  const name = Symbol.for(ASSUMPTIONS);
  const found = Reflect.get(globalThis, name) as CurrentSettings | undefined;
  if (found !== undefined) return found;
  const created: CurrentSettings = {};
  Reflect.set(globalThis, name, created);
  return created;
}
