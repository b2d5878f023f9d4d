import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { Subscriber } from "zeromq";

import { startFakeKernel, textOf, typesOf, type KernelProcess } from "./kernel-process.js";
import { until } from "../../../support/processes.js";

const memoryOf = async ({ process: { pid } }: KernelProcess): Promise<number> =>
  Number((await readFile(`/proc/${pid}/statm`, "utf8")).split(" ")[1]) * 4096;

it("cuts off a client whose subscription is huge, and serves the others in the memory it had", async () => {
  const kernel = await startFakeKernel();
  onTestFinished(() => kernel.close());
  const isLinux = process.platform === "linux";
  const before = isLinux ? await memoryOf(kernel) : 0;
  const huge = new Subscriber({ linger: 0 });
  onTestFinished(() => {
    huge.close();
  });
  huge.connect(kernel.addresses.iopub);
  for (let index = 0; index < 10; index += 1) huge.subscribe(Buffer.alloc(20e6, String(index)));
  await delay(1500);
  expect(textOf(await kernel.execute("print('still here')"))).toBe("still here\n");
  if (isLinux) expect(await memoryOf(kernel)).toBeLessThan(before + 150e6);
});

it("serves the client that reads, all of it and in bounded memory, beside those that never read", async () => {
  const kernel = await startFakeKernel();
  onTestFinished(() => kernel.close());
  const isLinux = process.platform === "linux";
  for (let index = 0; index < 3; index += 1) {
    const deaf = new Subscriber({ linger: 0, receiveHighWaterMark: 1 });
    onTestFinished(() => {
      deaf.close();
    });
    deaf.connect(kernel.addresses.iopub);
    deaf.subscribe();
  }
  await until(() => kernel.iopub.filter(({ header }) => header.msg_type === "iopub_welcome").length === 4);
  const before = isLinux ? await memoryOf(kernel) : 0;
  const shown = await kernel.execute(
    `const text = "x".repeat(1e6); for (let i = 0; i < 500; i++) out.display({ data: { "text/plain": i + text }, metadata: {} })`,
  );
  expect(typesOf(shown).filter((type) => type === "display_data")).toHaveLength(500);
  if (isLinux) expect(await memoryOf(kernel)).toBeLessThan(before + 300e6);
});

describe("output of a cell", () => {
  let kernel: KernelProcess;
  beforeAll(async () => {
    kernel = await startFakeKernel();
  });
  afterAll(() => kernel.close());

  it("arrives between busy and idle, the input first", async () => {
    const answer = await kernel.execute("print('a'); out.stream('stderr', 'b'); print('c'); return 6 * 7");
    expect(typesOf(answer)).toEqual([
      "status",
      "execute_input",
      "stream",
      "stream",
      "stream",
      "execute_result",
      "status",
    ]);
    expect(textOf(answer)).toBe("a\nc\n");
    expect(answer.messages[5]?.content).toMatchObject({ data: { "text/plain": "42" }, execution_count: 1 });
    expect(answer.reply.content).toMatchObject({ status: "ok", execution_count: 1, payload: [] });
    expect(answer.reply.metadata["decoupling-briefing"]).toMatchObject({ files: ["cell 1"] });
  });

  it("updates displays and clears", async () => {
    const answer = await kernel.execute(
      "out.display({ data: {}, metadata: {}, displayId: 'd' }); out.updateDisplay({ data: {}, metadata: {}, displayId: 'd' }); out.clearOutput('before-next')",
    );
    const contents = answer.messages.slice(2, -1).map(({ header, content }) => [header.msg_type, content]);
    expect(contents).toEqual([
      ["display_data", { data: {}, metadata: {}, transient: { display_id: "d" } }],
      ["update_display_data", { data: {}, metadata: {}, transient: { display_id: "d" } }],
      ["clear_output", { wait: true }],
    ]);
  });

  it("keeps its cell's parent header when it comes late", async () => {
    const first = await kernel.execute("setTimeout(() => print('late'), 200)");
    await kernel.execute("await new Promise((resolve) => setTimeout(resolve, 400))");
    const late = kernel.iopub.find(({ content }) => content.text === "late\n");
    expect(late?.parent_header.msg_id).toBe(first.reply.parent_header.msg_id);
  });

  it("reports an error once, in the reply and on iopub alike", async () => {
    const answer = await kernel.execute("print('before'); throw new RangeError('boom')");
    expect(typesOf(answer).slice(2)).toEqual(["stream", "error", "status"]);
    const error = { ename: "RangeError", evalue: "boom", traceback: ["RangeError: boom"] };
    expect(answer.messages.at(-2)?.content).toEqual(error);
    expect(answer.reply.content).toMatchObject({ status: "error", ...error });
  });
});
