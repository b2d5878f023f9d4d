import { expect, test } from "vitest";
import type { Message } from "../../../../src/briefing/engine/client/contract.js";
import { handshake } from "../../../../src/briefing/engine/client/conversation.js";
import { createRequest, type Request } from "../../../../src/briefing/engine/client/conversation.js";
import { defer } from "../../../../src/briefing/lib/waiting.js";

test("nothing of a handshake stays in flight, though the first idle of a kernel is often lost", async () => {
  const iopubReady = defer<undefined>();
  const inFlight = new Set<string>();
  let asked = 0;
  const ask = (): Request => {
    asked += 1;
    const id = String(asked);
    inFlight.add(id);
    const request = createRequest({}, () => inFlight.delete(id));
    request.takeReply({ content: { status: "ok" } } as unknown as Message);
    if (asked === 3) iopubReady.resolve(undefined);
    return request;
  };
  const conversation = { ask, iopubReady: iopubReady.promise };
  expect(await handshake(conversation, new AbortController().signal)).toEqual({ status: "ok" });
  expect(asked).toBe(3);
  expect([...inFlight]).toEqual([]);
});
