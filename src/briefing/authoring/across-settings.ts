/**
 * What a build computes once for all settings of assumptions: results that depend on the data alone. Outside of a build,
 * and for what is published, everything is computed as usual.
 */
import { ASSUMPTIONS, type CurrentSettings } from "../model/assumption.js";

const kept = new Map<string, unknown>();

/** Whether a build executes another setting than the published one now. */
export function isUnderSetting(): boolean {
  const current = Reflect.get(globalThis, Symbol.for(ASSUMPTIONS)) as CurrentSettings | undefined;
  return current?.setting !== undefined;
}

/** The same result for every setting. The key names everything that it depends on besides the data. */
export function acrossSettings<Result>(key: string, compute: () => Result): Result {
  if (!isUnderSetting()) return compute();
  if (!kept.has(key)) kept.set(key, compute());
  return kept.get(key) as Result;
}
