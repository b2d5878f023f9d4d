/** What emitted code calls on `globalThis.__tslab__`, besides its scope. As TypeScript has it with `esModuleInterop`. */
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
  // eslint-disable-next-line house/lookups -- a name that the module itself has
  Object.defineProperty(to, key, { enumerable: true, get: () => (from as Exports)[key] });
}
