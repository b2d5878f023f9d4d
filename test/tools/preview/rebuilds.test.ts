import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Outcome } from "../../../src/tools/preview/contract.js";
import { Rebuilds } from "../../../src/tools/preview/rebuilds.js";

const built: Outcome = { status: "built", line: "1 chapter" };
const halfWritten: Outcome = { status: "failed", text: "no JSON", hold: "wait" };
const broken: Outcome = { status: "failed", text: "boom", hold: "show" };

/** Rebuilds of files in memory, with builds that take as long as told, and what they were asked and came to. */
function setUp(outcomes: readonly Outcome[], buildMs = 100) {
  const disk = new Map<string, { readonly stamp: string }>();
  const asked: string[][] = [];
  /** What stood in file a when a build read it. */
  const read: (string | undefined)[] = [];
  const shown: Outcome[] = [];
  const crashes: unknown[] = [];
  /** What the next looks at the disk come to. */
  const failing: Error[] = [];
  let now = 0;
  let running = 0;
  let builds = 0;
  let looks = 0;
  const rebuilds = new Rebuilds({
    look: () => {
      looks += 1;
      const error = failing.pop();
      if (error !== undefined) return Promise.reject(error);
      return Promise.resolve(new Map(disk));
    },
    build: async (changed) => {
      expect((running += 1)).toBe(1);
      const outcome = outcomes[builds] ?? built;
      builds += 1;
      asked.push([...changed]);
      read.push(disk.get("a")?.stamp);
      await new Promise((resolve) => setTimeout(resolve, buildMs));
      running -= 1;
      return outcome;
    },
    onBuilding: () => undefined,
    onOutcome: (outcome) => {
      shown.push(outcome);
    },
    onError: (error) => crashes.push(error),
  });
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    await vi.advanceTimersByTimeAsync(ms);
  };
  const hint = (): void => {
    rebuilds.hint(now);
  };
  let writes = 0;
  /** Nobody tells of it. */
  const writeUnseen = (file: string): string => {
    const stamp = `write ${(writes += 1)}`;
    disk.set(file, { stamp });
    return stamp;
  };
  const write = (file: string): string => {
    const stamp = writeUnseen(file);
    hint();
    return stamp;
  };
  const begin = async (): Promise<void> => {
    hint();
    await pass(1000);
    for (const list of [asked, read, shown]) list.length = 0;
  };
  const lookCount = (): number => looks;
  return {
    ...{ disk, asked, read, shown, crashes, failing, rebuilds },
    pass,
    hint,
    write,
    writeUnseen,
    begin,
    lookCount,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("builds of a preview", () => {
  test("an error beside them is told, and what is saved next is built", async () => {
    const { shown, crashes, rebuilds, failing, write, pass, begin } = setUp([]);
    await begin();
    failing.push(new Error("no such disk"));
    write("a");
    await pass(1000);
    expect(crashes.map(String)).toEqual(["Error: no such disk"]);
    await pass(3000);
    expect(shown).toHaveLength(1);
    write("b");
    await pass(1000);
    expect(shown).toHaveLength(2);
    await rebuilds.close();
  });

  test("the first is asked for, and nothing changed before it", async () => {
    const { asked, shown, writeUnseen, hint, pass } = setUp([]);
    writeUnseen("a");
    hint();
    await pass(60_000);
    expect(asked).toEqual([[]]);
    expect(shown).toEqual([built]);
  });

  test("a burst of changes is one build, when it has ended", async () => {
    const { asked, begin, pass, write } = setUp([]);
    await begin();
    for (const file of ["a", "b", "a"]) {
      write(file);
      await pass(20);
    }
    expect(asked).toEqual([]);
    await pass(60_000);
    expect(asked).toEqual([["a", "b"]]);
  });

  test("a burst that does not end is built all the same", async () => {
    const { asked, hint, pass } = setUp([], 5000);
    for (let index = 0; index < 30; index += 1) {
      hint();
      await pass(20);
    }
    expect(asked).toEqual([[]]);
  });

  test("what changes during a build is built after it, one at a time", async () => {
    const { asked, shown, begin, pass, write } = setUp([]);
    await begin();
    write("a");
    await pass(60);
    write("b");
    await pass(500);
    expect(asked).toEqual([["a"], ["b"]]);
    expect(shown).toEqual([built, built]);
  });

  test("a file that is gone has changed", async () => {
    const { asked, disk, begin, hint, pass, write } = setUp([]);
    write("a");
    await begin();
    disk.delete("a");
    hint();
    await pass(60_000);
    expect(asked).toEqual([["a"]]);
  });

  test("a hint of nothing builds nothing", async () => {
    const { asked, begin, hint, pass, write } = setUp([]);
    await begin();
    write("a");
    await pass(60);
    // Told once more of what the build at work has read.
    hint();
    await pass(60_000);
    hint();
    await pass(60_000);
    expect(asked).toEqual([["a"]]);
  });

  test("what was saved half-written is not shown if it is whole soon", async () => {
    const { shown, begin, pass, write } = setUp([built, halfWritten, built]);
    await begin();
    write("a");
    await pass(200);
    write("a");
    await pass(500);
    expect(shown).toEqual([built]);
  });

  test("and is shown if it stays so; other failures are shown at once", async () => {
    const { shown, begin, pass, write } = setUp([built, halfWritten, broken]);
    await begin();
    write("a");
    await pass(300);
    expect(shown).toEqual([]);
    await pass(400);
    expect(shown).toEqual([halfWritten]);
    write("a");
    await pass(150);
    expect(shown).toEqual([halfWritten, broken]);
  });

  test("a defect is told, and nothing begins after the end", async () => {
    const { asked, begin, pass, write, rebuilds, lookCount } = setUp([]);
    await begin();
    write("a");
    await pass(60);
    write("b");
    const ended = rebuilds.close();
    await pass(1000);
    await ended;
    const looks = lookCount();
    write("c");
    await pass(60_000);
    expect(asked).toEqual([["a"]]);
    expect(lookCount()).toBe(looks);
  });
});

describe("a change that nobody told of", () => {
  test("while a build is at work: built after it at once", async () => {
    const { asked, read, begin, pass, write, writeUnseen } = setUp([]);
    await begin();
    write("a");
    await pass(60);
    const last = writeUnseen("a");
    await pass(200);
    expect(asked).toEqual([["a"], ["a"]]);
    expect(read.at(-1)).toBe(last);
  });

  test("between the hint and the build: the build has it, and there is one", async () => {
    const { asked, read, begin, pass, write, writeUnseen } = setUp([]);
    await begin();
    write("a");
    await pass(20);
    const last = writeUnseen("a");
    await pass(60_000);
    expect(asked).toEqual([["a"]]);
    expect(read).toEqual([last]);
  });

  test.each([1, 60, 140, 160, 1000, 100_000])("%i ms after a build: seen within two seconds", async (ms) => {
    const { read, begin, pass, write, writeUnseen } = setUp([]);
    await begin();
    write("a");
    await pass(140 + ms);
    const last = writeUnseen("a");
    await pass(2200);
    expect(read.at(-1)).toBe(last);
  });

  test("that makes a half-written file whole: the failure is not shown", async () => {
    const { shown, begin, pass, write, writeUnseen } = setUp([built, halfWritten, built]);
    await begin();
    write("a");
    await pass(200);
    writeUnseen("a");
    await pass(300);
    expect(shown).toEqual([built]);
  });

  test("that makes it whole after the failure was shown: within two seconds", async () => {
    const { shown, begin, pass, write, writeUnseen } = setUp([built, halfWritten, built]);
    await begin();
    write("a");
    await pass(5000);
    writeUnseen("a");
    await pass(2200);
    expect(shown).toEqual([halfWritten, built]);
  });

  // The last save of a burst, whichever hints were lost: writes at random moments, hints of some of them.
  test("at any moment, among hints of other changes: the last state is built", async () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 200; round += 1) {
      const { read, shown, rebuilds, begin, pass, write, writeUnseen } = setUp(
        [],
        Math.floor(random() * 300),
      );
      await begin();
      let last = "";
      for (let count = 1 + Math.floor(random() * 12); count > 0; count -= 1) {
        last = random() < 0.3 ? write("a") : writeUnseen("a");
        await pass(Math.floor(random() * 90));
      }
      await pass(3000);
      expect(read.at(-1), `round ${round}`).toBe(last);
      expect(shown.at(-1)).toEqual(built);
      await rebuilds.close();
    }
  });
});
