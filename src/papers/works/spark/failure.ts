/** Translates errors of gRPC and Spark into messages that users can act on. */
import type { ServiceError } from "@grpc/grpc-js";
import { clipped } from "briefing/commands";
import { WorksError } from "../errors.js";
import type { Remote } from "./remote.js";

/** A query that Spark aborted, with its error message and those of the causes. */
export class SparkFailure extends WorksError {
  readonly messages: readonly string[];

  constructor(messages: readonly string[], cause: unknown) {
    const [first = "no reason given", ...causes] = messages.map(firstLine);
    const why = causes.length === 0 ? "" : ` Cause: ${causes.at(-1) ?? ""}`;
    const storage = messages.flatMap((message) => missingStorage(message) ?? [])[0];
    if (storage === undefined)
      super(`Spark aborted the query: ${clipped(first, 500)}${clipped(why, 500)}`, {
        cause,
        hint: "See the server's log for details. The cube is unchanged.",
      });
    else
      super(`Spark has no file system for ${storage}.`, {
        cause,
        hint: "Start its server with the package that reads this storage: --packages org.apache.hadoop:hadoop-aws:VERSION for s3a://, VERSION being that of hadoop-client-api among Spark's jars.",
      });
    this.messages = messages;
  }
}

/** The scheme of an address, or the class in Java, that Hadoop does not know. */
const missingStorage = (message: string): string | undefined =>
  /No FileSystem for scheme "?([\w+.-]+)/.exec(message)?.[1] ??
  /Class (org\.apache\.hadoop\.fs\.[\w.$]+) not found/.exec(message)?.[1];

/** Without Spark's plan of the query, the name of the class in Java and the code of SQL. */
export const firstLine = (message: string): string =>
  (message.split("\n")[0] ?? "").replace(/^(?:[a-z]\w*\.)+[A-Z]\w*: /, "").replace(/ *SQLSTATE: \w+.*$/, "");

/** gRPC's codes: https://grpc.io/docs/guides/status-codes/ */
const code = {
  unknown: 2,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  unauthenticated: 16,
} as const;

export const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && "code" in error && typeof error.code === "number" && "details" in error;

/** `answered`: whether the server has responded before. */
export function transportFailure(
  error: ServiceError,
  remote: Remote,
  answered: "before" | "never",
): WorksError {
  const reason: number = error.code;
  const place = `sc://${remote.host}:${remote.port}`;
  const [line = ""] = error.details.split("\n");
  const said = clipped(
    /Last error: (?:Error: )?(.*?)(?: \([\dT:.Z-]+\))?\. Resolution note/.exec(line)?.[1] ?? line,
    300,
  );
  const failure = (message: string, hint: string): WorksError =>
    new WorksError(`${place}: ${message}`, { cause: error, hint });
  if (reason === code.unauthenticated || reason === code.permissionDenied)
    return failure(
      `the server rejected the token (${said}).`,
      "Set the token in SPARK_CONNECT_AUTHENTICATE_TOKEN, or in --remote as token=….",
    );
  if (reason === code.resourceExhausted && /message larger/.test(said))
    return failure(
      `the server's response messages are too large (${said}).`,
      "Start it with spark.connect.grpc.arrow.maxBatchSize=4m, the default.",
    );
  if (reason === code.unimplemented)
    return failure(
      `the server does not support Spark Connect (${said}).`,
      "Check the port: Spark Connect uses a separate one, 15002 by default.",
    );
  if (reason === code.unknown)
    return failure(`the server reports an error (${said}).`, "See its log for details.");
  if (answered === "never")
    return failure(
      `cannot reach a Spark Connect server (${said}).`,
      remote.isEncrypted
        ? "Check the address and port, and that the server uses TLS with a certificate that this machine trusts."
        : "Start the server (sbin/start-connect-server.sh), or correct the address and port. A server behind TLS requires use_ssl=true.",
    );
  return failure(
    `the connection was lost before the response was complete (${said}).`,
    "Spark cancels a query when its client disconnects, and queries cannot be resumed. Run the command again; the cube is unchanged.",
  );
}
