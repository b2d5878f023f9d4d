import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeKernel, textOf, typesOf, type KernelProcess } from "./kernel-process.js";

describe("output of a cell", () => {
  let kernel: KernelProcess;
  beforeAll(async () => {
    kernel = await startFakeKernel();
  });
  afterAll(() => kernel.close());

  it("arrives between busy and idle, the input first", async () => {
    const answer = await kernel.execute(
      "print('a'); out.publish('stream', { name: 'stderr', text: 'b' }); print('c'); return 6 * 7",
    );
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
    expect(answer.reply.metadata["briefing"]).toMatchObject({ files: ["cell 1"] });
  });

  it("updates displays and clears", async () => {
    const answer = await kernel.execute(
      "const shown = { data: {}, metadata: {}, transient: { display_id: 'd' } }; out.publish('display_data', shown); out.publish('update_display_data', shown); out.publish('clear_output', { wait: true })",
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
