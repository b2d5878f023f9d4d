/** One kernel receives them all: each has the expected effect, and after each the kernel computes as before. */
import { Dealer, Request, XSubscriber } from "zeromq";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  resultOf,
  startRealKernel,
  textOf,
  type KernelProcess,
} from "../../briefing/engine/kernel/server/kernel-process.js";
import { cases, partsOf, signed } from "./cases.js";

let kernel: KernelProcess;
beforeAll(async () => {
  kernel = await startRealKernel();
});
afterAll(() => kernel.close());

async function expectSound(): Promise<void> {
  expect(resultOf(await kernel.execute("1 + 1"))).toEqual({ "text/plain": "2" });
}

it.each(cases.map((each, index) => ({ ...each, index })))(
  "$name",
  async ({ index, channel, frames, expected }) => {
    const id = `case ${index}`;
    const before = kernel.iopub.length;
    await kernel.sendFrames(channel, frames(id));
    if (typeof expected === "object") expect((await kernel.answer(id)).reply.content).toMatchObject(expected);
    const { reply } = await kernel.ask("kernel_info_request", {}, { channel });
    const states = kernel.iopub
      .slice(before)
      .filter(({ parent_header }) => parent_header.msg_id !== reply.parent_header.msg_id)
      .flatMap(({ content }) => content.execution_state ?? []);
    if (expected === "nothing") expect(states).toEqual([]);
    if (expected === "status") expect(states).toEqual(["busy", "idle"]);
    await expectSound();
  },
);

it("no forged code was executed, and no prototype was polluted through __proto__", async () => {
  const found = await kernel.execute("['forged', 'polluted', 'silent'].filter((name) => name in globalThis)");
  expect(resultOf(found)).toEqual({ "text/plain": "[]" });
});

it("a repeated message is ignored", async () => {
  const frames = signed(
    partsOf("execute_request", "replayed", { content: '{"code":"console.log(\'once\')"}' }),
  );
  for (let time = 0; time < 3; time += 1) await kernel.sendFrames("shell", frames);
  expect(textOf(await kernel.answer("replayed"))).toBe("once\n");
  await expectSound();
  expect(textOf(await kernel.answer("replayed"))).toBe("once\n");
});

const strayFrames: readonly (readonly Uint8Array[])[] = [
  [Buffer.from("x")],
  [Buffer.alloc(0), Buffer.alloc(0)],
  [Buffer.alloc(60_000, 1)],
  [Buffer.alloc(10_000_000)],
  [Buffer.from([2])],
  [Buffer.from([1]), Buffer.from([1])],
  signed(partsOf("input_reply", "stray", { content: '{"value":"x"}' })),
  signed(partsOf("execute_request", "stray", { content: '{"code":"globalThis.forged = 1"}' })),
];

it.each(["stdin", "iopub"] as const)("input on %s, which takes no requests, is ignored", async (channel) => {
  for (const frames of strayFrames) {
    const socket = channel === "stdin" ? new Dealer({ linger: 200 }) : new XSubscriber({ linger: 200 });
    socket.connect(kernel.addresses[channel]);
    await socket.send(frames as Buffer[]);
    await expectSound();
    socket.close();
  }
  expect(kernel.iopub.some(({ parent_header }) => parent_header.msg_id === "stray")).toBe(false);
});

it("the heartbeat echoes any short message and disconnects long ones", async () => {
  for (const frames of strayFrames) {
    const socket = new Request({ linger: 200, receiveTimeout: 5000 });
    socket.connect(kernel.addresses.hb);
    await socket.send(frames as Buffer[]);
    if (frames.every(({ length }) => length < 65_000)) expect(await socket.receive()).toEqual(frames);
    socket.close();
    await kernel.heartbeat(60_000);
  }
  await expectSound();
});

it("ends on a valid request, and not before", async () => {
  const unsigned = await kernel.send("shutdown_request", {}, { channel: "control", key: "another" });
  await kernel.sendFrames("control", signed(partsOf("shutdown_request", "no content", { content: "null" })));
  await expectSound();
  expect(kernel.iopub.some(({ parent_header }) => parent_header.msg_id === unsigned)).toBe(false);
  const id = await kernel.send("shutdown_request", { restart: "yes" }, { channel: "control" });
  expect((await kernel.reply(id)).content).toEqual({ status: "ok", restart: false });
  expect(await kernel.ended).toBe(0);
  expect(kernel.stderr()).toBe("");
});
