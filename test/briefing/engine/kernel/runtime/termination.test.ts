import { compileFunction } from "node:vm";
import { expect, test } from "vitest";
import { isAtSafePoint } from "../../../../../src/briefing/engine/kernel/runtime/termination.js";

/** Like what another thread evaluates, code without a file. */
const asked = compileFunction("return ask()", ["ask"]) as (ask: () => boolean) => boolean;

test("what a person's function computes may be terminated", () => {
  expect(asked(isAtSafePoint)).toBe(true);
  expect([1].map(() => asked(isAtSafePoint))).toEqual([true]);
});

test("Node is not stopped while it changes the list of its timers", () => {
  const timer = setTimeout(() => undefined, 1e6);
  const answers: boolean[] = [];
  // Where Node takes the timer out of the list, it asks the timer for its neighbours.
  const neighbour = Reflect.get(timer, "_idleNext") as unknown;
  const get = compileFunction("return tell()", ["tell"]) as (tell: () => unknown) => unknown;
  const tell = (): unknown => {
    answers.push(isAtSafePoint());
    return neighbour;
  };
  Object.defineProperty(timer, "_idleNext", {
    configurable: true,
    get: get.bind(undefined, tell),
    set: () => undefined,
  });
  clearTimeout(timer);
  expect(answers.length).toBeGreaterThan(0);
  expect(answers).not.toContain(true);
});
