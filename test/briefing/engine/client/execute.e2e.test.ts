import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { KernelSession, Message } from "../../../../src/briefing/engine/client/contract.js";
import { LostOutputError } from "../../../../src/briefing/engine/client/errors.js";
import { startKernel } from "../../../../src/briefing/engine/client/start-kernel.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { execute, fakeKernel, start } from "./fake-kernel/kernels.js";

const types = (messages: readonly Message[]): string[] => messages.map(({ header }) => header.msg_type);

/** One kernel for all: whatever happens in a cell, the next is executed. */
let session: KernelSession;
beforeAll(async () => {
  const env = { JUPYTER_RUNTIME_DIR: temporaryFolder() };
  session = await startKernel(fakeKernel(), { cwd: tmpdir(), env });
});
afterAll(() => session.shutdown());

test("a cell is done when reply and idle have come, and its messages come in order, idle included", async () => {
  const { reply, messages, text } = await execute(session, "print one\nprint two");
  expect(reply).toMatchObject({ status: "ok", content: { execution_count: 1 } });
  expect(types(messages)).toEqual(["status", "stream", "stream", "status"]);
  expect(messages.at(-1)?.content.execution_state).toBe("idle");
  expect(text).toBe("one\ntwo\n");
});

test("a reply long before idle ends the cell only with idle", async () => {
  const { messages } = await execute(session, "idle slow");
  expect(messages.at(-1)?.content.execution_state).toBe("idle");
});

test("a kernel that answers but never says idle has lost output", async () => {
  await expect(execute(session, "idle never", { idleTimeoutMs: 100 })).rejects.toThrow(LostOutputError);
  expect((await execute(session, "print still here")).text).toBe("still here\n");
});

test("20,000 messages come whole and in order", async () => {
  const { text, messages } = await execute(session, "flood 20000");
  expect(text).toBe(Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(""));
  expect(messages.at(-1)?.content.execution_state).toBe("idle");
});

test("a message of 20 MB comes whole, and so do binary buffers", async () => {
  const { messages } = await execute(session, "big 20000000\nbuffers");
  const data = messages.find(({ header }) => header.msg_type === "display_data")?.content.data as {
    "text/plain": string;
  };
  expect(data["text/plain"]).toHaveLength(20_000_000);
  const comm = messages.find(({ header }) => header.msg_type === "comm_msg");
  expect(Buffer.from(comm?.buffers[0] ?? [])).toEqual(Buffer.from([0, 1, 255]));
});

test("calls at once are executed one after another, each with its own messages", async () => {
  const all = await Promise.all(["a", "b", "c"].map((name) => execute(session, `sleep 20\nprint ${name}`)));
  expect(all.map(({ text }) => text)).toEqual(["a\n", "b\n", "c\n"]);
  const counts = all.map(({ reply }) => Number(reply.content.execution_count));
  const [first = 0] = counts;
  expect(counts).toEqual([first, first + 1, first + 2]);
});

test("a cell that fails is a reply, and the next cell is executed", async () => {
  const { reply, messages } = await execute(session, "fail no such thing");
  expect(reply).toMatchObject({ status: "error", content: { ename: "ValueError", evalue: "no such thing" } });
  expect(types(messages)).toEqual(["status", "error", "status"]);
  expect((await execute(session, "print next")).text).toBe("next\n");
});

test("output that comes after its cell goes to the listeners for late messages, until they unsubscribe", async () => {
  const late: Message[] = [];
  const unsubscribe = session.onLateMessage((message) => late.push(message));
  const { messages } = await execute(session, "late afterwards");
  // Nor does it mix with the cell being executed.
  expect((await execute(session, "sleep 150\nprint mine")).text).toBe("mine\n");
  expect(late.map(({ content }) => content.text)).toEqual(["afterwards\n"]);
  expect(late[0]?.parent_header.msg_id).toBe(messages[0]?.parent_header.msg_id);
  unsubscribe();
  await execute(session, "late again");
  await execute(session, "sleep 150");
  expect(late).toHaveLength(1);
});

test("messages that are not signed with our key are dropped", async () => {
  const { text } = await execute(session, "unsigned\nprint genuine");
  expect(text).toBe("genuine\n");
});

test("a listener that throws fails its cell, when the cell has ended, and no other", async () => {
  const bad = session.execute(
    { code: "print x\nsleep 20" },
    {
      onMessage: () => {
        throw new TypeError("my listener");
      },
    },
  );
  await expect(bad).rejects.toThrow("my listener");
  expect((await execute(session, "print fine")).text).toBe("fine\n");
});

test("what the process writes itself never blocks it", async () => {
  expect((await execute(session, "noise 20000\nown words\nprint done")).text).toBe("done\n");
});

test("input that nobody answers is refused, and the kernel says so", async () => {
  const { reply, text } = await execute(session, "allowed\ninput Name?");
  expect(text).toBe("false");
  expect(reply.content).toMatchObject({ status: "error", ename: "EOFError" });
  expect(reply.content.evalue).toMatch(/Input is not available/);
});

test("a kernel that asks as soon as it can, although nobody answers, does not wait for ever", async () => {
  const { session } = await start(fakeKernel(["late-stdin=300"]));
  expect((await execute(session, "input Name?")).reply.content).toMatchObject({ ename: "EOFError" });
});

test("a kernel that has no stdin executes all the same", async () => {
  const { session } = await start(fakeKernel(["late-stdin=3000000"]));
  expect((await execute(session, "print next")).text).toBe("next\n");
});

test("a request and its reply wait for no timer of this process", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "setImmediate"] });
  try {
    for (let i = 0; i < 50; i += 1) await session.execute({ code: "" }, { timeoutMs: 1000 });
  } finally {
    vi.useRealTimers();
  }
});
