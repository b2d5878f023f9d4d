/** A session on a Spark Connect server. Runs one query at a time and decodes results as they arrive. */
import { randomUUID } from "node:crypto";
import type { CallOptions, Client, Metadata } from "@grpc/grpc-js";
import type { Root, Type } from "protobufjs";
import { type Cell, type Engine, first } from "../engine.js";
import { WorksError } from "../errors.js";
import { isServiceError, SparkFailure, transportFailure } from "./failure.js";
import * as protocol from "./protocol.js";
import { isLoopback, type Remote } from "./remote.js";

export interface SparkSession extends Engine {
  /** Computes a view and caches its rows on the workers until the session is closed. */
  readonly keep: (view: string) => Promise<void>;
  /** URLs of all files that a view reads, including empty ones, which Spark omits from its input. */
  readonly filesOf: (view: string) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const megabyte = 1024 * 1024;
/** Spark's batches are 4 MB by default. */
const maxMessageBytes = 128 * megabyte;
/** Spark rejects keepalive pings more frequent than every five minutes. */
const minute = 60_000;

/** `timeoutMs`: milliseconds to wait for replies that require no computation. */
export async function connectTo(remote: Remote, timeoutMs = minute / 2): Promise<SparkSession> {
  const session = new SparkConnection(await loadPackages(), remote, timeoutMs);
  try {
    await session.askVersion();
    return session;
  } catch (error) {
    session.disconnect();
    throw error;
  }
}

class SparkConnection implements SparkSession {
  /** Known once Spark has answered. */
  name = "spark";
  readonly #packages: Packages;
  readonly #remote: Remote;
  readonly #timeoutMs: number;
  readonly #root: Root;
  readonly #client: Client;
  readonly #caller: protocol.Caller;
  /** Cached views, the latest first: a view may read earlier ones. */
  readonly #kept: string[] = [];
  #answered: "before" | "never" = "never";

  constructor(packages: Packages, remote: Remote, timeoutMs: number) {
    const { grpc, protobuf } = packages;
    this.#packages = packages;
    this.#remote = remote;
    this.#timeoutMs = timeoutMs;
    this.#root = protobuf.Root.fromJSON(protocol.messages);
    this.#client = new grpc.Client(
      `${remote.host}:${remote.port}`,
      remote.isEncrypted ? grpc.credentials.createSsl() : grpc.credentials.createInsecure(),
      {
        "grpc.max_receive_message_length": maxMessageBytes,
        "grpc.keepalive_time_ms": 6 * minute,
        "grpc.keepalive_timeout_ms": minute,
        "grpc.enable_http_proxy": isLoopback(remote.host) ? 0 : 1,
      },
    );
    this.#caller = {
      sessionId: randomUUID(),
      userContext: { userId: remote.userId },
      clientType: "briefing",
    };
  }

  async askVersion(): Promise<void> {
    const [version] = await first(this, "SELECT version()");
    this.name = `spark ${String(version).split(" ")[0] ?? ""}`;
  }

  async *rows(query: string): AsyncGenerator<readonly Cell[]> {
    for await (const { arrowBatch } of this.#execute({ root: sql(query) })) {
      if (!arrowBatch?.data) continue;
      const { data, rowCount = 0 } = arrowBatch;
      const table = this.#packages.tableFromIPC(data);
      if (table.numRows !== rowCount)
        throw new WorksError(`Spark announced ${rowCount} rows but sent ${table.numRows}.`, {
          hint: "Run the command again.",
        });
      const columns = table.schema.fields.map((_, index) => table.getChildAt(index));
      for (let row = 0; row < table.numRows; row++) yield columns.map((column) => cellOf(column?.get(row)));
    }
  }

  async run(query: string, options?: CallOptions): Promise<void> {
    const replies = this.#execute({ command: { sqlCommand: { input: sql(query) } } }, options);
    while ((await replies.next()).done !== true) continue;
  }

  async keep(view: string): Promise<void> {
    this.#kept.unshift(view);
    await this.run(`CACHE TABLE ${view}`);
  }

  async filesOf(view: string): Promise<readonly string[]> {
    const plan = { root: sql(`SELECT * FROM ${view}`) };
    const message: protocol.FilesMessage = { ...this.#caller, inputFiles: { plan } };
    const reply = await this.#ask("AnalyzePlan", "Files", message).catch(async (error: unknown) => {
      throw await this.#failureOf(error);
    });
    const { inputFiles } = reply as protocol.FilesReply;
    return inputFiles?.files ?? [];
  }

  async close(): Promise<void> {
    try {
      const options = this.#soon();
      for (const view of this.#kept) await this.run(`UNCACHE TABLE IF EXISTS ${view}`, options);
      // Otherwise Spark keeps the session for an hour.
      await this.#ask("ReleaseSession", "Release", this.#caller);
    } catch {
      // If Spark has exited, there is nothing to release; if it does not respond, the session expires in an hour.
    } finally {
      this.disconnect();
    }
  }

  /** Without releasing the session on the server. */
  disconnect(): void {
    this.#client.close();
  }

  async *#execute(
    plan: protocol.PlanMessage,
    options: CallOptions = {},
  ): AsyncGenerator<protocol.ExecuteReply> {
    const call = this.#client.makeServerStreamRequest<protocol.ExecuteMessage, protocol.ExecuteReply>(
      `${protocol.service}/ExecutePlan`,
      encoder(this.#root.lookupType("ExecuteMessage")),
      (bytes) => decode(this.#root, "ExecuteReply", bytes) as protocol.ExecuteReply,
      { ...this.#caller, plan },
      this.#metadata(),
      options,
    );
    try {
      for await (const reply of call) {
        this.#answered = "before";
        yield reply as protocol.ExecuteReply;
      }
      this.#answered = "before";
    } catch (error) {
      throw await this.#failureOf(error);
    } finally {
      call.cancel();
    }
  }

  /** A request with one reply. */
  #ask(name: string, type: string, message: protocol.Caller): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest<protocol.Caller, unknown>(
        `${protocol.service}/${name}`,
        encoder(this.#root.lookupType(`${type}Message`)),
        (bytes) => decode(this.#root, `${type}Reply`, bytes),
        message,
        this.#metadata(),
        this.#soon(),
        (error, reply) => {
          if (error === null) resolve(reply);
          else reject(error);
        },
      );
    });
  }

  #metadata(): Metadata {
    const metadata = new this.#packages.grpc.Metadata();
    const { token } = this.#remote;
    if (token !== undefined) metadata.set("authorization", `Bearer ${token}`);
    return metadata;
  }

  #soon(): CallOptions {
    return { deadline: Date.now() + this.#timeoutMs };
  }

  async #failureOf(error: unknown): Promise<unknown> {
    if (!isServiceError(error)) return error;
    const [details] = error.metadata.get("grpc-status-details-bin");
    if (typeof details !== "object") return transportFailure(error, this.#remote, this.#answered);
    const id = errorIdOf(this.#root, details);
    const messages = id === undefined ? [] : await this.#chainOf(id).catch(() => []);
    return new SparkFailure(messages.length === 0 ? [error.details] : messages, error);
  }

  /** The status contains only the first message; the reason why a file could not be read is in the causes. */
  async #chainOf(errorId: string): Promise<readonly string[]> {
    const message: protocol.ErrorMessage = { ...this.#caller, errorId };
    const reply = (await this.#ask("FetchErrorDetails", "Error", message)) as protocol.ErrorReply;
    const { errors = [], rootErrorIdx } = reply;
    const found: string[] = [];
    for (let at = rootErrorIdx; at !== undefined && found.length < errors.length; at = errors[at]?.causeIdx)
      found.push(errors[at]?.message ?? "");
    return found;
  }
}

const sql = (query: string) => ({ sql: { query } });

function cellOf(value: unknown): Cell {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  throw new Error(`unexpected type of a cell: ${typeof value}`);
}

const encoder =
  (type: Type) =>
  (message: object): Buffer =>
    Buffer.from(type.encode(type.fromObject(message)).finish());

const decode = (root: Root, type: string, bytes: Uint8Array): unknown => {
  const message = root.lookupType(type);
  return message.toObject(message.decode(bytes), { longs: Number });
};

/** The id with which to request details of an error from Spark. */
function errorIdOf(root: Root, status: Uint8Array): string | undefined {
  const { details = [] } = decode(root, "StatusDetails", status) as protocol.StatusDetails;
  const info = details.find(({ typeUrl = "" }) => typeUrl.endsWith("google.rpc.ErrorInfo"))?.value;
  if (info === undefined) return undefined;
  return (decode(root, "ErrorInfo", info) as protocol.ErrorInfo).metadata?.["errorId"];
}

type Packages = Awaited<ReturnType<typeof loadPackages>>;

/** Spark's client packages, which are optional and therefore loaded on demand. */
async function loadPackages() {
  try {
    const [grpc, { default: protobuf }, { tableFromIPC }] = await Promise.all([
      import("@grpc/grpc-js"),
      import("protobufjs/light.js"),
      import("apache-arrow"),
    ]);
    return { grpc, protobuf, tableFromIPC };
  } catch (error) {
    throw new WorksError("The packages for Apache Spark are not installed.", {
      cause: error,
      hint: "Install them in the project with npm install @grpc/grpc-js protobufjs apache-arrow",
    });
  }
}
