import { expect, test } from "vitest";
import { catchUpMs, Pace, type Clock } from "../../../src/papers/openalex/pace.js";

/** A clock that moves only while something waits; each wait takes `lateMs` longer than asked for. */
function clockThatIsLate(lateMs: number): Clock {
  let now = 1000;
  return {
    now: () => now,
    wait: (ms) => {
      now += ms + lateMs;
      return Promise.resolve();
    },
  };
}

/** When each of 150 requests of eight workers was sent, in milliseconds from the first, at 100 a second. */
async function timesOfRequests(clock: Clock): Promise<readonly number[]> {
  const pace = new Pace(100, undefined, clock);
  const began = clock.now();
  const times: number[] = [];
  let left = 150;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (left-- > 0) {
        await pace.turn();
        times.push(clock.now() - began);
      }
    }),
  );
  return times;
}

test.each([0, 4, 25])("keeps the allowed rate with timers that are %i ms late", async (lateMs) => {
  const times = await timesOfRequests(clockThatIsLate(lateMs));
  expect(times).toHaveLength(150);
  const last = times.at(-1) ?? 0;
  // The first may be sent at once, with those of the time that may be caught up.
  expect(last).toBeGreaterThanOrEqual(149 * 10 - catchUpMs);
  expect(last).toBeLessThanOrEqual(149 * 10 + lateMs);
});

test("never sends more at once than may be caught up", async () => {
  const times = await timesOfRequests(clockThatIsLate(400));
  const inAnySecond = times.map((from) => times.filter((time) => time >= from && time < from + 1000).length);
  expect(Math.max(...inAnySecond)).toBeLessThanOrEqual(100 + catchUpMs / 10 + 1);
});

test("a pause holds all requests", async () => {
  const clock = clockThatIsLate(0);
  const pace = new Pace(100, undefined, clock);
  await pace.turn();
  const began = clock.now();
  pace.hold(5000);
  await pace.turn();
  expect(clock.now() - began).toBe(5000);
});
