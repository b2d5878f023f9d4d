/** Results of slow functions, kept between notebooks and builds. */
import { type Results, RESULTS } from "../model/results.js";
import { readsOf, noteRead } from "./load/reads.js";

const results = (): Results | undefined =>
  (globalThis as { readonly [name: symbol]: Results | undefined })[Symbol.for(RESULTS)];

/**
 * The result of a slow function, computed once and shared by all notebooks until its inputs, the tables and files that
 * the notebook has read, or the code of a loaded module changes: `remember("fits", { year: 2022 }, fitAll)`. `compute`
 * must be exported by a module beside the notebook (cells can use each other's variables, which cannot be watched). It
 * may read `inputs`, tables and files, but must not depend on the clock, on random numbers or on variables that cells
 * change, and what it prints is shown only when it is computed. Inputs and result are copied; they consist of numbers,
 * texts, dates, arrays, maps, sets and plain objects; copied rows lose the titles and units of their columns. Throws a
 * TypeError for anything else, such as formatted values, charts, promises and instances of classes, and for a function
 * of a cell.
 */
export function remember<Inputs, Result>(
  name: string,
  inputs: Inputs,
  compute: (inputs: Inputs) => Result,
): Result {
  const kept = results();
  const exported = kept?.exportOf(compute);
  if (kept !== undefined && exported === undefined)
    throw new TypeError(
      `remember("${name}", …): the function must be exported by a module, such as notebooks/fits.ts. Move it there and import it.`,
    );
  requirePlain(inputs, `remember("${name}", …): the inputs contain`);
  return recalled([name, exported], inputs, (given) => {
    const made = compute(given);
    requirePlain(made, `remember("${name}", …): the result contains`);
    return made;
  });
}

/** The same for functions of the library, which are identified by name and return plain values. */
export function recalled<Inputs, Result>(
  name: unknown,
  inputs: Inputs,
  compute: (inputs: Inputs) => Result,
): Result {
  const make = () => readsOf(() => compute(structuredClone(inputs)));
  const { made, reads } = results()?.recall([name, inputs], make) ?? structuredClone(make());
  reads.forEach(noteRead);
  return made;
}

const plain: ReadonlySet<unknown> = new Set(
  [Object, Array, Map, Set, Date].map(({ prototype }) => prototype),
);

/** A copy would lose the methods of an instance, and the rows that a chart remembers. */
function requirePlain(given: unknown, what: string): void {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value === "function" || typeof value === "symbol")
      throw new TypeError(`${what} a ${typeof value}.`);
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (ArrayBuffer.isView(value)) return;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && !plain.has(prototype))
      throw new TypeError(`${what} an instance of ${value.constructor.name || "a class"}.`);
    if (Object.getOwnPropertySymbols(value).length > 0)
      throw new TypeError(`${what} an object with symbols, such as a chart.`);
    const parts: readonly unknown[] =
      value instanceof Map || value instanceof Set ? [...value].flat() : Object.values(value);
    parts.forEach(visit);
  };
  visit(given);
}
