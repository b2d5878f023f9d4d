/** Records what a cell accessed as an ExecutionTrace: everything observed since the previous trace. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Contact, ExecutionTrace, Surroundings } from "../../../../model/trace.js";
import { loadedModules } from "../module-loader.js";
import { packageOfLibrary } from "../library.js";
import { isKernel, type Sources } from "../sources.js";
import { observeEnvironmentReads, observeSideEffects } from "./surroundings.js";
import { observeFileSystem } from "./file-system.js";
import { observeLoadedCode, withCounters } from "./loaded-code.js";
import { CALLS, type CallListener } from "../../../compile/count-calls.js";
import { isInstalled } from "../../../compile/local-modules.js";
import { type Read, type ReadListener, READS } from "../../../../model/reads.js";

const sorted = <T extends string>(names: Iterable<T>): T[] => [...new Set(names)].sort();

const fileOf = (url: string): string => (url.startsWith("file:") ? fileURLToPath(url) : url);

/**
 * Whether an installed package's read concerns the machine and is thus no input of the briefing: anything read while
 * the package loads, such as detecting the C library (Linux: /proc/self/exe, /usr/bin/ldd), and system information at
 * any time. Files around the notebook are inputs: a package may read settings.
 */
function isOfMachine(file: string, callers: () => readonly string[]): boolean {
  const away = path.relative(path.dirname(process.cwd()), file);
  if (!away.startsWith("..") && !path.isAbsolute(away)) return false;
  const scripts = callers().filter((script) => !isKernel(fileOf(script)));
  const outwards = scripts.findIndex((script) => !isInstalled(script));
  if (/^\/(?:proc|sys|dev)\//.test(file) && isInstalled(scripts[0] ?? "")) return true;
  return outwards > 0 && scripts[outwards]?.startsWith("node:internal/modules/") === true;
}

/** What some work accessed, as {@link TraceRecorder.observe} returns it; can be stored as JSON. */
export interface Observed {
  readonly facts: Readonly<Record<keyof Facts, readonly string[]>>;
  readonly ran: readonly RanModule[];
  /** Files read by code that does not report its reads. */
  readonly files: readonly string[];
}

interface Facts {
  readonly read: Set<string>;
  readonly asked: Set<string>;
  readonly listed: Set<string>;
  readonly environment: Set<string>;
  readonly contacts: Set<string>;
  readonly loaded: Set<string>;
}

export class TraceRecorder {
  readonly #reads = new Reads();
  readonly #sources: Sources;
  readonly #calls = new Calls();
  /** Everything observed since the last `take()`. */
  readonly #facts: Facts = {
    read: new Set(),
    asked: new Set(),
    listed: new Set(),
    environment: new Set(),
    contacts: new Set(),
    loaded: new Set(),
  };
  /** Modules reported in earlier traces. */
  readonly #named = new Set<string>();
  #paused = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** `shield` runs the kernel's own work. */
  start(shield: <T>(work: () => T) => T): void {
    observeFileSystem((access, file, callers) => {
      if (this.#paused > 0 || (access === "read" && isOfMachine(file, callers))) return;
      this.#facts[access].add(file);
      if (access === "read") this.#reads.readFile(file);
    });
    observeEnvironmentReads((name) => {
      if (this.#paused === 0) this.#facts.environment.add(name);
    });
    observeSideEffects((contact) => {
      if (this.#paused === 0) this.#facts.contacts.add(contact);
    });
    // After the file system, which needs to see the original callers.
    observeLoadedCode((file, code, language) => {
      if (isKernel(file) || this.#paused > 0) return code;
      if (isInstalled(file)) {
        this.#facts.loaded.add(file);
        return code;
      }
      const edits = shield(() => withCounters(code, language));
      if (edits === undefined) return code;
      this.#sources.addEdits(file, edits);
      return edits.toString();
    });
    for (const file of loadedModules()) this.#named.add(file);
    this.#calls.start();
    this.#reads.start();
  }

  /** Runs the kernel's own work without recording its reads. */
  without<T>(work: () => T): T {
    const before = this.#paused === 0 ? new Set(loadedModules()) : undefined;
    this.#paused++;
    try {
      return work();
    } finally {
      this.#paused--;
      if (before) for (const file of loadedModules()) if (!before.has(file)) this.#named.add(file);
    }
  }

  /** Every module that was loaded, whenever. */
  get modules(): readonly string[] {
    return [...new Set([...this.#named, ...this.#facts.loaded, ...loadedModules()])];
  }

  /** Runs work of the cell, and also returns what it accessed. */
  observe<T>(work: () => T): { readonly result: T; readonly observed: Observed } {
    const before = this.#drain();
    const modules = new Set(loadedModules());
    try {
      const result = work();
      for (const file of loadedModules()) if (!modules.has(file)) this.#facts.loaded.add(file);
      const observed = this.#drain();
      this.replay(observed);
      return { result, observed };
    } finally {
      this.replay(before);
    }
  }

  /** Records what earlier work accessed, as if it had been done now. */
  replay({ facts, ran, files }: Observed): void {
    for (const [kind, names] of Object.entries(facts))
      for (const name of names) this.#facts[kind as keyof Facts].add(name);
    this.#calls.add(ran);
    for (const file of files) this.#reads.readFile(file);
  }

  #drain(): Observed {
    const { read, asked, listed, environment, contacts, loaded } = this.#facts;
    const taken = (names: Set<string>): readonly string[] => {
      const found = [...names];
      names.clear();
      return found;
    };
    return {
      facts: {
        read: taken(read),
        asked: taken(asked),
        listed: taken(listed),
        environment: taken(environment),
        contacts: taken(contacts),
        loaded: taken(loaded),
      },
      ran: this.#calls.take(),
      files: this.#reads.takeFiles(),
    };
  }

  /** Returns everything observed since the last call. */
  take(): ExecutionTrace & { readonly surroundings: Surroundings } {
    const { read, asked, listed, environment, contacts } = this.#facts;
    const ran = this.#calls.take().filter(({ file }) => !isKernel(file));
    const loaded = new Set([...loadedModules(), ...this.#facts.loaded]);
    for (const { file, loaded: isLoaded } of ran) if (isLoaded && !isInstalled(file)) loaded.add(file);
    const files = [...read].filter((file) => !loaded.has(file) && !this.#named.has(file));
    // In a repository, the modules in the library's file report themselves; a package has only that file.
    const isReported = (file: string) => isInstalled(file) || packageOfLibrary(file) === undefined;
    const modules = [...loaded].filter((file) => !this.#named.has(file) && isReported(file));
    for (const file of modules) this.#named.add(file);
    const trace = {
      files: sorted(files),
      modules: sorted(modules),
      environment: sorted(environment),
      functions: this.#functions(ran),
      reads: this.#reads.take((file) => files.includes(file)),
      surroundings: {
        asked: sorted([...asked].filter((place) => !read.has(place) && !loaded.has(place))),
        listed: sorted(listed),
        contacts: sorted(contacts as Set<Contact>),
      },
    };
    for (const names of Object.values(this.#facts) as Set<string>[]) names.clear();
    return trace;
  }

  #functions(ran: readonly RanModule[]): ExecutionTrace["functions"] {
    const found = new Map<string, { module: string; name: string }>();
    for (const { file, functions } of ran) {
      if (isInstalled(file)) continue;
      const module = this.#sources.originalFile(file);
      for (const name of functions) found.set(`${module}\n${name}`, { module, name });
    }
    return sorted(found.keys()).flatMap((key) => found.get(key) ?? []);
  }
}

interface RanModule {
  readonly file: string;
  /** Whether the top level ran, i.e. the module was loaded. */
  readonly loaded: boolean;
  readonly functions: readonly string[];
}

interface Counter {
  readonly file: string;
  readonly names: readonly string[];
  readonly ran: Uint8ClampedArray;
}

class Calls {
  /** A reloaded module gets a second counter. */
  readonly #counters: Counter[] = [];
  readonly #earlier: RanModule[] = [];

  start(): void {
    const listen: CallListener = (url, names) => {
      const ran = new Uint8ClampedArray(names.length);
      this.#counters.push({ file: fileOf(url), names, ran });
      return ran;
    };
    Object.defineProperty(globalThis, Symbol.for(CALLS), { value: listen });
  }

  /** Functions that ran when a result was computed, which was not now. */
  add(ran: readonly RanModule[]): void {
    this.#earlier.push(...ran);
  }

  take(): readonly RanModule[] {
    const now = this.#counters.flatMap(({ file, names, ran }) => {
      const [top = 0, ...calls] = ran;
      if (top === 0 && calls.every((count) => count === 0)) return [];
      ran.fill(0);
      return { file, loaded: top > 0, functions: names.slice(1).filter((_, at) => calls[at] !== 0) };
    });
    return [...this.#earlier.splice(0), ...now];
  }
}

class Reads {
  /** Rows requested, cached or not. */
  readonly #asked = new Set<Read>();
  /** Files being read by code that reports its own reads. */
  readonly #opened = new Set<string>();
  /** Files read by other code. */
  readonly #files = new Set<string>();

  start(): void {
    const listener: ReadListener = {
      asks: (read) => {
        this.#asked.add(read);
      },
      opens: (file) => {
        this.#opened.add(file);
        return () => this.#opened.delete(file);
      },
    };
    Object.defineProperty(globalThis, Symbol.for(READS), { value: listener });
  }

  readFile(file: string): void {
    if (!this.#opened.has(file)) this.#files.add(file);
  }

  takeFiles(): readonly string[] {
    const files = [...this.#files];
    this.#files.clear();
    return files;
  }

  /** The distinct reads since the last call. */
  take(isData: (file: string) => boolean): readonly Read[] {
    const whole = this.takeFiles()
      .filter(isData)
      .map((file): Read => ({ file }));
    const found = new Map([...whole, ...this.#asked].map((read) => [keyOf(read), read]));
    this.#asked.clear();
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
  }
}

const keyOf = ({ file, where }: Read): string => JSON.stringify([file, where]);
