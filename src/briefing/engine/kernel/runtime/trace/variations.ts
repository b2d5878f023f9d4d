/**
 * Observes calls that give something else each time: of the clock and of random numbers, by code of cells, of the
 * project's modules and, for random numbers, of packages. What a package asks the clock for is how long it took.
 */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import type { Variation } from "../../../../model/trace.js";
import { isInstalled } from "../../../compile/local-modules.js";
import { isKernel } from "../sources.js";
import { callingScripts, wrap, type Fn } from "./file-system.js";
import { fileOf } from "./listeners.js";

const maxCallers = 100;

/** `isNoted`: whether recording it once more would change nothing; a cell may call Math.random a million times. */
export function observeVariations({
  isNoted,
  record,
}: {
  readonly isNoted: (variation: Variation) => boolean;
  readonly record: (variation: Variation) => void;
}): void {
  const note = (variation: Variation, below: Fn): void => {
    if (!isNoted(variation) && isCounted(variation, below)) record(variation);
  };
  const observe = (target: object, names: readonly string[], variation: Variation): void => {
    wrap(target, names, (original) => {
      const observed: Fn = function (this: unknown, ...args) {
        note(variation, observed);
        return original.apply(this, args);
      };
      return observed;
    });
  };
  observeDates((below) => {
    note("clock", below);
  });
  observe(Object.getPrototypeOf(performance) as object, ["now"], "clock");
  observe(process.hrtime, ["bigint"], "clock");
  observe(process, ["hrtime"], "clock");
  const { random } = Math;
  Math.random = function observed(): number {
    note("chance", observed);
    return random();
  };
  const webCrypto = Object.getPrototypeOf(globalThis.crypto) as object;
  observe(webCrypto, ["getRandomValues", "randomUUID"], "chance");
  observe(crypto, ["randomBytes", "randomInt", "randomUUID", "randomFillSync"], "chance");
  syncBuiltinESMExports();
}

function isCounted(variation: Variation, below: Fn): boolean {
  // `getRandomValues` of node:crypto is a function of Node.js that calls that of the Web Crypto API.
  const callers = callingScripts(below, 2);
  const [caller = ""] = callers.filter(
    (script) => !script.startsWith("node:internal/crypto/") && script !== "node:crypto",
  );
  const file = fileOf(caller);
  if (caller.startsWith("node:") || isKernel(file)) return false;
  if (!isInstalled(file)) return true;
  const isLoading = callingScripts(below, maxCallers).some((script) =>
    script.startsWith("node:internal/modules/"),
  );
  return variation === "chance" && !isLoading;
}

/** The present moment, in all forms: `Date()`, `new Date()`, `Date.now()`. */
function observeDates(note: (below: Fn) => void): void {
  const { Date: Original } = globalThis;
  wrap(Original, ["now"], (original) => {
    const now: Fn = function (this: unknown, ...args) {
      note(now);
      return original.apply(this, args);
    };
    return now;
  });
  // A function and no Proxy, whose trap would take ten times as long as a Date. Subclasses are constructed as such.
  const observed = function (this: unknown, ...args: unknown[]): unknown {
    const target = new.target as Fn | undefined;
    if (target === undefined) {
      note(observed);
      return Original();
    }
    if (args.length === 0) note(observed);
    if (target !== observed) return Reflect.construct(Original, args, target);
    return args.length === 1 ? new Original(args[0] as number) : Reflect.construct(Original, args);
  } as Fn;
  Object.defineProperties(observed, Object.getOwnPropertyDescriptors(Original));
  Original.prototype.constructor = observed;
  globalThis.Date = observed as unknown as DateConstructor;
}
