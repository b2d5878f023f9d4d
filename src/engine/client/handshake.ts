/**
 * Waits until a kernel answers and its output is heard. What it publishes before our subscription has reached it is
 * lost, so it is asked again until something has come on iopub.
 */
import type { JsonObject } from "./contract.js";
import type { Conversation } from "./conversation.js";
import { defer } from "./deferred.js";
import type { Request } from "./request.js";
import { settlesWithin } from "./settles-within.js";

/** Until there is an answer: a message can only be lost with its connection. */
const patienceMs = 1000;
/** From then on. */
const askAgainMs = 20;

/** Resolves to the content of kernel_info_reply. Rejects with the signal's reason when it aborts. */
export async function handshake(conversation: Conversation, signal: AbortSignal): Promise<JsonObject> {
  const answer = defer<JsonObject>();
  const asked: Request[] = [];
  const ask = (): void => {
    const request = conversation.ask("shell", "kernel_info_request", {});
    asked.push(request);
    request.reply.then(
      ({ content }) => {
        answer.resolve(content);
      },
      () => undefined,
    );
  };
  do ask();
  while (!(await settlesWithin(answer.promise, patienceMs, signal)));
  while (!(await settlesWithin(conversation.heard, askAgainMs, signal))) ask();
  // The idle of the first one may be lost: it would be in flight for ever.
  for (const request of asked) request.fail(new Error("The handshake is over."));
  return answer.promise;
}
