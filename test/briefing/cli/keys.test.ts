import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { openKeys } from "../../../src/briefing/cli/keys.js";

function terminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    setRawMode(mode: boolean) {
      modes.push(mode);
      return input;
    },
  });
  return { input: input as never, modes, type: (text: string) => (input as PassThrough).write(text) };
}

test("a key answers without Enter; other keys and case do not matter", async () => {
  const { input, type, modes } = terminal();
  const keys = openKeys(input, () => undefined);
  const answer = keys.next(["a", "s", "q"]);
  type("x");
  type("\r");
  type("A");
  expect(await answer).toBe("a");
  expect(modes).toEqual([true]);
  keys.close();
  expect(modes).toEqual([true, false]);
});

test("keys typed ahead answer the next questions", async () => {
  const { input, type } = terminal();
  const keys = openKeys(input, () => undefined);
  type("as");
  expect(await keys.next(["a", "s", "q"])).toBe("a");
  expect(await keys.next(["a", "s", "q"])).toBe("s");
  keys.close();
});

test("the end of the input is the last choice, Ctrl-C an interrupt", async () => {
  const { input, type } = terminal();
  let interrupts = 0;
  const keys = openKeys(input, () => {
    interrupts += 1;
  });
  const answer = keys.next(["a", "s", "q"]);
  type("\u0003");
  type("\u0004");
  expect(await answer).toBe("q");
  expect(interrupts).toBe(1);
  keys.close();
});
