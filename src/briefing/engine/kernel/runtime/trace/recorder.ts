/** Records what a cell accessed as an ExecutionTrace: everything observed since the previous trace. */
import path from "node:path";
import { PROJECT_SETTINGS, type ProjectSettings } from "../../../../model/project-settings.js";
import type { Contact, ExecutionTrace, Surroundings, Variation } from "../../../../model/trace.js";
import { loadedModules } from "../module-loader.js";
import { packageOfLibrary } from "../library.js";
import { isKernel, type Sources } from "../sources.js";
import { observeEnvironmentReads, observeSideEffects } from "./surroundings.js";
import { observeFileSystem } from "./file-system.js";
import { observeVariations } from "./variations.js";
import { observeLoadedCode, withCounters } from "./loaded-code.js";
import { isInstalled } from "../../../compile/local-modules.js";
import type { Fingerprint, Reads as Used } from "../../../store/fingerprint.js";
import { settingIn, settingName, settingsFile } from "../../../store/project-settings.js";
import { Calls, fileOf, type RanModule, Reads, type Statement } from "./listeners.js";

const sorted = <T extends string>(names: Iterable<T>): T[] => [...new Set(names)].sort();

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

const isCode = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file);

/** @param callers the scripts that called a reader, innermost first; empty if they are not known */
const isLoading = (callers: readonly string[]): boolean =>
  callers.find((script) => !isKernel(fileOf(script)))?.startsWith("node:internal/modules/") === true;

const kinds = ["read", "asked", "listed", "environment", "contacts", "loaded", "settings"] as const;
type Facts<Names> = Readonly<Record<(typeof kinds)[number], Names>>;

const factsOf = <Names>(namesOf: (kind: (typeof kinds)[number]) => Names): Facts<Names> =>
  Object.fromEntries(kinds.map((kind) => [kind, namesOf(kind)])) as Facts<Names>;

export const isVariation = (contact: Contact): contact is Variation =>
  contact === "clock" || contact === "chance";

/** Each module once, in an order that does not depend on when it was loaded. */
function ofProject(ran: readonly RanModule[]): Surroundings["ran"] {
  const byFile = new Map<string, string[]>();
  for (const { file, functions } of ran)
    if (path.isAbsolute(file) && !isInstalled(file))
      byFile.set(file, [...(byFile.get(file) ?? []), ...functions]);
  return sorted(byFile.keys()).map((file) => ({ file, functions: sorted(byFile.get(file) ?? []) }));
}

/** What some work accessed, as {@link TraceRecorder.observe} returns it; can be stored as JSON. */
export interface Observed {
  readonly facts: Facts<readonly string[]>;
  readonly ran: readonly RanModule[];
  /** Files read by code that does not report its reads. */
  readonly files: readonly string[];
}

export class TraceRecorder {
  readonly #reads = new Reads();
  readonly #sources: Sources;
  readonly #calls = new Calls();
  /** Everything observed since the last `take()`. */
  readonly #facts = factsOf(() => new Set<string>());
  /** Everything that any code of the kernel has used so far, under the names that a fingerprint has for them. */
  readonly #used = {
    file: new Set<string>(),
    place: new Set<string>(),
    folder: new Set<string>(),
    variable: new Set<string>(),
    setting: new Set<string>(),
  };
  /** Observed before the work that is being observed; an interrupt may end that work without its clean-up. */
  readonly #held: Observed[] = [];
  /** Modules reported in earlier traces. */
  readonly #named = new Set<string>();
  /** Files of code that were read as texts. */
  readonly #texts = new Set<string>();
  #paused = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** `shield` runs the kernel's own work. */
  start(shield: <T>(work: () => T) => T): void {
    observeFileSystem((access, file, callers) => {
      if (this.#paused > 0 || (access === "read" && isOfMachine(file, callers))) return;
      this.#facts[access].add(file);
      if (access !== "read") return;
      this.#reads.readFile(file);
      if (isCode(file) && !isLoading(callers())) this.#texts.add(file);
    });
    observeEnvironmentReads((name) => {
      if (this.#paused === 0) this.#facts.environment.add(name);
    });
    observeSideEffects((contact) => {
      if (this.#paused === 0) this.#facts.contacts.add(contact);
    });
    observeVariations({
      isNoted: (variation) => this.#paused > 0 || this.#facts.contacts.has(variation),
      record: (variation) => {
        this.#facts.contacts.add(variation);
      },
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

  /** Offers settings of the project to charts and formats; cells depend on nothing else in its briefing.yml. */
  offerSettings(folder: string, shield: <T>(work: () => T) => T): void {
    const settings: ProjectSettings = (key) =>
      shield(() => {
        const file = settingsFile(folder);
        this.#facts.settings.add(settingName(key, file));
        return settingIn(file, key);
      });
    Object.defineProperty(globalThis, Symbol.for(PROJECT_SETTINGS), { value: settings });
  }

  /** The statement or the inline expression that runs from now on; undefined between cells. */
  enter(statement: Statement | undefined): void {
    this.#reads.enter(statement);
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

  /** What a result that is computed now may depend on: code may have read anything earlier and kept it. */
  get used(): Used {
    const { file, place, folder, variable, setting } = this.#used;
    for (const module of [...this.#named, ...loadedModules()]) file.add(module);
    return {
      files: [...file],
      places: [...place],
      folders: [...folder],
      environment: [...variable],
      settings: [...setting],
    };
  }

  /** Code will use a result that was computed from this. */
  use(fingerprint: Fingerprint): void {
    for (const [kind, name] of fingerprint) this.#used[kind].add(name);
  }

  /** Runs work of the cell, and also returns what it accessed. */
  observe<T>(work: () => T): { readonly result: T; readonly observed: Observed } {
    this.#held.push(this.#drain());
    const modules = new Set(loadedModules());
    try {
      const result = work();
      for (const file of loadedModules()) if (!modules.has(file)) this.#facts.loaded.add(file);
      const observed = this.#drain();
      this.replay(observed);
      return { result, observed };
    } finally {
      const before = this.#held.pop();
      if (before !== undefined) this.replay(before);
    }
  }

  /** Records what earlier work accessed, as if it had been done now. */
  replay({ facts, ran, files }: Observed): void {
    for (const kind of kinds) for (const name of facts[kind]) this.#facts[kind].add(name);
    for (const file of facts.read) if (isCode(file)) this.#texts.add(file);
    this.#calls.add(ran);
    for (const file of files) this.#reads.readFile(file);
  }

  #drain(): Observed {
    const facts = factsOf((kind) => {
      const names = [...this.#facts[kind]];
      this.#facts[kind].clear();
      return names;
    });
    const { file, place, folder, variable, setting } = this.#used;
    for (const name of [...facts.read, ...facts.loaded]) file.add(name);
    for (const name of facts.asked) place.add(name);
    for (const name of facts.listed) folder.add(name);
    for (const name of facts.environment) variable.add(name);
    for (const name of facts.settings) setting.add(name);
    return { facts, ran: this.#calls.take(), files: this.#reads.takeFiles() };
  }

  /** Returns everything observed since the last call. */
  take(): ExecutionTrace & { readonly surroundings: Surroundings } {
    for (const held of this.#held.splice(0)) this.replay(held);
    const { facts, ran: all, files: whole } = this.#drain();
    const { read, asked, listed, environment, contacts, settings } = facts;
    const ran = all.filter(({ file }) => !isKernel(file));
    const loaded = new Set([...loadedModules(), ...facts.loaded]);
    for (const { file, loaded: isLoaded } of ran) if (isLoaded && !isInstalled(file)) loaded.add(file);
    const files = read.filter((file) => !loaded.has(file) && !this.#named.has(file));
    // In a repository, the modules in the library's file report themselves; a package has only that file.
    const isReported = (file: string) => isInstalled(file) || packageOfLibrary(file) === undefined;
    const modules = [...loaded].filter((file) => !this.#named.has(file) && isReported(file));
    for (const file of modules) this.#named.add(file);
    const varies = sorted((contacts as readonly Contact[]).filter(isVariation));
    return {
      files: sorted(files),
      modules: sorted(modules),
      environment: sorted(environment),
      functions: this.#functions(ran),
      reads: this.#reads.take(whole.filter((file) => files.includes(file))),
      ...(varies.length > 0 && { varies }),
      surroundings: {
        asked: sorted(asked.filter((place) => !read.includes(place) && !loaded.has(place))),
        listed: sorted(listed),
        contacts: sorted(contacts as readonly Contact[]),
        ...(settings.length > 0 && { settings: sorted(settings) }),
        ran: ofProject(ran),
        ...(this.#texts.size > 0 && { texts: sorted(this.#texts) }),
      },
    };
  }

  #functions(ran: readonly RanModule[]): ExecutionTrace["functions"] {
    const found = new Map<string, { module: string; name: string }>();
    for (const { file, functions } of ran) {
      if (isInstalled(file) || functions.length === 0) continue;
      const module = this.#sources.originalFile(file);
      for (const name of functions) found.set(`${module}\n${name}`, { module, name });
    }
    return sorted(found.keys()).flatMap((key) => found.get(key) ?? []);
  }
}
