/**
 * What emitted cells need at run time. A cell's body begins with `__tslab__.scope({ get n() {…}, set n(v) {…}, … })`:
 * accessors for the names it declares. The scope it gets back holds these and, under them, every name of the cells
 * before it; the body reads an earlier name as a property of it. So a later cell sees the variable itself, not a copy,
 * and a closure still sees the variable it was written against after a later cell has declared the name again.
 *
 * The kernel makes one `Scopes`, puts `runtime` on `globalThis.__tslab__`, and after each body (once its promise has
 * settled, if it is async) calls `commit()` if it succeeded, or `discard()` if it failed, declares nothing or was
 * interrupted. Both return the value of the cell's final expression. A body whose `js` is empty is not run.
 *
 * A body may run again in a branch, under another setting of the assumptions of its notebook: it then sees the names of
 * the cells before it as they are in the branch, and what it declares is visible in the branch only.
 */

export interface Scopes {
  readonly runtime: ScopeRuntime;
  /** Makes the names of the last body visible to the next; returns the value of its final expression. */
  commit(cell: number): unknown;
  /** Discards the names of the last body; returns the value of its final expression. */
  discard(): unknown;
  /** The names visible to the next cell, live. Reading one that a cell never initialised throws, as in the cell. */
  readonly locals: Readonly<Record<string, unknown>>;
  /** From now on, bodies see the names of the cells up to this number as they are in the branch. */
  enterBranch(upTo: number, options: { readonly forget: readonly number[] }): void;
  leaveBranch(): void;
  readonly isInBranch: boolean;
}

type ScopeRuntime = typeof helpers & {
  scope(bindings: object): object;
};

/** Property of a cell's scope with the value of its final expression; not an identifier, so it is never taken. */
export const RESULT = "(result)";

/** The name of the scope in emitted code. */
export const SCOPE = "__scope__";

/** V8 quotes emitted code in messages: `(0 , __scope__.f) is not a function`, `(0 , fs_1.f) is not …`. */
export function readableMessage(message: string): string {
  return message
    .replace(/\(0 , [\p{ID_Continue}$]+\.([\p{ID_Continue}$]+)\)/gu, "$1")
    .replace(/\b__scope__(?:_\d+)?\./g, "");
}

type Scope = Record<string, unknown>;

const empty = (): Scope => Object.create(null) as Scope;

export function createScopes(): Scopes {
  let current = empty();
  let entered: Scope | undefined;
  let declared: PropertyDescriptorMap = {};
  /** What each cell declared, by its number, as it was published and in the branch. */
  const published = new Map<number, PropertyDescriptorMap>();
  const branch = new Map<number, PropertyDescriptorMap>();
  /** The names of all cells, while a branch is entered. */
  let outside: Scope | undefined;

  const leave = () => {
    const scope = entered;
    entered = undefined;
    const value = scope?.[RESULT];
    if (scope) Reflect.deleteProperty(scope, RESULT);
    return { scope, value };
  };

  return {
    runtime: {
      ...helpers,
      scope(bindings) {
        const scope = empty();
        declared = Object.getOwnPropertyDescriptors(bindings);
        Object.defineProperties(scope, Object.getOwnPropertyDescriptors(current));
        Object.defineProperties(scope, declared);
        entered = scope;
        return scope;
      },
    },
    commit(cell) {
      const { scope, value } = leave();
      if (scope === undefined) return value;
      if (outside === undefined) current = scope;
      (outside === undefined ? published : branch).set(cell, declared);
      return value;
    },
    discard: () => leave().value,
    get locals() {
      return current;
    },
    enterBranch(upTo, { forget }) {
      for (const cell of forget) branch.delete(cell);
      outside ??= current;
      current = empty();
      for (const [cell, names] of published)
        if (cell <= upTo) Object.defineProperties(current, branch.get(cell) ?? names);
    },
    get isInBranch() {
      return outside !== undefined;
    },
    leaveBranch() {
      current = outside ?? current;
      outside = undefined;
    },
  };
}

/** Called by emitted code on `globalThis.__tslab__`, besides its scope. As in TypeScript with `esModuleInterop`. */
type Exports = Record<string, unknown>;
type Decorator = (target: unknown, key?: PropertyKey, descriptor?: unknown) => unknown;

const isModule = (exports: unknown): exports is Exports =>
  exports !== null && exports !== undefined && (exports as { __esModule?: unknown }).__esModule === true;

export const helpers = {
  importDefault: (exports: unknown): Exports => (isModule(exports) ? exports : { default: exports }),

  importStar(exports: unknown): Exports {
    if (isModule(exports)) return exports;
    const all: Exports = {};
    if (exports !== null && exports !== undefined)
      for (const key of Reflect.ownKeys(Object(exports) as object))
        if (typeof key === "string" && key !== "default") forward(all, exports, key);
    all["default"] = exports;
    return all;
  },

  exportStar(from: object, to: object): void {
    for (const key of Object.keys(from))
      if (key !== "default" && !Object.hasOwn(to, key)) forward(to, from, key);
  },

  decorate(decorators: readonly Decorator[], target: object, key?: PropertyKey, kind?: null): unknown {
    const descriptor =
      kind === null && key !== undefined ? Object.getOwnPropertyDescriptor(target, key) : undefined;
    let result: unknown = key === undefined ? target : descriptor;
    for (const decorator of [...decorators].reverse())
      result = (key === undefined ? decorator(result) : decorator(target, key, result)) ?? result;
    if (key !== undefined && result !== undefined)
      Object.defineProperty(target, key, result as PropertyDescriptor);
    return result;
  },

  decorateParam:
    (index: number, decorator: (target: unknown, key: PropertyKey | undefined, index: number) => void) =>
    (target: unknown, key?: PropertyKey): void => {
      decorator(target, key, index);
    },
};

function forward(to: object, from: unknown, key: string): void {
  // eslint-disable-next-line local/lookups -- a name that the module itself has
  Object.defineProperty(to, key, { enumerable: true, get: () => (from as Exports)[key] });
}
