/** Questions to the person at the client, on the channel stdin: one at a time, and only its own answer counts. */
import type { Header, Message } from "../../client/contract.js";
import type { Composer, ReceivedMessage } from "../../client/wire.js";
import type { Channels } from "./channels.js";

/** The sender of the cell that asks. */
export type Asker = Pick<ReceivedMessage, "identities"> & { readonly header: Header };

interface InputOptions {
  readonly channels: Channels;
  readonly compose: Composer["compose"];
  readonly answered: (text: string) => void;
}

export class Input {
  readonly #options: InputOptions;
  readonly #asked = new Set<string>();
  #open: string | undefined;

  constructor(options: InputOptions) {
    this.#options = options;
    void options.channels.receive("stdin", ({ message }) => {
      const { header, content } = message;
      if (this.#open === undefined || header.msg_type !== "input_reply") return;
      if (this.#answersAnother(message)) return;
      this.#open = undefined;
      options.answered(typeof content.value === "string" ? content.value : "");
    });
  }

  ask(asker: Asker, question: string): void {
    const { channels, compose } = this.#options;
    const request = compose("input_request", { prompt: question, password: false }, asker.header);
    this.#open = request.header.msg_id;
    this.#asked.add(this.#open);
    channels.reply("stdin", asker, request);
  }

  /** The cell that asked has ended: an answer that comes now answers nothing. */
  withdraw(): void {
    this.#open = undefined;
  }

  /** Not every client names the question it answers; one that names an earlier question answers that. */
  #answersAnother({ parent_header: { msg_id: id = "" } }: Message): boolean {
    return id !== this.#open && this.#asked.has(id);
  }
}
