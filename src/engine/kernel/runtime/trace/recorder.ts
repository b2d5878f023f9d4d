/** What a cell touched: the facts the observers report between two moments, as an ExecutionTrace. */
import Module from "node:module";
import { fileURLToPath } from "node:url";
import type { Contact, ExecutionTrace, Surroundings } from "../../../../model/trace.js";
import type { Sources } from "../sources.js";
import { Coverage, type RanScript } from "./coverage.js";
import { observeContacts } from "./contacts.js";
import { observeEnvironmentReads } from "./environment-reads.js";
import { observeFileReads } from "./file-reads.js";
import { observeLookups } from "./lookups.js";

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort(byCodeUnits);
const isInstalled = (file: string): boolean => /[\\/]node_modules[\\/]/.test(file);

const fileOf = (script: string): string => (script.startsWith("file:") ? fileURLToPath(script) : script);

/** Module files Node has loaded, CommonJS, JSON and add-ons among them. */
const cachedModules = (): Record<string, unknown> =>
  (Module as unknown as { _cache: Record<string, unknown> })._cache;

export class TraceRecorder {
  readonly #sources: Sources;
  readonly #coverage = new Coverage();
  readonly #reads = new Set<string>();
  readonly #environment = new Set<string>();
  readonly #lookups = { asked: new Set<string>(), listed: new Set<string>() };
  readonly #contacts = new Set<Contact>();
  /** Modules an earlier trace has named. */
  readonly #named = new Set<string>();
  #paused = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  start(): void {
    observeFileReads((file) => {
      if (this.#paused === 0) this.#reads.add(file);
    });
    observeEnvironmentReads((name) => {
      if (this.#paused === 0) this.#environment.add(name);
    });
    observeLookups((kind, place) => {
      if (this.#paused === 0) this.#lookups[kind].add(place);
    });
    observeContacts((contact) => {
      if (this.#paused === 0) this.#contacts.add(contact);
    });
    for (const file of Object.keys(cachedModules())) this.#named.add(file);
    this.#coverage.start();
  }

  /** Work of the kernel itself: what it reads is no fact about the cell. */
  without<T>(work: () => T): T {
    const before = this.#paused === 0 ? new Set(Object.keys(cachedModules())) : undefined;
    this.#paused++;
    try {
      return work();
    } finally {
      this.#paused--;
      if (before)
        for (const file of Object.keys(cachedModules())) if (!before.has(file)) this.#named.add(file);
    }
  }

  /** What happened since it was asked last. */
  take(): ExecutionTrace & { readonly surroundings: Surroundings } {
    const cached = cachedModules();
    const scripts = this.#coverage.take((script) => this.#isFile(script));
    const loaded = new Set(Object.keys(cached));
    for (const { script, loaded: isLoaded } of scripts) if (isLoaded) loaded.add(fileOf(script));
    const files = [...this.#reads].filter((file) => !loaded.has(file) && !this.#named.has(file));
    const modules = [...loaded].filter((file) => !this.#named.has(file));
    for (const file of modules) this.#named.add(file);
    const trace = {
      files: sorted(files),
      modules: sorted(modules.map((file) => this.#sources.fileOnDisk(file))),
      environment: sorted(this.#environment),
      functions: this.#functions(scripts),
      surroundings: {
        asked: sorted([...this.#lookups.asked].filter((place) => !this.#reads.has(place))),
        listed: sorted(this.#lookups.listed),
        contacts: [...this.#contacts].sort(byCodeUnits),
      },
    };
    this.#reads.clear();
    this.#lookups.asked.clear();
    this.#lookups.listed.clear();
    this.#contacts.clear();
    this.#environment.clear();
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
      for (const name of functions) {
        const module = this.#sources.originalFile(file);
        found.set(`${module}\n${name}`, { module, name });
      }
    }
    return [...found.entries()].sort(([a], [b]) => byCodeUnits(a, b)).map(([, fact]) => fact);
  }
}
