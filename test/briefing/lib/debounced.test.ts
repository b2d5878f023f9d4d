import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Debounced } from "../../../src/briefing/lib/debounced.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A kernel that takes `answerMs` to answer, and how often it was asked. */
function setUp(answerMs = 50) {
  const kernel = { isReady: true, asked: 0 };
  const asking = new Debounced({
    isReady: () => kernel.isReady,
    run: () => {
      kernel.asked += 1;
      return new Promise((resolve) => setTimeout(resolve, answerMs));
    },
    restMs: 100,
  });
  return { kernel, asking, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

test("changes that follow one another are asked after once", async () => {
  const { kernel, asking, pass } = setUp();
  for (let index = 0; index < 5; index += 1) {
    asking.want();
    await pass(60);
  }
  await pass(1000);
  expect(kernel.asked).toBe(1);
});

test("a change that comes due while a request is under way is asked after it", async () => {
  const { kernel, asking, pass } = setUp(500);
  asking.want();
  await pass(150);
  asking.want();
  await pass(200);
  expect(kernel.asked).toBe(1);
  await pass(2000);
  expect(kernel.asked).toBe(2);
});

test("a change that comes due while the kernel is busy is asked when it is ready", async () => {
  const { kernel, asking, pass } = setUp();
  kernel.isReady = false;
  asking.want();
  await pass(1000);
  expect(kernel.asked).toBe(0);
  kernel.isReady = true;
  asking.ready();
  await pass(1000);
  expect(kernel.asked).toBe(1);
});

test("the end of our own request asks for nothing", async () => {
  const { kernel, asking, pass } = setUp();
  asking.want();
  await pass(200);
  for (let index = 0; index < 5; index += 1) {
    asking.ready();
    await pass(200);
  }
  expect(kernel.asked).toBe(1);
});

test("nothing begins after the end, and the request under way is waited for", async () => {
  const { kernel, asking, pass } = setUp(500);
  asking.want();
  await pass(150);
  asking.want();
  let ended = false;
  void asking.close().then(() => (ended = true));
  await pass(100);
  expect(ended).toBe(false);
  asking.want();
  await pass(1000);
  expect(ended).toBe(true);
  expect(kernel.asked).toBe(1);
});
