/** What a cell touched: the facts the observers report between two moments, as an ExecutionTrace. */
import { fileURLToPath } from "node:url";
import type { Contact, ExecutionTrace, Surroundings } from "../../../../model/trace.js";
import { loadedModules } from "../module-loader.js";
import type { Sources } from "../sources.js";
import { Coverage, type RanScript } from "./coverage.js";
import { observeEnvironmentReads } from "./environment-reads.js";
import { observeFileSystem } from "./file-system.js";
import { observeSideEffects } from "./side-effects.js";

const sorted = <T extends string>(names: Iterable<T>): T[] => [...new Set(names)].sort();
const isInstalled = (file: string): boolean => /[\\/]node_modules[\\/]/.test(file);

const fileOf = (script: string): string => (script.startsWith("file:") ? fileURLToPath(script) : script);

export class TraceRecorder {
  readonly #sources: Sources;
  readonly #coverage = new Coverage();
  /** What has been reported since it was asked last. */
  readonly #facts = {
    read: new Set<string>(),
    asked: new Set<string>(),
    listed: new Set<string>(),
    environment: new Set<string>(),
    contacts: new Set<Contact>(),
  };
  /** Modules an earlier trace has named. */
  readonly #named = new Set<string>();
  #paused = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  start(): void {
    observeFileSystem((access, file) => {
      if (this.#paused === 0) this.#facts[access].add(file);
    });
    observeEnvironmentReads((name) => {
      if (this.#paused === 0) this.#facts.environment.add(name);
    });
    observeSideEffects((contact) => {
      if (this.#paused === 0) this.#facts.contacts.add(contact);
    });
    for (const file of loadedModules()) this.#named.add(file);
    this.#coverage.start();
  }

  /** Work of the kernel itself: what it reads is no fact about the cell. */
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

  /** What happened since it was asked last. */
  take(): ExecutionTrace & { readonly surroundings: Surroundings } {
    const { read, asked, listed, environment, contacts } = this.#facts;
    const scripts = this.#coverage.take((script) => this.#isFile(script));
    const loaded = new Set(loadedModules());
    for (const { script, loaded: isLoaded } of scripts) if (isLoaded) loaded.add(fileOf(script));
    const files = [...read].filter((file) => !loaded.has(file) && !this.#named.has(file));
    const modules = [...loaded].filter((file) => !this.#named.has(file));
    for (const file of modules) this.#named.add(file);
    const trace = {
      files: sorted(files),
      modules: sorted(modules),
      environment: sorted(environment),
      functions: this.#functions(scripts),
      surroundings: {
        asked: sorted([...asked].filter((place) => !read.has(place) && !loaded.has(place))),
        listed: sorted(listed),
        contacts: sorted(contacts),
      },
    };
    for (const facts of Object.values(this.#facts)) facts.clear();
    return trace;
  }

  #isFile(script: string): boolean {
    return (script.startsWith("file:") || script.startsWith("/")) && !this.#sources.isKernel(fileOf(script));
  }

  #functions(scripts: readonly RanScript[]): ExecutionTrace["functions"] {
    const found = new Map<string, { module: string; name: string }>();
    for (const { script, functions } of scripts) {
      const file = fileOf(script);
      if (isInstalled(file)) continue;
      const module = this.#sources.originalFile(file);
      for (const name of functions) found.set(`${module}\n${name}`, { module, name });
    }
    return sorted(found.keys()).flatMap((key) => found.get(key) ?? []);
  }
}
