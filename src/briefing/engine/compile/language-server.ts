/**
 * TypeScript 7 as a language server: a process that answers queries about documents, whether or not they are files. It
 * is started when first needed and restarted once if it ends. It ends with this process, when its pipe closes.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type * as JsonRpc from "vscode-jsonrpc/node";
import { defer } from "../../lib/waiting.js";
import { BriefingError } from "../../model/errors.js";

/** The open documents: TypeScript reads `texts`, by absolute path, not the disk. Those in the folder are checked. */
export interface Project {
  readonly folder: string;
  readonly compilerOptions: object;
  readonly roots: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Sends a method of the Language Server Protocol. */
export type Request = <Result>(method: string, params: object) => Promise<Result>;

/** A change on disk, by absolute path, with the numbers of the protocol. */
export type FileChange = readonly [file: string, change: 1 | 2 | 3];

class TypeServerError extends BriefingError {}

/** The process ended, or was ended, before it responded. */
class EndedError extends TypeServerError {}

interface Running {
  readonly process: ChildProcess;
  readonly connection: JsonRpc.MessageConnection;
  /** Document → its text and how often it changed. */
  readonly open: Map<string, { text: string; version: number }>;
  readonly initialized: Promise<unknown>;
  /** Rejects when the process has ended. */
  readonly ended: Promise<never>;
  /** Milliseconds of `performance.now()`. */
  readonly started: number;
}

const hint = { hint: "Run the command again; if it happens again, please report it with the notebook." };

const own = createRequire(import.meta.url);
/** Only an infinite type takes this long. */
const timeoutMs = 180_000;
/** Opening a document reloads the whole project: more documents than this are first opened without imports. */
const fewDocuments = 8;
const withoutImports = { noLib: true, noResolve: true, types: [] };

const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  workspace: { configuration: true },
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ["markdown"] },
    definition: {},
    completion: {
      completionItem: { documentationFormat: ["plaintext"], labelDetailsSupport: true },
    },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ["plaintext"],
        parameterInformation: { labelOffsetSupport: false },
        activeParameterSupport: true,
      },
    },
  },
};

const settings = {
  suggest: { autoImports: false },
  // It would query npm for types of packages that have none.
  tsserver: { automaticTypeAcquisition: { enabled: false } },
};

export const uriOf = (file: string): string => pathToFileURL(file).href;

export class LanguageServer {
  readonly #executable: string;
  readonly #timeoutMs: number;
  #running: Running | undefined;
  /** Requests run in order, so that each sees its own documents. */
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(executable: string, timeout = timeoutMs) {
    this.#executable = executable;
    this.#timeoutMs = timeout;
  }

  /** Of the process, while it runs. */
  get pid(): number | undefined {
    return this.#running?.process.pid;
  }

  /** Whether it was started before a moment, and so may know outdated files. */
  isOlderThan(moment: number): boolean {
    return this.#running !== undefined && this.#running.started < moment;
  }

  /** Queries a project; if the server ends meanwhile, it is restarted once. */
  ask<Result>(
    project: Project,
    changes: readonly FileChange[],
    work: (request: Request) => Promise<Result>,
  ): Promise<Result> {
    // At once: the kernel tells its own work from a cell's by when it starts.
    this.#running ??= this.#spawn();
    const attempt = () =>
      this.#attempt((running, request) => {
        for (const [file, type] of changes)
          notify(running, "workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(file), type }] });
        show(running, project);
        return work(request);
      });
    const result = this.#last.then(attempt).catch((error: unknown) => {
      if (!(error instanceof EndedError)) throw error;
      return attempt();
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Rejects pending queries; the next query starts another process. */
  abandon(): void {
    if (this.#waiting > 0) void this.close();
  }

  async close(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    // Keeps the event loop alive for the caller, who waits for the end.
    running.process.ref();
    // Responses that have already arrived must not count any more.
    running.connection.dispose();
    running.process.kill("SIGKILL");
    await running.ended.catch(() => undefined);
  }

  #spawn(): Running {
    // A separate process group: interrupts of the terminal or of Jupyter must not reach it.
    const child = spawn(this.#executable, ["--lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "ignore"],
      detached: true,
      windowsHide: true,
      // It could not find npm either.
      env: { ...process.env, PATH: "" },
    });
    const { StreamMessageReader, StreamMessageWriter, createMessageConnection } = rpc();
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const { promise: ended, reject } = defer<never>();
    const end = (reason: string): void => {
      const isCrash = this.#running === running;
      if (isCrash) this.#running = undefined;
      const message = `TypeScript ended while it checked notebooks (${reason}).`;
      reject(isCrash ? new EndedError(message, hint) : new TypeServerError(message, hint));
      connection.dispose();
    };
    child.on("error", ({ message }) => {
      end(message);
    });
    child.on("exit", (code, signal) => {
      end(signal ?? `exit code ${code ?? 0}`);
    });
    connection.onError(() => undefined);
    child.stdin.on("error", () => undefined);
    connection.onRequest("workspace/configuration", ({ items }: { items: readonly unknown[] }) =>
      items.map(() => settings),
    );
    connection.onRequest("client/registerCapability", () => null);
    connection.listen();
    const initialized = connection
      .sendRequest("initialize", {
        processId: process.pid,
        rootUri: null,
        capabilities,
      })
      .then(() => connection.sendNotification("initialized", {}))
      .catch(() => ended);
    initialized.catch(() => undefined);
    const running: Running = {
      process: child,
      connection,
      open: new Map(),
      initialized,
      ended,
      started: performance.now(),
    };
    // It must not keep the program alive, nor count as work that a cell has left running.
    const handles = [child, child.stdin, child.stdout] as readonly { unref(): void }[];
    for (const handle of handles) handle.unref();
    return running;
  }

  async #attempt<Result>(respond: (running: Running, request: Request) => Promise<Result>): Promise<Result> {
    const running = (this.#running ??= this.#spawn());
    this.#waiting += 1;
    const late = defer<never>();
    const timer = setTimeout(() => {
      const message = `TypeScript has not checked the notebooks after ${Math.round(this.#timeoutMs / 1000)} seconds.`;
      late.reject(new TypeServerError(message, { hint: "A type may be infinite. TypeScript was stopped." }));
      void this.close();
    }, this.#timeoutMs).unref();
    const request: Request = <Response>(method: string, params: object) =>
      running.connection.sendRequest<Response>(method, params).catch((error: unknown) => {
        // An error response; a broken connection is followed by the end of the process instead.
        const isErrorResponse = error instanceof rpc().ResponseError && this.#running === running;
        if (!isErrorResponse) return running.ended;
        throw new TypeServerError(`TypeScript failed on a notebook: ${error.message}`, hint);
      });
    const response = running.initialized.then(() => respond(running, request));
    try {
      return await Promise.race([response, running.ended, late.promise]);
    } finally {
      clearTimeout(timer);
      this.#waiting -= 1;
    }
  }
}

let loaded: typeof JsonRpc | undefined;
const rpc = (): typeof JsonRpc => (loaded ??= own("vscode-jsonrpc/node") as typeof JsonRpc);

function notify({ connection }: Running, method: string, params: object): void {
  // If the process has ended, pending queries report it.
  connection.sendNotification(method, params).catch(() => undefined);
}

/** Documents no longer needed stay open without text: opening one takes longer than everything after it. */
const emptied = "export {};\n";

function show(running: Running, { folder, compilerOptions, roots, texts }: Project): void {
  const { open } = running;
  const config = path.join(folder, "tsconfig.json");
  // The server creates a project for every open document, itself included, that its configuration does not list.
  const own = new Set([config, ...open.keys(), ...texts.keys()]);
  const files = [...roots, ...[...own].filter((file) => path.dirname(file) === folder)];
  const configure = (options: object): void => {
    put(running, config, JSON.stringify({ compilerOptions: options, files }));
  };
  const isNew = [...texts.keys()].filter((file) => !open.has(file));
  configure(isNew.length > fewDocuments ? withoutImports : compilerOptions);
  for (const file of open.keys()) if (file !== config && !texts.has(file)) put(running, file, emptied);
  for (const [file, text] of texts) put(running, file, text);
  configure(compilerOptions);
}

function put(running: Running, file: string, text: string): void {
  const known = running.open.get(file);
  if (known?.text === text) return;
  const version = (known?.version ?? 0) + 1;
  const uri = uriOf(file);
  running.open.set(file, { text, version });
  if (known === undefined) {
    const languageId = file.endsWith(".json") ? "json" : "typescript";
    notify(running, "textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
  } else
    notify(running, "textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
}
