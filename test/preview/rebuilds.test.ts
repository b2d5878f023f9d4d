import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Outcome } from "../../src/preview/contract.js";
import { Rebuilds } from "../../src/preview/rebuilds.js";

const built: Outcome = { status: "built", line: "1 chapter" };
const halfWritten: Outcome = { status: "failed", text: "no JSON", hold: "wait" };
const broken: Outcome = { status: "failed", text: "boom", hold: "show" };

/** Rebuilds with builds that take as long as told, and what they were asked and came to. */
function setUp(outcomes: readonly Outcome[], buildMs = 100) {
  const asked: string[][] = [];
  const shown: Outcome[] = [];
  const crashes: unknown[] = [];
  let now = 0;
  let running = 0;
  const rebuilds = new Rebuilds({
    build: async (changed) => {
      expect((running += 1)).toBe(1);
      const outcome = outcomes[asked.length] ?? built;
      asked.push([...changed]);
      await new Promise((resolve) => setTimeout(resolve, buildMs));
      running -= 1;
      return outcome;
    },
    onBuilding: () => undefined,
    onOutcome: (outcome) => {
      shown.push(outcome);
    },
    onCrash: (error) => crashes.push(error),
  });
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    await vi.advanceTimersByTimeAsync(ms);
  };
  const change = (file: string): void => {
    rebuilds.change(file, now);
  };
  return { asked, shown, crashes, rebuilds, pass, change };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("builds of a preview", () => {
  test("a burst of changes is one build, when it has ended", async () => {
    const { asked, pass, change } = setUp([]);
    for (const file of ["a", "b", "a"]) {
      change(file);
      await pass(20);
    }
    expect(asked).toEqual([]);
    await pass(200);
    expect(asked).toEqual([["a", "b"]]);
  });

  test("a burst that does not end is built all the same", async () => {
    const { asked, pass, change } = setUp([], 5000);
    for (let index = 0; index < 30; index += 1) {
      change("a");
      await pass(20);
    }
    expect(asked).toEqual([["a"]]);
  });

  test("what changes during a build is built after it, one at a time", async () => {
    const { asked, shown, pass, change } = setUp([]);
    change("a");
    await pass(60);
    change("b");
    await pass(500);
    expect(asked).toEqual([["a"], ["b"]]);
    expect(shown).toEqual([built, built]);
  });

  test("what was saved half-written is not shown if it is whole soon", async () => {
    const { shown, pass, change } = setUp([halfWritten, built]);
    change("a");
    await pass(200);
    change("a");
    await pass(500);
    expect(shown).toEqual([built]);
  });

  test("and is shown if it stays so; other failures are shown at once", async () => {
    const { shown, pass, change } = setUp([halfWritten, broken]);
    change("a");
    await pass(300);
    expect(shown).toEqual([]);
    await pass(400);
    expect(shown).toEqual([halfWritten]);
    change("a");
    await pass(150);
    expect(shown).toEqual([halfWritten, broken]);
  });

  test("a defect is told, and nothing begins after the end", async () => {
    const { asked, pass, change, rebuilds } = setUp([]);
    change("a");
    await pass(60);
    change("b");
    const ended = rebuilds.close();
    await pass(1000);
    await ended;
    change("c");
    await pass(1000);
    expect(asked).toEqual([["a"]]);
  });
});
