/** The requirements for every reader, and how to repeat a failing run. */
import { expect } from "vitest";
import { BriefingError } from "../../../src/briefing/model/errors.js";

const { TEST_SEED, TEST_RUNS } = process.env;
const seed = Number(TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(
  `Files are altered from seed ${seed}; TEST_SEED=${seed} alters them again, TEST_RUNS=20 tries 20 times as many.`,
);

/** The requested number of runs, times TEST_RUNS. */
export const runs = (count: number) => ({
  seed,
  numRuns: count * Number(TEST_RUNS ?? 1),
});

const inherited = Reflect.ownKeys(Object.prototype);

/** The reader's result, or undefined if it threw an error of the project that names the place and the fault. */
export function held<T>(read: () => T, place: string): T | undefined {
  try {
    return read();
  } catch (error) {
    expectReported(error, place);
    return undefined;
  } finally {
    expect(Reflect.ownKeys(Object.prototype)).toEqual(inherited);
  }
}

export function expectReported(error: unknown, place: string): void {
  if (!(error instanceof BriefingError)) throw error;
  expect(error.message).toContain(place);
  expect(error.message).not.toMatch(/\[object |undefined|\.ts:\d/);
  expect(error.message.length).toBeLessThan(5000);
}
