import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Message } from "../../../../src/engine/client/contract.js";
import { startFakeKernel, typesOf, type Answer, type KernelProcess } from "./kernel-process.js";
import { temporaryFolder } from "../../../support/temporary.js";

const isOutputOf =
  (id: string) =>
  ({ header, parent_header }: Message): boolean =>
    header.msg_type === "stream" && parent_header.msg_id === id;

/** Loops of every kind: program.e2e.test.ts and ../runtime/interrupt.e2e.test.ts. */
describe("interrupt_request ends", () => {
  let kernel: KernelProcess;
  beforeAll(async () => {
    kernel = await startFakeKernel();
  });
  afterAll(() => kernel.close());
  const interrupt = (): Promise<Answer> => kernel.ask("interrupt_request", {}, { channel: "control" });

  it("a loop that prints", async () => {
    const id = await kernel.send("execute_request", { code: "for (;;) print('x'.repeat(100))" });
    await kernel.heard(id);
    await delay(100);
    await interrupt();
    const answer = await kernel.answer(id);
    expect(answer.reply.content).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect(typesOf(answer).slice(-2)).toEqual(["error", "status"]);
    expect((await kernel.execute("return 1")).reply.content.status).toBe("ok");
  });

  it("what an async loop prints", async () => {
    const id = await kernel.send("execute_request", {
      code: "for (let i = 0; ; i++) { print(i); await new Promise((resolve) => setTimeout(resolve, 10)); }",
    });
    await kernel.heard(id);
    await interrupt();
    const answer = await kernel.answer(id);
    await delay(200);
    expect(kernel.iopub.filter(isOutputOf(id))).toHaveLength(answer.messages.filter(isOutputOf(id)).length);
  });

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
