import { expect, test } from "vitest";
import { createComposer } from "../../../../../src/briefing/engine/client/wire.js";
import { Iopub } from "../../../../../src/briefing/engine/kernel/server/iopub.js";

test("a message that cannot be sent is reported in its place, before the idle that is queued already", async () => {
  const nobody = {};
  const sent: string[] = [];
  let delivered = 0;
  const iopub = new Iopub(createComposer("kernel").compose, {
    send: (topic, { content }) => {
      if (topic === "display_data") return Promise.reject(new TypeError("no BigInt in JSON"));
      sent.push(`${topic} ${JSON.stringify(content.text ?? content.execution_state)}`);
      return Promise.resolve();
    },
    delivered: (size) => (delivered += size),
  });
  iopub.publish("stream", nobody, { name: "stdout", text: "before\n" }, 7);
  iopub.publish("display_data", nobody, {}, 100);
  iopub.status(nobody, "idle");
  await iopub.flushed();
  expect(sent).toEqual([
    'stream "before\\n"',
    'stream "The kernel could not send display_data: TypeError: no BigInt in JSON\\n"',
    'status "idle"',
  ]);
  expect(delivered).toBe(107);
});
