import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultOf, startFakeKernel, textOf, typesOf, type KernelProcess } from "./kernel-process.js";
import { until } from "../../../../support/processes.js";
import { temporaryFolder } from "../../../../support/temporary.js";

let kernel: KernelProcess;
beforeAll(async () => {
  kernel = await startFakeKernel();
});
afterAll(() => kernel.close());

const contentOf = async (msgType: string, content = {}): Promise<unknown> =>
  (await kernel.ask(msgType, content)).reply.content;

describe("counting", () => {
  it("counts cells that store history, and only those", async () => {
    const number = async (content = {}): Promise<unknown> =>
      (await kernel.execute("1", content)).reply.content.execution_count;
    const first = Number(await number());
    expect(await number({ silent: true })).toBe(first);
    expect(await number({ store_history: false })).toBe(first + 1);
    expect(await number()).toBe(first + 1);
  });

  it("shows neither input nor result of a silent cell", async () => {
    const answer = await kernel.execute("print('x'); return 1", { silent: true });
    expect(typesOf(answer)).toEqual(["status", "stream", "status"]);
  });

  it("answers user expressions", async () => {
    const { reply } = await kernel.execute("", { user_expressions: { a: "1 + 1" } });
    expect(reply.content.user_expressions).toEqual({
      a: { status: "ok", data: { "text/plain": "2" }, metadata: {} },
    });
  });
});

describe("abort", () => {
  /** A cell that fails once all that was sent after it has been received. */
  async function sendFailing(content = {}): Promise<{ readonly id: string; fail(): Promise<void> }> {
    const folder = temporaryFolder("failing");
    const sign = join(folder, "fail");
    const code = `const { existsSync } = process.getBuiltinModule("fs");
      while (!existsSync(${JSON.stringify(sign)})) await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Error("x")`;
    return {
      id: await kernel.send("execute_request", { code, ...content }),
      async fail() {
        await kernel.ask("kernel_info_request", {});
        await writeFile(sign, "");
      },
    };
  }

  it("takes the cells queued when one fails, no questions and no later cells", async () => {
    const failing = await sendFailing();
    const cell = await kernel.send("execute_request", { code: "print('never')" });
    const question = await kernel.send("is_complete_request", { code: "1" });
    await failing.fail();
    expect((await kernel.reply(failing.id)).content.status).toBe("error");
    const later = await kernel.execute("1");
    const aborted = await kernel.answer(cell);
    expect(aborted.reply.content).toEqual({ status: "aborted" });
    expect(typesOf(aborted)).toEqual(["status", "status"]);
    expect((await kernel.answer(question)).reply.content.status).toBe("complete");
    expect(later.reply.content.status).toBe("ok");
  });

  it("spares the queued cells where the failing one says stop_on_error: false", async () => {
    const failing = await sendFailing({ stop_on_error: false });
    const next = await kernel.send("execute_request", { code: "1" });
    await failing.fail();
    expect((await kernel.reply(failing.id)).content.status).toBe("error");
    expect((await kernel.reply(next)).content.status).toBe("ok");
  });

  it("takes cells sent in one go with one that fails at once", async () => {
    const [first, ...rest] = await Promise.all(
      ["throw new Error('x')", "1", "2", "3"].map((code) => kernel.send("execute_request", { code })),
    );
    expect((await kernel.reply(first ?? "")).content.status).toBe("error");
    for (const id of rest) expect((await kernel.reply(id)).content.status).toBe("aborted");
  });
});

describe("questions", () => {
  it("counts cursor positions in code points", async () => {
    expect(await contentOf("complete_request", { code: "'😀'.le", cursor_pos: 6 })).toMatchObject({
      status: "ok",
      matches: ["'😀'.le"],
      cursor_start: 5,
      cursor_end: 6,
      metadata: {
        _jupyter_types_experimental: [
          { text: "'😀'.le", type: "method", signature: "(): 1", start: 5, end: 6 },
        ],
      },
    });
  });

  it("inspects", async () => {
    expect(await contentOf("inspect_request", { code: "😀x", cursor_pos: 1, detail_level: 0 })).toEqual({
      status: "ok",
      found: true,
      data: { "text/plain": "😀|" },
      metadata: {},
    });
    expect(await contentOf("inspect_request", { code: "nothing", cursor_pos: 1 })).toMatchObject({
      found: false,
      data: {},
    });
  });

  it("says whether code is complete, unknown where the interpreter fails", async () => {
    expect(await contentOf("is_complete_request", { code: "1" })).toEqual({ status: "complete" });
    expect(await contentOf("is_complete_request", { code: "{" })).toEqual({
      status: "incomplete",
      indent: "  ",
    });
    expect(await contentOf("is_complete_request", { code: "throw" })).toEqual({ status: "unknown" });
  });
});

describe("input", () => {
  const asking = (question: string): string => `print("before"); return out.ask(${JSON.stringify(question)})`;
  const begin = (code: string) => kernel.send("execute_request", { code, allow_stdin: true });
  const answered = async (id: string): Promise<unknown> => resultOf(await kernel.answer(id));

  it("asks the client, after what was printed, and gives the answer back to the cell that waits", async () => {
    const id = await begin(asking("Name? "));
    const question = await kernel.asked();
    expect(question.content).toEqual({ prompt: "Name? ", password: false });
    expect(question.parent_header.msg_id).toBe(id);
    await kernel.heard(id);
    expect(kernel.iopub.at(-1)?.content).toMatchObject({ text: "before\n" });
    await kernel.answerInput("Grace ✓");
    expect(await answered(id)).toEqual({ "text/plain": "Grace ✓" });
  });

  it("is ended by an interrupt, and what is answered then answers no later question", async () => {
    const first = await begin(asking("First? "));
    const question = await kernel.asked();
    await kernel.ask("interrupt_request", {}, { channel: "control" });
    expect((await kernel.reply(first)).content).toMatchObject({
      status: "error",
      ename: "KeyboardInterrupt",
    });
    await kernel.answerInput("too late");
    const second = await begin(asking("Second? "));
    const next = await kernel.asked();
    await kernel.answerInput("still too late", question);
    await kernel.answerInput("in time", next);
    expect(await answered(second)).toEqual({ "text/plain": "in time" });
  });

  it("is refused where the client answers nothing, and when the cell has ended", async () => {
    const { messages } = await kernel.execute("return String(out.ask('Name? '))");
    expect(messages.map(({ content }) => content.data)).toContainEqual({ "text/plain": "undefined" });
    const late = await begin("setTimeout(() => print(String(out.ask('late? '))), 50)");
    await kernel.heard(late);
    expect(textOf({ messages: kernel.iopub.filter((each) => each.parent_header.msg_id === late) })).toBe(
      "undefined\n",
    );
  });
});

it("history gives the last cells, with what they printed as their value where it is asked for", async () => {
  const line = Number((await kernel.execute("return 'first'")).reply.content.execution_count);
  await kernel.execute("return 'second'");
  expect(await contentOf("history_request", { hist_access_type: "tail", n: 2, output: true })).toEqual({
    status: "ok",
    history: [
      [1, line, ["return 'first'", "first"]],
      [1, line + 1, ["return 'second'", "second"]],
    ],
  });
  expect(await contentOf("history_request", { hist_access_type: "tail", n: 1 })).toEqual({
    status: "ok",
    history: [[1, line + 1, "return 'second'"]],
  });
});

describe("other requests", () => {
  it("introduces itself as tslab does", async () => {
    expect(await contentOf("kernel_info_request")).toMatchObject({
      status: "ok",
      protocol_version: "5.4",
      implementation: "briefing",
      language_info: {
        name: "typescript",
        version: "5.0.4",
        mimetype: "text/typescript",
        file_extension: ".ts",
        codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
      },
    });
  });

  it("has no comms and closes those a client opens", async () => {
    expect(await contentOf("comm_info_request")).toEqual({ status: "ok", comms: {} });
    const id = await kernel.send("comm_open", { comm_id: "c", target_name: "t", data: {} });
    const close = await until(() => kernel.iopub.find(({ header }) => header.msg_type === "comm_close"));
    expect(close).toMatchObject({ parent_header: { msg_id: id }, content: { comm_id: "c" } });
  });

  it("refuses to debug", async () => {
    expect((await kernel.ask("debug_request", {}, { channel: "control" })).reply).toMatchObject({
      header: { msg_type: "debug_reply" },
      content: { status: "error" },
    });
  });
});

it("while a cell computes answers heartbeat, control and kernel_info", async () => {
  const busy = await kernel.send("execute_request", { code: "for (;;);" });
  await kernel.begun(busy);
  await kernel.heartbeat(60_000);
  await kernel.ask("kernel_info_request", {}, { channel: "control" });
  await kernel.ask("kernel_info_request", {});
  await kernel.ask("interrupt_request", {}, { channel: "control" });
  expect((await kernel.answer(busy)).reply.content.ename).toBe("KeyboardInterrupt");
});
