import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Rebuilds } from "../../../src/tools/preview/rebuilds.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Builds that take 100 ms, after the first one. */
async function setUp() {
  const built: string[][] = [];
  let running = 0;
  const rebuilds = new Rebuilds({
    build: async (changed) => {
      expect((running += 1)).toBe(1);
      built.push([...changed]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      running -= 1;
    },
  });
  expect(built).toEqual([[]]);
  await vi.advanceTimersByTimeAsync(1000);
  built.length = 0;
  return { built, rebuilds };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("a burst of changes is one build, when it has ended", async () => {
  const { built, rebuilds } = await setUp();
  for (const file of ["a", "b", "a"]) {
    rebuilds.changed(file);
    await pass(40);
  }
  expect(built).toEqual([]);
  await pass(60_000);
  expect(built).toEqual([["a", "b"]]);
});

test("what changes during a build is built after it, one build at a time, and not before the burst has ended", async () => {
  const { built, rebuilds } = await setUp();
  rebuilds.changed("a");
  await pass(60);
  rebuilds.changed("b");
  await pass(80);
  rebuilds.changed("c");
  await pass(40);
  expect(built).toEqual([["a"]]);
  await pass(60_000);
  expect(built).toEqual([["a"], ["b", "c"]]);
});

test("after the end nothing begins, and the build at work is waited for", async () => {
  const { built, rebuilds } = await setUp();
  rebuilds.changed("a");
  await pass(60);
  rebuilds.changed("b");
  const ended = rebuilds.close();
  await pass(1000);
  await ended;
  rebuilds.changed("c");
  await pass(60_000);
  expect(built).toEqual([["a"]]);
});
