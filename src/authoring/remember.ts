/** Results of slow functions, kept between notebooks and builds. */
import { type Results, RESULTS } from "../model/results.js";
import { readsOf, noteRead } from "./load/reads.js";

const results = (): Results | undefined =>
  (globalThis as { readonly [name: symbol]: Results | undefined })[Symbol.for(RESULTS)];

/**
 * The result of a slow function, computed once and shared by all notebooks until its inputs, the tables and files that
 * it read, or the code of a loaded module changes: `remember("fits", { year: 2022 }, fitAll)`. `compute` must be
 * exported by a module beside the notebook (cells can use each other's variables, which cannot be watched), and must be
 * pure: it may read `inputs`, tables and files, but neither the clock nor random numbers. Returns a copy made of
 * numbers, texts, dates, arrays, maps and plain objects. Throws a TypeError for a function of a cell, and for inputs or
 * results that cannot be copied, such as functions and promises.
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
  return recalled([name, exported], inputs, compute);
}

/** The same for functions of the library, which are identified by name. */
export function recalled<Inputs, Result>(
  name: unknown,
  inputs: Inputs,
  compute: (inputs: Inputs) => Result,
): Result {
  const make = () => readsOf(() => compute(inputs));
  try {
    const { made, reads } = results()?.recall([name, inputs], make) ?? structuredClone(make());
    reads.forEach(noteRead);
    return made;
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "DataCloneError") throw error;
    throw new TypeError(`remember: the inputs or the result cannot be stored (${error.message}).`, {
      cause: error,
    });
  }
}
