/**
 * Asks OpenAlex: keeps to its rate and to a budget, tries again what may go well the next time, and says clearly what
 * will not. The key is sent with each request and stands nowhere else, not even where the source repeats it.
 */
import * as z from "zod";
import { OpenAlexError } from "./errors.js";
import { costOf, remainingCredits, type Reply, replyOf, usdPerCredit } from "./reply.js";
import { setTimeout as delay } from "node:timers/promises";

export interface ClientSettings {
  readonly key: string | undefined;
  readonly base: URL;
  readonly mailto?: string | undefined;
  readonly requestsPerSecond?: number;
  /** In US dollars; without it, only the source's own limit counts. */
  readonly budget?: number | undefined;
  /** What to do when the credit of the day is spent. */
  readonly whenSpent?: "stop" | "wait";
  /** The first of the waits after a fault; each is twice as long as the one before. */
  readonly backoffMs?: number;
  readonly onWait?: (why: string, seconds: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export type Parameters = Readonly<Record<string, string>>;

export interface Answer<Value> {
  readonly value: Value;
  /** When the source gave it, by its clock. */
  readonly date: string;
  /** Smaller than asked for where the source could not give as many. */
  readonly perPage: number | undefined;
}

/** An answer that is well-formed and cannot be right; asked for again. */
export class ImplausibleAnswer extends Error {}

const tries = 7;
const longestBackoffMs = 60_000;
const timeoutMs = 120_000;
const smallestPage = 10;

export class OpenAlexClient {
  readonly #settings: ClientSettings;
  readonly #pace: Pace;
  #spent = 0;
  #underWay = 0;
  #remaining: number | undefined;
  #hasAnswered = false;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
    this.#pace = new Pace(settings.requestsPerSecond ?? 10, settings.signal);
  }

  /** In US dollars. */
  get spent(): number {
    return this.#spent;
  }

  /** Of the day, in credits; undefined as long as the source has not said. */
  get remainingCredits(): number | undefined {
    return this.#remaining;
  }

  /** @param read takes from the body what is wanted; what it refuses is asked for again */
  async get<Value>(
    path: string,
    parameters: Parameters,
    read: (body: unknown) => Value,
    price = usdPerCredit,
  ): Promise<Answer<Value>> {
    let perPage = parameters["per-page"] === undefined ? undefined : Number(parameters["per-page"]);
    for (let failed = 0; ;) {
      const { reply, date } = await this.#ask(
        path,
        { ...parameters, ...(perPage !== undefined && { "per-page": String(perPage) }) },
        price,
      );
      let why: string;
      switch (reply.kind) {
        case "answer": {
          const value = valueOf(reply.body, read);
          if (!(value instanceof ImplausibleAnswer)) return { value, date, perPage };
          why = value.message;
          break;
        }
        case "too-large":
          if (perPage !== undefined && perPage > smallestPage) {
            perPage = Math.ceil(perPage / 2);
            continue;
          }
          why = "it could not give even a small page";
          break;
        case "spent":
          await this.#awaitCredit(reply.seconds);
          continue;
        case "slow-down":
          if (reply.seconds !== undefined) {
            this.#pace.hold(reply.seconds * 1000);
            if (reply.seconds > 1) this.#settings.onWait?.("OpenAlex asks to slow down", reply.seconds);
          }
          why = "it asks to slow down again and again";
          break;
        case "refused":
          throw refusal(reply);
        case "fault":
          why = reply.why;
      }
      if (++failed >= tries)
        throw new OpenAlexError(`OpenAlex did not give a usable answer in ${tries} tries: ${why}.`, {
          hint: "Try again later. What was collected before is kept, and the command continues from there.",
        });
      if (reply.kind !== "slow-down" || reply.seconds === undefined) await this.#backOff(failed, why);
    }
  }

  async #ask(path: string, parameters: Parameters, price: number): Promise<{ reply: Reply; date: string }> {
    const { base, signal, key, mailto, budget } = this.#settings;
    await this.#pace.turn();
    if (budget !== undefined && this.#spent + this.#underWay + price > budget + 1e-9)
      throw new OpenAlexError(`The budget of $${budget} is spent.`, {
        hint: "What was collected is kept. To go on, run the command again with a new budget (data refresh: with --resume).",
      });
    const url = new URL(`${base.href.replace(/\/$/, "")}/${path}`);
    const query = {
      ...parameters,
      ...(mailto !== undefined && { mailto }),
      ...(key !== undefined && { api_key: key }),
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    this.#underWay += price;
    try {
      const response = await fetch(url, {
        headers: { accept: "application/json" },
        // Where it leads to, the key must not follow.
        redirect: "error",
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
      });
      this.#hasAnswered = true;
      const text = this.#withoutKey(await response.text());
      const reply = replyOf(response, text);
      this.#remaining = remainingCredits(response.headers) ?? this.#remaining;
      this.#spent += costOf(response.headers) ?? (response.ok ? price : 0);
      return { reply, date: dateOf(response.headers) };
    } catch (error) {
      signal?.throwIfAborted();
      // A name that was found before may be found again; one that never was is wrong, or there is no network.
      if (!this.#hasAnswered && ["ENOTFOUND", "EAI_AGAIN"].includes(causeOf(error) ?? ""))
        throw new OpenAlexError(`The host ${base.hostname} cannot be found.`, {
          hint: "Check the address, and whether this machine has a network.",
        });
      return { reply: { kind: "fault", why: this.#withoutKey(reasonOf(error)) }, date: "" };
    } finally {
      this.#underWay -= price;
    }
  }

  async #awaitCredit(seconds: number): Promise<void> {
    if (this.#settings.whenSpent !== "wait")
      throw new OpenAlexError("The OpenAlex credit of this day is spent.", {
        hint: `What was collected is kept. Run the command again (data refresh: with --resume) after midnight UTC, in ${hours(seconds)}, or let it wait: --wait`,
      });
    this.#settings.onWait?.("the OpenAlex credit of this day is spent", seconds);
    await this.#pace.sleep((seconds + 1) * 1000);
  }

  async #backOff(failed: number, why: string): Promise<void> {
    const ms = Math.min((this.#settings.backoffMs ?? 1000) * 2 ** (failed - 1), longestBackoffMs);
    if (ms >= 4000) this.#settings.onWait?.(`OpenAlex: ${why}`, ms / 1000);
    await this.#pace.sleep(ms);
  }

  #withoutKey(text: string): string {
    const { key } = this.#settings;
    if (key === undefined) return text;
    const asSent = new URLSearchParams({ key }).toString().slice("key=".length);
    return [key, asSent, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)].reduce(
      (clean, form) => clean.replaceAll(form, "[key]"),
      text,
    );
  }
}

function valueOf<Value>(body: unknown, read: (body: unknown) => Value): Value | ImplausibleAnswer {
  try {
    return read(body);
  } catch (error) {
    if (error instanceof ImplausibleAnswer) return error;
    if (error instanceof z.ZodError) return new ImplausibleAnswer("its answer lacks what was asked for");
    throw error;
  }
}

function refusal({ status, why }: Extract<Reply, { kind: "refused" }>): OpenAlexError {
  if (status === 401 || status === 403)
    return new OpenAlexError(`OpenAlex refused access: ${why}`, {
      hint: "Set OPENALEX_API_KEY to your key, which is at https://openalex.org/settings/api",
    });
  return new OpenAlexError(`OpenAlex refused the query: ${why}`, {
    hint: "Try it at https://openalex.org, or see https://docs.openalex.org for what can be asked.",
  });
}

const causeOf = (error: unknown): string | undefined =>
  ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;

function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  if (name === "TimeoutError") return `it gave no answer in ${timeoutMs / 1000} seconds`;
  const code = causeOf(error);
  return code === undefined ? `the connection failed (${message})` : `the connection failed (${code})`;
}

const dateOf = (headers: Headers): string => {
  const given = Date.parse(headers.get("date") ?? "");
  return new Date(Number.isNaN(given) ? Date.now() : given).toISOString();
};

const hours = (seconds: number): string =>
  seconds < 5400 ? `${Math.ceil(seconds / 60)} minutes` : `about ${Math.round(seconds / 3600)} hours`;

/** So much of lost time is made up for: timers that ring late would otherwise lower the rate. */
const catchUpMs = 50;

class Pace {
  readonly #intervalMs: number;
  readonly #signal: AbortSignal | undefined;
  #next = 0;
  #held = 0;

  constructor(perSecond: number, signal: AbortSignal | undefined) {
    this.#intervalMs = 1000 / perSecond;
    this.#signal = signal;
  }

  /** Resolves when the next request may be sent. */
  async turn(): Promise<void> {
    const turn = Math.max(this.#next, performance.now() - catchUpMs);
    this.#next = turn + this.#intervalMs;
    await this.#until(turn);
    // Another request may have been asked to wait longer: all of them wait, one after the other.
    if (this.#held > performance.now()) {
      await this.#until(this.#held);
      await this.turn();
    }
  }

  /** No request is sent for so long. */
  hold(ms: number): void {
    this.#held = Math.max(this.#held, performance.now() + ms);
  }

  async #until(time: number): Promise<void> {
    this.#signal?.throwIfAborted();
    for (let left = time - performance.now(); left > 0; left = time - performance.now())
      await this.sleep(left);
  }

  async sleep(ms: number): Promise<void> {
    try {
      // A timer of more than 24 days would ring at once.
      await delay(Math.min(ms, 86_400_000), undefined, { ...(this.#signal && { signal: this.#signal }) });
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw error;
    }
  }
}
