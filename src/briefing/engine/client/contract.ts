/** The client's public interface, independent of notebooks and tslab. Protocol objects keep the protocol's names. */
export interface KernelSpec {
  readonly name: string;
  readonly argv: readonly string[];
  readonly displayName: string;
  readonly language: string;
  readonly interruptMode: "signal" | "message";
  readonly env: Readonly<Record<string, string>>;
  /** Folder of kernel.json, for `{resource_dir}` in argv. */
  readonly resourceDir: string;
  /** Additional fields of kernel.json, for the installer that wrote them. */
  readonly metadata?: JsonObject;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
export type MimeBundle = JsonObject;

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export interface Message {
  readonly header: Header;
  readonly parent_header: Partial<Header>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

export interface ExecuteRequest {
  readonly code: string;
  /** Leaves the request out of the history and suppresses its result. */
  readonly silent?: boolean;
  readonly userExpressions?: Readonly<Record<string, string>>;
  /** Understood by the built-in kernel only: executes a cell again under a setting (kernel/contract.ts, `Branch`). */
  readonly branch?: JsonObject;
}

export interface ExecuteReply {
  readonly status: "ok" | "error" | "aborted";
  readonly content: JsonObject;
  readonly metadata: JsonObject;
}

export interface ExecuteOptions {
  /** Called for each iopub message whose parent is this request, in order, including `idle`. */
  readonly onMessage?: (message: Message) => void;
  /** Milliseconds until the kernel is interrupted; it is killed `graceMs` later. Undefined: no limit. */
  readonly timeoutMs?: number;
  readonly graceMs?: number;
  /** Milliseconds of silence after the reply until `idle` counts as lost (`LostOutputError`). Default 10,000. */
  readonly idleTimeoutMs?: number;
}

/**
 * A kernel that has completed the handshake. Calls reject with `CellTimeoutError` (the kernel was interrupted and is
 * still usable, or was killed) or `DeadKernelError` (exit code or signal, and the end of the process's stderr).
 */
export interface KernelSession {
  readonly spec: KernelSpec;
  readonly info: JsonObject;
  readonly pid: number;
  readonly alive: boolean;
  /** Resolves when both the reply and `idle` have arrived, in either order. Concurrent calls are queued. */
  execute(request: ExecuteRequest, options?: ExecuteOptions): Promise<ExecuteReply>;
  /** iopub messages that belong to no request in flight (late output and errors). Returns an unsubscribe function. */
  onLateMessage(listener: (message: Message) => void): () => void;
  interrupt(): Promise<void>;
  /** shutdown_request, then SIGTERM, then SIGKILL; removes the connection file. Safe to call twice. */
  shutdown(): Promise<void>;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until the kernel must have replied. Default 60,000. */
  readonly readyTimeoutMs?: number;
  /** Milliseconds a kernel has to exit after `shutdown_request`, before signals. Default 2,000. */
  readonly shutdownGraceMs?: number;
  readonly signal?: AbortSignal;
  /** Called when the kernel's process has been created, before it answers; again if it is started on other ports. */
  readonly onSpawned?: () => void;
}

/** Options of a kernel that is started before a notebook needs it. */
export type SpareOptions = Omit<StartOptions, "signal" | "onSpawned">;
