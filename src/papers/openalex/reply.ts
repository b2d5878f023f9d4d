/** Classifies an HTTP response for the caller. */
import { parseJson } from "briefing/commands";

export type Reply =
  | { readonly kind: "answer"; readonly body: unknown }
  | { readonly kind: "spent"; readonly seconds: number }
  | { readonly kind: "too-large" }
  /** Temporary: retry, after these seconds if the API says so. */
  | { readonly kind: "fault"; readonly why: string; readonly seconds?: number | undefined }
  /** Permanent: do not retry. */
  | { readonly kind: "refused"; readonly status: number; readonly why: string };

const number = (headers: Headers, name: string): number | undefined => {
  const text = headers.get(name);
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};

/** @param text the body, with the key redacted */
export function replyOf({ status, headers }: Response, text: string): Reply {
  if (status === 429) return limitOf(headers);
  const body = jsonOf(text);
  if (status === 503 && /too large|timed? ?out|per[-_]page/i.test(text)) return { kind: "too-large" };
  if (status >= 500) return { kind: "fault", why: `it returned status ${status}` };
  if (status === 400 && /per[-_]page/i.test(text)) return { kind: "too-large" };
  if (status >= 400) return { kind: "refused", status, why: messageOf(body) ?? `status ${status}` };
  if (body === undefined)
    return {
      kind: "fault",
      why: /^\s*</.test(text) ? "it returned a web page instead of JSON" : "its response was truncated",
    };
  return { kind: "answer", body };
}

function limitOf(headers: Headers): Reply {
  const remaining = number(headers, "x-ratelimit-remaining") ?? Number.POSITIVE_INFINITY;
  const required = number(headers, "x-ratelimit-credits-required") ?? 1;
  const seconds = secondsOf(headers);
  if (remaining < required || (seconds ?? 0) > maxSlowDown)
    return { kind: "spent", seconds: number(headers, "x-ratelimit-reset") ?? seconds ?? 86_400 };
  return { kind: "fault", why: "its rate limit was reached repeatedly", seconds };
}

/** In seconds: a longer wait means that the credit is used up, whatever the other headers report. */
const maxSlowDown = 600;

/** Retry-After in seconds. A date is compared with the server's clock, not with this machine's. */
function secondsOf(headers: Headers): number | undefined {
  const seconds = number(headers, "retry-after");
  if (seconds !== undefined) return Math.max(0, seconds);
  const until = Date.parse(headers.get("retry-after") ?? "");
  const now = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(until - now) ? undefined : Math.max(0, (until - now) / 1000);
}

/** One credit costs a hundredth of a cent. */
export const usdPerCredit = 0.0001;

/** The cost of a response in US dollars; undefined if the API does not report it. */
export function costOf(headers: Headers): number | undefined {
  const credits = number(headers, "x-ratelimit-credits-used");
  return (
    number(headers, "x-ratelimit-cost-usd") ?? (credits === undefined ? undefined : credits * usdPerCredit)
  );
}

function jsonOf(text: string): unknown {
  const value = parseJson(text);
  return typeof value === "object" && value !== null ? value : undefined;
}

function messageOf(body: unknown): string | undefined {
  const { message, error } = (body ?? {}) as { message?: unknown; error?: unknown };
  const text = [error, message].filter((each) => typeof each === "string").join(": ");
  return text === "" ? undefined : text.slice(0, 500);
}
