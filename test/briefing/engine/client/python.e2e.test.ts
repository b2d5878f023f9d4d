/** The client on a kernel that others wrote: ipykernel, where a Python has it. */
import { describe, expect, test } from "vitest";
import type { KernelSpec } from "../../../../src/briefing/engine/client/contract.js";
import { findKernelSpec } from "../../../../src/briefing/engine/client/kernelspecs.js";
import { execute, start } from "./fake-kernel/kernels.js";
import { isRunning } from "../../../support/processes.js";

const found: KernelSpec | Error = await findKernelSpec("python3").catch((error: unknown) =>
  error instanceof Error ? error : new Error(String(error)),
);

test("a Python kernel is found, or it is said where it was looked for", () => {
  if (found instanceof Error) {
    process.stderr.write("Tests with a Python kernel are left out: install ipykernel to have them.\n");
    expect(found.message).toContain("/usr/share/jupyter/kernels");
  } else expect(found.language).toBe("python");
});

describe.skipIf(found instanceof Error)("a Python kernel", () => {
  const spec = found as KernelSpec;

  test("starts, executes and shuts down, and leaves nothing", async () => {
    const { session, files } = await start(spec);
    expect(session.info.implementation).toBe("ipython");
    const { reply, messages, text } = await execute(session, 'print("out")\n6 * 7');
    expect(reply).toMatchObject({ status: "ok", content: { execution_count: 1 } });
    expect(text).toBe("out\n");
    const result = messages.find(({ header }) => header.msg_type === "execute_result");
    expect(result?.content.data).toEqual({ "text/plain": "42" });
    await session.shutdown();
    expect(isRunning(session.pid)).toBe(false);
    expect(await files()).toEqual([]);
  });

  test("writes nothing into the history that the person searches at their own prompt", async () => {
    const { session } = await start(spec);
    const { text } = await execute(session, "print(get_ipython().history_manager.hist_file)");
    expect(text).toBe(":memory:\n");
  });

  test("is interrupted when a cell takes too long, and continues", async () => {
    const { session } = await start(spec);
    const late = execute(session, "import time\ntime.sleep(600)", { timeoutMs: 3000, graceMs: 60_000 });
    await expect(late).rejects.toMatchObject({ name: "CellTimeoutError", outcome: "interrupted" });
    expect((await execute(session, 'print("on")')).text).toBe("on\n");
  });
});
