/** The whole kernel program: the server with the interpreter it is made for. */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  realKernel,
  resultOf,
  startHeard,
  startRealKernel,
  typesOf,
  type KernelProcess,
} from "./kernel-process.js";

describe("the kernel program", () => {
  let kernel: KernelProcess;
  beforeAll(async () => {
    kernel = await startRealKernel();
  });
  afterAll(() => kernel.close());
  const interrupt = async (id: string, ms: number): Promise<unknown> => {
    await kernel.begun(id);
    await delay(ms);
    await kernel.ask("interrupt_request", {}, { channel: "control" });
    return (await kernel.answer(id)).reply.content.ename;
  };
  const result = async (code: string): Promise<unknown> => resultOf(await kernel.execute(code));

  it("survives an interrupt while it compiles its first cell", async () => {
    const id = await kernel.send("execute_request", {
      code: "const first: number = 1; for (;;) { first + 1 }",
    });
    expect(await interrupt(id, 150)).toBe("KeyboardInterrupt");
    expect(await result("const n: number = 20; n + 1")).toMatchObject({ "text/plain": "21" });
    expect(typesOf(await kernel.execute("const s: string = n"))).toContain("error");
  });

  /** TypeScript takes minutes to check it. */
  const endless = `type Count<N extends number, A extends unknown[]> = A["length"] extends N ? A : Count<N, [...A, A]>;
    const lengths: [${Array.from({ length: 300 }, (_, i) => `Count<990, [${i}]>["length"]`).join()}] = undefined!;`;

  it("ends a cell while its types are checked, and forgets nothing of those before it", async () => {
    await kernel.execute("const earlier: number = 5; interface Pair { left: number }");
    for (const ms of [0, 50, 2000])
      expect(await interrupt(await kernel.send("execute_request", { code: endless }), ms)).toBe(
        "KeyboardInterrupt",
      );
    expect(await result("const pair: Pair = { left: earlier }; pair.left")).toEqual({ "text/plain": "5" });
    expect(typesOf(await kernel.execute("const text: string = earlier"))).toContain("error");
    expect(typesOf(await kernel.execute("lengths"))).toContain("error");
  });

  it("gives up user expressions and questions that take TypeScript minutes", async () => {
    const id = await kernel.send("execute_request", {
      code: "type Long<N extends number, A extends unknown[]> = A['length'] extends N ? A : Long<N, [...A, A]>;",
      user_expressions: {
        x: `[${Array.from({ length: 300 }, (_, i) => `(undefined! as Long<990, [${i}]>)`).join()}]`,
      },
    });
    expect(await interrupt(id, 1500)).toBe("KeyboardInterrupt");
    const question = await kernel.send("complete_request", { code: `${endless} lengths.`, cursor_pos: 1e6 });
    await delay(500);
    await kernel.ask("interrupt_request", {}, { channel: "control" });
    expect((await kernel.reply(question)).content).toMatchObject({
      status: "error",
      ename: "KeyboardInterrupt",
    });
    expect(await result("20 + 3")).toEqual({ "text/plain": "23" });
  });

  it("survives interrupts in the middle of awaits, where Node keeps its books", async () => {
    for (let i = 0; i < 8; i++) {
      const code = i % 2 ? "for (;;) await null" : "for (;;) { await null; console.log('x') }";
      const id = await kernel.send("execute_request", { code });
      expect(await interrupt(id, 50 + ((i * 7) % 60))).toBe("KeyboardInterrupt");
    }
    expect(await result("3 + 4")).toMatchObject({ "text/plain": "7" });
  });

  it("asks by prompt and confirm, as browsers do", async () => {
    const begin = (code: string) => kernel.send("execute_request", { code, allow_stdin: true });
    const answers = async (code: string, ...given: readonly string[]): Promise<unknown> => {
      const id = await begin(code);
      for (const answer of given) {
        await kernel.asked();
        await kernel.answerInput(answer);
      }
      return resultOf(await kernel.answer(id));
    };
    expect(await answers("const name: string = prompt('Name?'); name.length", "Grace")).toEqual({
      "text/plain": "5",
    });
    expect(await answers("prompt('Name?', 'Ada') + 1", "")).toEqual({ "text/plain": "'Ada1'" });
    expect(await answers("confirm('Sure?') ? 'on' : 'off'", "perhaps", " YES ")).toEqual({
      "text/plain": "'on'",
    });
    expect(await answers("confirm('Sure?') === false", "n")).toEqual({ "text/plain": "true" });

    const id = await begin("prompt('Shown?', 'usual')");
    expect((await kernel.asked()).content.prompt).toBe("Shown? (usual) ");
    expect(await interrupt(id, 0)).toBe("KeyboardInterrupt");
    expect(await result("const prompt = () => 'own'; prompt()")).toEqual({ "text/plain": "'own'" });
  });

  it("says that nobody can be asked, and what to do, where a client answers nothing", async () => {
    const { content } = (await kernel.execute("globalThis.confirm('Sure?')")).reply;
    expect(content).toMatchObject({
      status: "error",
      ename: "InputError",
      evalue: 'confirm("Sure? [y/n]"): input is not available when a briefing is built.',
    });
    expect(JSON.stringify(content.traceback)).toContain("briefing execute -p NAME=VALUE");
  });

  it("ignores SIGINT where a client holds stdin: Ctrl-C in a terminal reaches the client too", async () => {
    const id = await kernel.send("execute_request", {
      code: "const until = Date.now() + 600; while (Date.now() < until) { } 'whole'",
    });
    await kernel.begun(id);
    kernel.process.kill("SIGINT");
    expect((await kernel.answer(id)).reply.content.status).toBe("ok");
  });
});

it("is interrupted by SIGINT under Jupyter, in every kind of loop, and not while it is idle", async () => {
  const kernel = await startHeard({ argv: (file) => [realKernel, "--connection-file", file] });
  onTestFinished(() => kernel.close());
  for (let idle = 0; idle < 3; idle += 1) {
    kernel.process.kill("SIGINT");
    await delay(50);
  }
  for (const code of [
    "console.log('here'); for (;;) { }",
    "await Promise.resolve(); console.log('here'); for (;;) { }",
    "console.log('here'); await new Promise(() => { })",
  ]) {
    await kernel.execute("1");
    const id = await kernel.send("execute_request", { code });
    await kernel.heard(id);
    await delay(100);
    kernel.process.kill("SIGINT");
    expect((await kernel.answer(id)).reply.content.ename).toBe("KeyboardInterrupt");
  }
});
