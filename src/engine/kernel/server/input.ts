/** Questions to the person at the client, on the channel stdin: one at a time, and only its own answer counts. */
import type { Header, Message } from "../../client/contract.js";
import type { Composer, ReceivedMessage } from "../../client/wire.js";
import type { Channels } from "./channels.js";

/** Whoever sent the cell that asks. */
export type Asker = Pick<ReceivedMessage, "identities"> & { readonly header: Header };

export interface Input {
  ask(asker: Asker, question: string): void;
  /** The cell that asked has ended: an answer that comes now answers nothing. */
  withdraw(): void;
}

export interface InputOptions {
  readonly channels: Pick<Channels, "ask" | "receive">;
  readonly compose: Composer["compose"];
  readonly answered: (text: string) => void;
}

export function createInput({ channels, compose, answered }: InputOptions): Input {
  let open: string | undefined;
  const asked = new Set<string>();

  /** Not every client names the question it answers; one that names an earlier question answers that. */
  const answersAnother = ({ parent_header: { msg_id: id = "" } }: Message): boolean =>
    id !== open && asked.has(id);

  void channels.receive("stdin", ({ message }) => {
    const { header, content } = message;
    if (open === undefined || header.msg_type !== "input_reply" || answersAnother(message)) return;
    open = undefined;
    answered(typeof content.value === "string" ? content.value : "");
  });

  return {
    ask(asker, question) {
      const request = compose("input_request", { prompt: question, password: false }, asker.header);
      open = request.header.msg_id;
      asked.add(open);
      channels.ask(asker, request);
    },
    withdraw() {
      open = undefined;
    },
  };
}
