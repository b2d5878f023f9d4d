import { expect, test } from "vitest";
import type { Failure } from "../../../../src/briefing/engine/execute/contract.js";
import { rootCauses, withoutRepetitions } from "../../../../src/briefing/engine/execute/root-causes.js";

const failure = (evalue: string, more: Partial<Failure> = {}): Failure => ({
  kind: "type-error",
  notebook: "a.ipynb",
  line: 1,
  ename: "TS2304",
  evalue,
  traceback: ["> 1 | code"],
  ...more,
});
const own = (evalue: string, more?: Partial<Failure>) => ({ failure: failure(evalue, more), follows: false });
const following = (evalue: string) => ({ failure: failure(evalue), follows: true });
const texts = (failures: readonly Failure[]) =>
  failures.map(({ evalue, traceback }) => [evalue, ...traceback.slice(1)]);

test("errors that follow from others are counted below the last cause", () => {
  const missing = own("Cannot find module 'd3-aray'");
  expect(texts(rootCauses([missing, following("Cannot find name 'load'."), following("x")]))).toEqual([
    ["Cannot find module 'd3-aray'", "… and 2 errors that follow from it"],
  ]);
  expect(texts(rootCauses([missing, own("other"), following("x")]))).toEqual([
    ["Cannot find module 'd3-aray'"],
    ["other", "… and 1 error that follows from these"],
  ]);
  expect(texts(rootCauses([missing]))).toEqual([["Cannot find module 'd3-aray'"]]);
});

test("an unknown name is an error once, and not at all if an import is misspelt", () => {
  const names = ["'load'", "'load'", "'rows'. Did you mean 'row'?", "'rows'"].map((name) =>
    own(`Cannot find name ${name}`),
  );
  expect(rootCauses(names)).toHaveLength(2);
  const misspelt = own("Module '\"briefing\"' has no exported member 'laod'. Did you mean 'load'?");
  expect(texts(rootCauses([misspelt, ...names.slice(0, 2)]))).toEqual([
    [misspelt.failure.evalue, "… and 2 errors that follow from it"],
  ]);
});

test("nothing is left out without a cause", () => {
  expect(rootCauses([following("a"), following("b")])).toHaveLength(2);
  expect(rootCauses([])).toEqual([]);
});

test("a fault of the whole project is reported once for all notebooks, another in each", () => {
  const broken = failure("no table can be loaded.", { concerns: "project" });
  const others = [failure("x"), failure("x", { notebook: "b.ipynb" })];
  expect(withoutRepetitions([broken, others[0] ?? broken, { ...broken }, others[1] ?? broken])).toEqual([
    broken,
    ...others,
  ]);
});
