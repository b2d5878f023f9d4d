import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { DeadKernelError } from "../../../../src/briefing/engine/client/errors.js";
import { execute, start, textOf } from "./fake-kernel/kernels.js";
import { isRunning, until } from "../../../support/processes.js";
import { rejected } from "../../../support/thrown.js";
import type { Message } from "../../../../src/briefing/engine/client/contract.js";

async function deathIn(code: string): Promise<DeadKernelError> {
  const { session, files } = await start();
  const error = await rejected(DeadKernelError, session.execute({ code }));
  expect(session.alive).toBe(false);
  expect(await files()).toEqual([]);
  await expect(session.execute({ code: "" })).rejects.toThrow(DeadKernelError);
  return error;
}

test("a kernel that ends in a cell fails the cell, with its exit code and its last words", async () => {
  const error = await deathIn("noise 30\ndie 7");
  expect(error.reason).toBe("unknown");
  const [first, title, ...words] = error.message.split("\n");
  expect(first).toBe('The kernel "fake" died while executing a cell: its process ended with exit code 7.');
  expect(title).toBe("Its last output:");
  expect(words).toHaveLength(20);
  expect(words.at(-1)).toMatch(/noise 29$/);
});

test("output sent before the death arrives, though this process was busy meanwhile", async () => {
  const { session } = await start();
  const messages: Message[] = [];
  const dying = session.execute(
    { code: "flood 5000\nsleep 300\ndie 1" },
    {
      onMessage: (message) => {
        if (messages.push(message) === 2) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
      },
    },
  );
  await expect(dying).rejects.toThrow(DeadKernelError);
  expect(textOf(messages).split("\n")).toHaveLength(5001);
});

test.each([
  ["die 0", "unknown", /exit code 0/, /ends its process/],
  ["memory", "out-of-memory", /ran out of memory.*SIGABRT/, /more memory/],
  ["die SIGKILL", "unknown", /ended by SIGKILL/, /ran out of memory/],
])("a death by %j is reported with its likely cause", async (code, reason, message, hint) => {
  const error = await deathIn(code);
  expect(error.reason).toBe(reason);
  expect(error.message).toMatch(message);
  expect(error.hint).toMatch(hint);
});

test("a cell whose reply and idle came before the end is done", async () => {
  const { session } = await start();
  expect((await execute(session, "idle exit")).reply.status).toBe("ok");
  await until(() => !session.alive);
  await expect(session.execute({ code: "" })).rejects.toThrow(/died while idle/);
});

test("a reply without idle before the end is a death", async () => {
  const { session } = await start();
  await expect(execute(session, "idle exit-before")).rejects.toThrow(DeadKernelError);
});

test("cells that wait behind the one in which the kernel died fail too", async () => {
  const { session } = await start();
  const all = await Promise.allSettled([session.execute({ code: "die 1" }), session.execute({ code: "" })]);
  expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("what a cell has started ends with its kernel", async () => {
  const { session } = await start();
  const child = Number((await execute(session, "child")).text);
  expect(isRunning(child)).toBe(true);
  await expect(execute(session, "die SIGKILL")).rejects.toThrow(DeadKernelError);
  await until(() => !isRunning(child));
});

test("shutting down after the death, and twice, does nothing", async () => {
  const { session } = await start();
  await expect(execute(session, "die 1")).rejects.toThrow(DeadKernelError);
  await Promise.all([session.shutdown(), session.shutdown()]);
  await session.shutdown();
  await delay(1);
  expect(session.alive).toBe(false);
});
