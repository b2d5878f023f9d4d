/** A request in flight: done when its reply and the idle that ends its output have both come, in either order. */
import type { Message } from "./contract.js";
import { defer } from "./waiting.js";

export interface RequestHooks {
  readonly onMessage?: ((message: Message) => void) | undefined;
  /** Milliseconds of silence after the reply until idle counts as lost; then the request fails with this error. */
  readonly silence?: { readonly ms: number; readonly error: () => Error };
}

export type Request = ReturnType<typeof createRequest>;

/** Messages that have come while this process was busy are read before silence is believed. */
const catchUpMs = 250;

export function createRequest({ onMessage, silence }: RequestHooks, onSettled: () => void) {
  const done = defer<Message>();
  const replied = defer<Message>();
  let reply: Message | undefined;
  let idle = false;
  /** What the listener threw: reported when the kernel has finished. */
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
    /** Resolves to the reply as soon as it comes. */
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
