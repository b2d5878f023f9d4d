/** Downloads a table from a public address, with limits on size and time, and without any credentials. */
import { createWriteStream } from "node:fs";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BriefingError, UsageError } from "../../model/errors.js";
import type { OnBytes } from "./profile-csv.js";

interface DownloadLimits {
  readonly bytes: number;
  /** Until the whole file has arrived. */
  readonly totalMs: number;
  /** Without receiving anything. */
  readonly idleMs: number;
}

const usualLimits: DownloadLimits = { bytes: 1e9, totalMs: 1_800_000, idleMs: 60_000 };
const mostRedirects = 5;
const elsewhere = "Download the file yourself, then add it.";

export const isAddress = (given: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(given);

interface Downloaded {
  readonly file: string;
  /** As given: it may lead to another address next time. */
  readonly url: string;
}

/** @param folder for the file, which is named as by the server */
export async function download(
  given: string,
  folder: string,
  onBytes: OnBytes,
  limits = usualLimits,
): Promise<Downloaded> {
  const url = publicAddress(given);
  const stop = new AbortController();
  const late = (why: string): void => {
    stop.abort(new BriefingError(`${url.href}: ${why}.`, { hint: `Try again later. ${elsewhere}` }));
  };
  const total = setTimeout(() => {
    late(`the download takes longer than ${limits.totalMs / 1000} s`);
  }, limits.totalMs);
  const idle = setTimeout(() => {
    late(`the server sent nothing for ${limits.idleMs / 1000} s`);
  }, limits.idleMs);
  try {
    const response = await follow(url, stop.signal);
    const file = path.join(folder, fileName(url, response));
    await save(response, file, { url, limits, signal: stop.signal }, (bytes) => {
      idle.refresh();
      onBytes(bytes);
    });
    return { file, url: url.href };
  } catch (error) {
    throw explained(stop.signal.aborted ? stop.signal.reason : error, url);
  } finally {
    clearTimeout(total);
    clearTimeout(idle);
  }
}

const credentials = /^(?:.*[-_.])?(?:api-?_?key|key|token|secret|password|passwd|pwd|signature|sig|auth)$/i;

/** Rejects other protocols, and credentials, which would be recorded in datapackage.json. */
function publicAddress(given: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(given, base);
  } catch {
    throw new UsageError(`${given} is not an address.`, {
      hint: "An address reads https://example.org/table.csv",
    });
  }
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new UsageError(`Tables are downloaded by http and https, not by ${url.protocol.slice(0, -1)}.`, {
      hint: elsewhere,
    });
  const name = [...url.searchParams.keys()].find((each) => credentials.test(each));
  if (base === undefined && (url.username !== "" || url.password !== "" || name !== undefined)) {
    const what =
      name === undefined ? "a user name or a password" : `"${name}", which looks like a credential`;
    throw new UsageError(
      `The address has ${what}; it would be recorded in data/datapackage.json and published.`,
      { hint: elsewhere },
    );
  }
  return url;
}

/** The response after redirects; credentials are sent to no server, as Node.js keeps no cookies. */
async function follow(from: URL, signal: AbortSignal): Promise<Response> {
  let url = from;
  for (let redirects = 0; ; redirects++) {
    const headers = { accept: "*/*", "user-agent": "briefing" };
    const response = await fetch(url, { redirect: "manual", credentials: "omit", headers, signal });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null)
      return requireFile(response, from);
    await response.body?.cancel();
    if (redirects === mostRedirects)
      throw new BriefingError(`${from.href} redirects more than ${mostRedirects} times.`, {
        hint: elsewhere,
      });
    const next = publicAddress(location, url);
    if (
      next.username !== "" ||
      next.password !== "" ||
      (url.protocol === "https:" && next.protocol === "http:")
    )
      throw new BriefingError(`${from.href} redirects to an address that is not secure: ${next.origin}.`, {
        hint: elsewhere,
      });
    url = next;
  }
}

async function requireFile(response: Response, { href }: URL): Promise<Response> {
  const fail = async (why: string, hint: string): Promise<never> => {
    await response.body?.cancel();
    throw new BriefingError(`${href}: ${why}.`, { hint });
  };
  const { status, statusText, headers } = response;
  if (status === 401 || status === 403)
    return fail(`the server denies access (${status})`, `No credentials are sent. ${elsewhere}`);
  if (status !== 200)
    return fail(`the server answered ${status} ${statusText}`.trim(), "Check the address in a browser.");
  if (/^(?:text\/html|application\/xhtml)/i.test(headers.get("content-type") ?? ""))
    return fail(
      "the server sent a web page, not a table",
      "Copy the address of the file itself, not of its page.",
    );
  return response;
}

const endings: readonly (readonly [type: RegExp, ending: string])[] = [
  [/^(?:text|application)\/(?:x-)?csv/i, ".csv"],
  [/^text\/tab-separated-values/i, ".tsv"],
  [/^(?:application|text)\/json/i, ".json"],
  [/^application\/vnd\.(?:apache\.)?parquet/i, ".parquet"],
  [/^application\/vnd\.openxmlformats-officedocument\.spreadsheetml/i, ".xlsx"],
  [/^application\/vnd\.oasis\.opendocument\.spreadsheet/i, ".ods"],
  [/^text\/plain/i, ".csv"],
];
const known = /\.(?:csv|tsv|tab|txt|json|parquet|xlsx|xlsm|ods)(?:\.gz)?$/i;

/** The last part of the address, or what the server says about the file if that has no usual ending. */
function fileName({ pathname }: URL, { headers }: Response): string {
  const last = withoutFolder(
    decoded(
      pathname
        .split("/")
        .filter((part) => part !== "")
        .at(-1) ?? "",
    ),
  );
  if (known.test(last)) return last;
  const disposition = headers.get("content-disposition") ?? "";
  const extended = /filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition);
  const named = withoutFolder(extended === undefined ? (plain?.[1] ?? plain?.[2] ?? "") : decoded(extended));
  if (known.test(named)) return named;
  const type = headers.get("content-type") ?? "";
  const ending = endings.find(([pattern]) => pattern.test(type))?.[1];
  // The reader describes endings that it does not read.
  return `${last === "" ? "table" : last}${ending ?? ""}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const withoutFolder = (name: string): string => name.replace(/^.*[\\/]/s, "").replaceAll("\0", "");

interface Saving {
  readonly url: URL;
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal;
}

async function save(
  response: Response,
  file: string,
  { url, limits, signal }: Saving,
  onBytes: OnBytes,
): Promise<void> {
  let bytes = 0;
  const tooLarge = (): BriefingError =>
    new BriefingError(`${url.href} has more than ${limits.bytes / 1e6} MB.`, { hint: elsewhere });
  const declared = Number(response.headers.get("content-length") ?? 0);
  if (declared > limits.bytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const measure = new Transform({
    transform(piece: Buffer, _, done) {
      bytes += piece.length;
      onBytes(bytes);
      if (bytes > limits.bytes) done(tooLarge());
      else done(null, piece);
    },
  });
  // Compressed for the transfer only, it may expand without limit; counted after decompression.
  const body = response.body === null ? Readable.from([]) : Readable.fromWeb(response.body as never);
  await pipeline(body, measure, createWriteStream(file), { signal });
}

function explained(error: unknown, url: URL): unknown {
  if (error instanceof BriefingError) return error;
  const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
  const code = cause?.code ?? (error as NodeJS.ErrnoException).code;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new BriefingError(`Cannot resolve the host ${url.hostname}.`, {
      cause: error,
      hint: "Check the address and the network connection.",
    });
  const why = cause?.message ?? (error as Error).message;
  return new BriefingError(`${url.href} cannot be downloaded: ${why}.`, {
    cause: error,
    hint: `Check the address and the network connection. ${elsewhere}`,
  });
}
