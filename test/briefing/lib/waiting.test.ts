import { once } from "node:events";
import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import { settlesWithin } from "../../../src/briefing/lib/waiting.js";

const never = new Promise<never>(() => undefined);

test("says whether a promise settles in time, either way", async () => {
  expect(await settlesWithin(Promise.resolve(), 10)).toBe(true);
  expect(await settlesWithin(Promise.reject(new Error("no")), 10)).toBe(true);
  expect(await settlesWithin(never, 10)).toBe(false);
});

test("what has come in time counts, though this process was busy until the time had passed", async () => {
  const { port1, port2 } = new MessageChannel();
  const comes = once(port1, "message");
  const settles = await new Promise<boolean>((resolve) => {
    // After an immediate the loop looks at its timers first, then at what has come.
    setImmediate(() => {
      resolve(settlesWithin(comes, 20));
      port2.postMessage("it is here");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
    });
  });
  expect(settles).toBe(true);
  port1.close();
});
