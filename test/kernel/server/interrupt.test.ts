import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startFakeKernel, textOf, typesOf, type Answer, type KernelProcess } from "./kernel-process.js";

const loops = {
  "a synchronous loop": "for (;;);",
  "a loop after an await": "await Promise.resolve(); for (;;);",
  "a loop after a timer": "await new Promise((resolve) => setTimeout(resolve, 20)); for (;;);",
  "a loop that catches everything": "for (;;) try { for (;;) JSON.parse('{}') } catch {}",
  "a loop that prints": "for (;;) print('x'.repeat(100))",
  "a promise that never settles": "await new Promise(() => undefined)",
};

function itInterrupts(kernel: () => KernelProcess, interrupt: () => Promise<unknown>): void {
  for (const [name, code] of Object.entries(loops))
    it(name, async () => {
      const id = await kernel().send("execute_request", { code });
      await delay(500);
      await interrupt();
      const answer = await kernel().answer(id);
      expect(answer.reply.content).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
      expect(typesOf(answer).slice(-2)).toEqual(["error", "status"]);
      expect((await kernel().execute("return 1")).reply.content.status).toBe("ok");
    });
}

describe("interrupt_request ends", () => {
  let kernel: KernelProcess;
  beforeAll(async () => {
    kernel = await startFakeKernel();
  });
  afterAll(() => kernel.close());
  const interrupt = (): Promise<Answer> => kernel.ask("interrupt_request", {}, { channel: "control" });

  itInterrupts(() => kernel, interrupt);

  it("what an async loop prints", async () => {
    const id = await kernel.send("execute_request", {
      code: "for (let i = 0; ; i++) { print(i); await new Promise((resolve) => setTimeout(resolve, 10)); }",
    });
    await delay(300);
    await interrupt();
    const answer = await kernel.answer(id);
    expect(textOf(answer)).not.toBe("");
    await delay(200);
    expect(kernel.iopub.filter((m) => m.parent_header.msg_id === id)).toHaveLength(answer.messages.length);
  });

  it("the queued cells too", async () => {
    const running = await kernel.send("execute_request", { code: "for (;;);" });
    const queued = await kernel.send("execute_request", { code: "print('never')" });
    await delay(300);
    await interrupt();
    expect((await kernel.reply(running)).content.status).toBe("error");
    expect((await kernel.reply(queued)).content.status).toBe("aborted");
  });

  it("a cell once it returns from a call that blocks, and not the cell after it", async () => {
    const id = await kernel.send("execute_request", {
      code: "process.getBuiltinModule('child_process').execSync('sleep 2'); for (;;);",
    });
    await delay(300);
    await interrupt();
    expect((await kernel.reply(id)).content.status).toBe("error");
    const next = await kernel.execute("const t = Date.now(); while (Date.now() - t < 500); return 1");
    expect(next.reply.content.status).toBe("ok");
  });

  it("nothing while the kernel is idle", async () => {
    for (let i = 0; i < 20; i++) {
      expect((await interrupt()).reply.content).toEqual({ status: "ok" });
      expect((await kernel.execute("return 1")).reply.content.status).toBe("ok");
    }
  });

  it("cells at any moment without harm to the next", async () => {
    for (let i = 0; i < 40; i++) {
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

describe("SIGINT ends", () => {
  let kernel: KernelProcess;
  beforeAll(async () => {
    kernel = await startFakeKernel("parent");
  });
  afterAll(() => kernel.close());

  itInterrupts(
    () => kernel,
    () => Promise.resolve(kernel.process.kill("SIGINT")),
  );

  it("nothing while the kernel is idle", async () => {
    for (let i = 0; i < 5; i++) {
      kernel.process.kill("SIGINT");
      await delay(50);
    }
    expect((await kernel.execute("return 1")).reply.content.status).toBe("ok");
  });
});
