import { expect, test, vi } from "vitest";
import type { KernelSession } from "../../../../src/briefing/engine/client/contract.js";
import { CellTimeoutError } from "../../../../src/briefing/engine/client/errors.js";
import { execute, fakeKernel, start } from "./fake-kernel/kernels.js";
import { isRunning, until } from "../../../support/processes.js";

/** Executes a cell that is late as soon as it has printed: its kernel has all the time it needs to react. */
async function executeLate(session: KernelSession, code: string): Promise<unknown> {
  return atStoppedClock(() =>
    session
      .execute(
        { code },
        {
          timeoutMs: 100,
          onMessage: ({ header }) => {
            if (header.msg_type === "stream") vi.advanceTimersByTime(100);
          },
        },
      )
      .catch((caught: unknown) => caught),
  );
}

/** Limits of this process pass when the test says so; kernels keep their own clocks. */
async function atStoppedClock<T>(act: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    return await act();
  } finally {
    vi.useRealTimers();
  }
}

test.each(["signal", "message"] as const)(
  "a late cell is interrupted by %s, and the kernel lives on",
  async (mode) => {
    const { session } = await start(fakeKernel([], { interruptMode: mode }));
    const error = await executeLate(session, "print before\nloop");
    expect(error).toBeInstanceOf(CellTimeoutError);
    expect(error).toMatchObject({ outcome: "interrupted", timeoutMs: 100 });
    expect((error as Error).message).toBe("The cell took longer than 100 ms and was interrupted.");
    expect((await execute(session, "print next")).text).toBe("next\n");
  },
);

test.each(["signal", "message"] as const)(
  "a kernel that ignores an interrupt by %s is killed",
  async (mode) => {
    const { session, files } = await start(
      fakeKernel(["signals-only", "ignores-shutdown"], { interruptMode: mode }),
    );
    const child = Number((await execute(session, "child")).text);
    const limits = { timeoutMs: 100, graceMs: 300 };
    const error: unknown = await execute(session, "hang", limits).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: "CellTimeoutError", outcome: "killed" });
    expect((error as Error).message).toContain("did not respond to an interrupt");
    expect(session.alive).toBe(false);
    expect(isRunning(session.pid)).toBe(false);
    expect(isRunning(child)).toBe(false);
    expect(await files()).toEqual([]);
    await expect(session.execute({ code: "" })).rejects.toMatchObject({
      name: "DeadKernelError",
      reason: "timeout",
    });
  },
);

test("a kernel that dies of the interrupt is said to have", async () => {
  const { session } = await start();
  const error = await executeLate(session, "mortal");
  expect(error).toMatchObject({ name: "CellTimeoutError", outcome: "killed" });
  expect((error as Error).message).toContain("died when it was interrupted");
});

test("the time of a cell counts from its turn, not from the call", async () => {
  const { session } = await start();
  await atStoppedClock(async () => {
    const first = session.execute(
      { code: "print first" },
      {
        onMessage: ({ header }) => {
          if (header.msg_type === "stream") vi.advanceTimersByTime(1000);
        },
      },
    );
    const second = execute(session, "print in time", { timeoutMs: 300 });
    expect((await first).status).toBe("ok");
    expect((await second).text).toBe("in time\n");
  });
});

test("a limit beyond what timers can wait is no limit", async () => {
  const { session } = await start();
  expect((await execute(session, "sleep 20\nprint x", { timeoutMs: 2 ** 40 })).text).toBe("x\n");
});

test("interrupting by hand ends the cell with the kernel's own error", async () => {
  const { session } = await start();
  let looping = false;
  const reply = session.execute(
    { code: "print now\nloop" },
    { onMessage: ({ header }) => (looping ||= header.msg_type === "stream") },
  );
  await until(() => looping);
  await session.interrupt();
  expect((await reply).content.ename).toBe("KeyboardInterrupt");
});

test("shutting down a busy kernel fails its cell and says why", async () => {
  const { session } = await start();
  const looping = execute(session, "loop");
  const failed = expect(looping).rejects.toMatchObject({ name: "DeadKernelError", reason: "shutdown" });
  await session.shutdown();
  await failed;
});
