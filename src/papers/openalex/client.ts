/**
 * An OpenAlex client that respects the rate limit and a budget, retries temporary failures, and reports permanent ones.
 * The API key is sent with each request and redacted from responses, so that it is never stored or logged.
 */
import * as z from "zod";
import { BriefingError } from "briefing/commands";
import { Pace } from "./pace.js";
import { costOf, type Reply, replyOf, usdPerCredit } from "./reply.js";

/** OpenAlex could not be reached, gave an invalid response, or the credit is used up. Collected data is kept. */
export class OpenAlexError extends BriefingError {}

export interface ClientSettings {
  readonly key: string | undefined;
  readonly base: URL;
  readonly mailto?: string | undefined;
  readonly requestsPerSecond?: number;
  /** In US dollars; undefined: limited only by the API. */
  readonly budget?: number | undefined;
  /** What to do when the day's credit is used up. */
  readonly whenSpent?: "stop" | "wait";
  /** The first delay after a failure, doubled for each further one. */
  readonly backoffMs?: number;
  readonly onWait?: (why: string, seconds: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export type Parameters = Readonly<Record<string, string>>;

export interface Answer<Value> {
  readonly value: Value;
  /** The time of the response, by the server's clock. */
  readonly date: string;
  /** Smaller than requested if the server could not return pages of that size. */
  readonly perPage: number | undefined;
}

/** A well-formed response that cannot be correct; the request is retried. */
export class ImplausibleAnswer extends Error {}

const tries = 7;
const maxBackoffMs = 60_000;
const timeoutMs = 120_000;
const minPageSize = 10;

export class OpenAlexClient {
  readonly #settings: ClientSettings;
  readonly #pace: Pace;
  #spent = 0;
  #reserved = 0;
  #hasAnswered = false;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
    this.#pace = new Pace(settings.requestsPerSecond ?? 10, settings.signal);
  }

  /** In US dollars. */
  get spent(): number {
    return this.#spent;
  }

  /** @param read extracts the value from the body; if it fails, the request is retried */
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
      let seconds: number | undefined;
      switch (reply.kind) {
        case "answer": {
          const value = valueOf(reply.body, read);
          if (!(value instanceof ImplausibleAnswer)) return { value, date, perPage };
          why = value.message;
          break;
        }
        case "too-large":
          if (perPage !== undefined && perPage > minPageSize) {
            perPage = Math.ceil(perPage / 2);
            continue;
          }
          why = "it cannot return even a small page";
          break;
        case "spent":
          await this.#awaitCredit(reply.seconds);
          continue;
        case "refused":
          throw refusal(reply);
        case "fault":
          ({ why, seconds } = reply);
      }
      if (++failed >= tries)
        throw new OpenAlexError(`OpenAlex returned no usable response after ${tries} attempts: ${why}.`, {
          hint: "Try again later. The data collected so far is kept, and the command resumes from there.",
        });
      if (seconds === undefined) await this.#backOff(failed, why);
      else {
        this.#pace.hold(seconds * 1000);
        if (seconds > 1) this.#settings.onWait?.("OpenAlex rate limit reached", seconds);
      }
    }
  }

  async #ask(path: string, parameters: Parameters, price: number): Promise<{ reply: Reply; date: string }> {
    const { base, signal, key, mailto, budget } = this.#settings;
    await this.#pace.turn();
    if (budget !== undefined && this.#spent + this.#reserved + price > budget + 1e-9)
      throw new OpenAlexError(`The budget of $${budget} is spent.`, {
        hint: "The data collected so far is kept. To continue, run the command again with a new budget (data refresh: with --resume).",
      });
    const url = new URL(`${base.href.replace(/\/$/, "")}/${path}`);
    const query = {
      ...parameters,
      ...(mailto !== undefined && { mailto }),
      ...(key !== undefined && { api_key: key }),
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    this.#reserved += price;
    try {
      const response = await fetch(url, {
        headers: { accept: "application/json" },
        // A redirect must not leak the key.
        redirect: "error",
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
      });
      this.#hasAnswered = true;
      const text = this.#withoutKey(await response.text());
      const reply = replyOf(response, text);
      this.#spent += costOf(response.headers) ?? (response.ok ? price : 0);
      return { reply, date: dateOf(response.headers) };
    } catch (error) {
      signal?.throwIfAborted();
      // A host that has already responded may resolve again; otherwise it is wrong, or there is no network.
      if (!this.#hasAnswered && ["ENOTFOUND", "EAI_AGAIN"].includes(causeOf(error) ?? ""))
        throw new OpenAlexError(`Cannot resolve the host ${base.hostname}.`, {
          hint: "Check the address and the network connection.",
        });
      return { reply: { kind: "fault", why: this.#withoutKey(reasonOf(error)) }, date: "" };
    } finally {
      this.#reserved -= price;
    }
  }

  async #awaitCredit(seconds: number): Promise<void> {
    if (this.#settings.whenSpent !== "wait")
      throw new OpenAlexError("Today's OpenAlex credit is used up.", {
        hint: `The data collected so far is kept. Run the command again (data refresh: with --resume) after midnight UTC, in ${hours(seconds)}, or let it wait with --wait.`,
      });
    this.#settings.onWait?.("today's OpenAlex credit is used up", seconds);
    await this.#pace.sleep((seconds + 1) * 1000);
  }

  async #backOff(failed: number, why: string): Promise<void> {
    const ms = Math.min((this.#settings.backoffMs ?? 1000) * 2 ** (failed - 1), maxBackoffMs);
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
    if (error instanceof z.ZodError) return new ImplausibleAnswer("its response lacks the requested data");
    throw error;
  }
}

function refusal({ status, why }: Extract<Reply, { kind: "refused" }>): OpenAlexError {
  if (status === 401 || status === 403)
    return new OpenAlexError(`OpenAlex denied access: ${why}`, {
      hint: "Set OPENALEX_API_KEY to your key from https://openalex.org/settings/api",
    });
  return new OpenAlexError(`OpenAlex rejected the query: ${why}`, {
    hint: "Try the query at https://openalex.org, or see the documentation at https://docs.openalex.org.",
  });
}

const causeOf = (error: unknown): string | undefined =>
  ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;

function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  if (name === "TimeoutError") return `it did not respond within ${timeoutMs / 1000} seconds`;
  const code = causeOf(error);
  return code === undefined ? `the connection failed (${message})` : `the connection failed (${code})`;
}

const dateOf = (headers: Headers): string => {
  const given = Date.parse(headers.get("date") ?? "");
  return new Date(Number.isNaN(given) ? Date.now() : given).toISOString();
};

const hours = (seconds: number): string =>
  seconds < 5400 ? `${Math.ceil(seconds / 60)} minutes` : `about ${Math.round(seconds / 3600)} hours`;
