/** Executes code of cells again under settings of their assumptions, and sees whether that changed what was published. */
import { serialize } from "node:v8";
import { sha256 } from "../../../lib/hash.js";
import { own } from "../../../lib/own.js";
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

  /** Hashes of the values of names that are visible to the next cell; functions have none. */
  hashesOf(names: readonly string[]): Readonly<Record<string, string>> {
    const { locals } = this.#scopes;
    const hashes = names.flatMap((name) => {
      const hash = hashOf(() => own(locals, name));
      return hash === undefined ? [] : [[name, hash] as const];
    });
    return Object.fromEntries(hashes);
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

/** Objects of classes may keep what they have computed, which changes nothing. */
function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  const plain: readonly unknown[] = [Object.prototype, Array.prototype, Map.prototype, Set.prototype, null];
  return plain.includes(prototype);
}

/** Undefined for what has no content of its own, or contains functions. */
function hashOf(read: () => unknown): string | undefined {
  try {
    const value = read();
    return isPlain(value) ? sha256(serialize(value)) : undefined;
  } catch {
    return undefined;
  }
}
