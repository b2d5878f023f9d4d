/** A request in flight, complete when both its reply and the idle that ends its output have arrived. */
import type { Message } from "./contract.js";
import { defer } from "../../lib/waiting.js";

export interface RequestHooks {
  readonly onMessage?: ((message: Message) => void) | undefined;
  /** Milliseconds of silence after the reply until idle counts as lost and the request fails with this error. */
  readonly silence?: { readonly ms: number; readonly error: () => Error };
}

export type Request = ReturnType<typeof createRequest>;

/** Extra time to read messages that arrived while this process was busy, before idle counts as lost. */
const catchUpMs = 250;

export function createRequest({ onMessage, silence }: RequestHooks, onSettled: () => void) {
  const done = defer<Message>();
  const replied = defer<Message>();
  let reply: Message | undefined;
  let idle = false;
  /** The first error thrown by the listener, reported when the kernel has finished. */
  let thrown: { readonly error: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const fail = (error: unknown): void => {
    clearTimeout(timer);
    done.reject(error);
    replied.reject(error);
    onSettled();
  };
  const expectIdle = (): void => {
    if (silence === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = setTimeout(() => {
        fail(silence.error());
      }, catchUpMs);
    }, silence.ms);
  };
  const advance = (): void => {
    if (reply === undefined) return;
    if (!idle) expectIdle();
    else if (thrown !== undefined) fail(thrown.error);
    else {
      clearTimeout(timer);
      done.resolve(reply);
      onSettled();
    }
  };
  return {
    done: done.promise,
    /** Resolves as soon as the reply arrives. */
    reply: replied.promise,
    takeReply(message: Message): void {
      reply = message;
      replied.resolve(message);
      advance();
    },
    takeOutput(message: Message): void {
      if (message.header.msg_type === "status" && message.content.execution_state === "idle") idle = true;
      try {
        onMessage?.(message);
      } catch (error) {
        thrown ??= { error };
      }
      advance();
    },
    fail,
  };
}
