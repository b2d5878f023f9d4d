import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeKernel, type Answer, type KernelProcess } from "./kernel-process.js";
import { temporaryFolder } from "../../../../support/temporary.js";

/** Loops of every kind: program.e2e.test.ts and ../runtime/interrupt.e2e.test.ts. */
describe("interrupt_request ends", () => {
  let kernel: KernelProcess;
  beforeAll(async () => {
    kernel = await startFakeKernel();
  });
  afterAll(() => kernel.close());
  const interrupt = (): Promise<Answer> => kernel.ask("interrupt_request", {}, { channel: "control" });

  it("the queued cells too", async () => {
    const running = await kernel.send("execute_request", { code: "for (;;);" });
    const queued = await kernel.send("execute_request", { code: "print('never')" });
    // Its answer comes at once, and says that what was sent before it has been received.
    await kernel.ask("kernel_info_request", {});
    await interrupt();
    expect((await kernel.reply(running)).content.status).toBe("error");
    expect((await kernel.reply(queued)).content.status).toBe("aborted");
  });

  it("a cell inside a native call when the call returns, however long that takes", async () => {
    const folder = temporaryFolder("native");
    const sign = join(folder, "return");
    const id = await kernel.send("execute_request", {
      code: `print("here"); process.getBuiltinModule("child_process")
        .execSync('until [ -e "${sign}" ]; do sleep 0.1; done'); for (;;);`,
    });
    await kernel.heard(id);
    expect((await interrupt()).reply.content).toMatchObject({ status: "error", ename: "InterruptError" });
    await writeFile(sign, "");
    expect((await kernel.reply(id)).content.ename).toBe("KeyboardInterrupt");
    expect((await kernel.execute("return 1")).reply.content.status).toBe("ok");
  });

  it("nothing while the kernel is idle", async () => {
    for (let i = 0; i < 3; i++) {
      expect((await interrupt()).reply.content).toEqual({ status: "ok" });
      expect((await kernel.execute("return 1")).reply.content.status).toBe("ok");
    }
  });

  it("cells at any moment without harm to the next", async () => {
    for (let i = 0; i < 12; i++) {
      const id = await kernel.send("execute_request", {
        code: `const t = performance.now(); while (performance.now() - t < ${(i % 8) * 30}); await new Promise((r) => setTimeout(r, ${i % 5}))`,
      });
      await delay((i * 13) % 140);
      await interrupt();
      expect((await kernel.reply(id)).content.status).toMatch(/ok|error/u);
      expect((await kernel.execute("return 1")).reply.content.status).toBe("ok");
    }
  });
});
