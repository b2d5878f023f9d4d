/** The functions of JavaScript that an evaluation may call: they read their arguments and change nothing. */
import util from "node:util";
import { noMargin } from "./errors.js";

const words = (names: string): ReadonlySet<string> => new Set(names.split(" "));

const ofArrays = words(
  "at concat entries every filter find findIndex findLast findLastIndex flat flatMap includes indexOf join keys " +
    "lastIndexOf map reduce reduceRight slice some toReversed toSorted toSpliced values with",
);
/** They change the array: allowed for one that the evaluation has made itself. */
const inPlace = words("fill push reverse sort");
const ofStrings = words(
  "at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf padEnd padStart repeat slice split " +
    "startsWith substring toLowerCase toString toUpperCase trim trimEnd trimStart",
);
const ofNumbers = words("toExponential toFixed toPrecision toString valueOf");
const ofMaps = words("entries forEach get has keys values");
const ofSets = words(
  "difference entries forEach has intersection isSubsetOf keys symmetricDifference union values",
);
const ofDates = words(
  "getTime getUTCFullYear getUTCMonth getUTCDate getUTCDay toISOString toJSON valueOf getUTCHours getUTCMinutes",
);
const ofIterators = words("filter find map some every toArray take drop");

/** All but the one whose results differ. */
const ofMath = Object.getOwnPropertyNames(Math).filter((name) => name !== "random");

/** Values of global names. */
export const globals: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["undefined", undefined],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ...[Math, Number, Object, Array, String, Boolean, Set, Map, Date].map(
    (each) => [each === Math ? "Math" : (each as { readonly name: string }).name, each] as const,
  ),
]);

const functionsOf = (owner: object, names: Iterable<string>): readonly unknown[] =>
  [...names].map((name): unknown => Reflect.get(owner, name));

/** Functions that may be called by themselves or handed on: `Math.max(…)`, `list.map(Number)`. */
const callable: ReadonlySet<unknown> = new Set([
  Number,
  String,
  Boolean,
  ...functionsOf(Math, ofMath).filter((each) => typeof each === "function"),
  ...functionsOf(Number, words("isFinite isInteger isNaN isSafeInteger parseFloat parseInt")),
  ...functionsOf(Object, words("entries fromEntries groupBy hasOwn is keys values")),
  ...functionsOf(Array, words("from isArray of")),
  ...functionsOf(String, words("fromCharCode fromCodePoint")),
  ...functionsOf(Map, words("groupBy")),
  ...functionsOf(Date, words("UTC parse")),
]);
export const isCallable = (value: unknown): value is (...given: unknown[]) => unknown => callable.has(value);

/** Arrays and collections that the evaluation has made itself. */
export class Made {
  readonly #made = new WeakSet();

  add<T>(value: T): T {
    if (typeof value === "object" && value !== null) this.#made.add(value);
    return value;
  }

  has = (value: object): boolean => this.#made.has(value);
}

/** Calls a method of a value of JavaScript's own kinds. */
export function callMethod(receiver: unknown, name: string, given: readonly unknown[], made: Made): unknown {
  const [prototype, names] = methodsOf(receiver);
  const mayChange = Array.isArray(receiver) && inPlace.has(name) && made.has(receiver);
  const method: unknown = prototype === undefined ? undefined : Reflect.get(prototype, name);
  if (typeof method !== "function" || !(names.has(name) || mayChange))
    return noMargin(`it calls ${name}, which is not followed`);
  const result: unknown = Reflect.apply(method, receiver, given);
  return result === receiver ? result : made.add(result);
}

const none: ReadonlySet<string> = new Set();
const iterators = new Set(
  [[].values(), new Map().values(), new Set().values(), ""[Symbol.iterator]()].map(
    (each) => Object.getPrototypeOf(each) as object,
  ),
);

function methodsOf(receiver: unknown): readonly [object | undefined, ReadonlySet<string>] {
  if (typeof receiver === "string") return [String.prototype, ofStrings];
  if (typeof receiver === "number") return [Number.prototype, ofNumbers];
  if (typeof receiver !== "object" || receiver === null || util.types.isProxy(receiver))
    return [undefined, none];
  const prototype = Object.getPrototypeOf(receiver) as object | null;
  if (prototype === Array.prototype) return [Array.prototype, ofArrays];
  if (prototype === Map.prototype) return [Map.prototype, ofMaps];
  if (prototype === Set.prototype) return [Set.prototype, ofSets];
  if (prototype === Date.prototype) return [Date.prototype, ofDates];
  if (prototype !== null && iterators.has(prototype)) return [prototype, ofIterators];
  return [undefined, none];
}

/** The items of what can be iterated without running code of the project. */
export function itemsOf(value: unknown): readonly unknown[] {
  const [prototype] = methodsOf(value);
  if (prototype === undefined || prototype === Number.prototype || prototype === Date.prototype)
    return noMargin("it iterates over a value that is not a list");
  return [...(value as Iterable<unknown>)];
}

/** A property that is stored; one that is computed on access would run code. */
export function propertyOf(object: unknown, key: string): unknown {
  if (object === null || object === undefined) return noMargin(`${String(object)} has no ${key}`);
  if (util.types.isProxy(object)) return noMargin(`it reads ${key} of a proxy`);
  if ((object instanceof Map || object instanceof Set) && key === "size") return object.size;
  let owner: object | null = Object(object) as object;
  for (; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    if (util.types.isProxy(owner)) return noMargin(`it reads ${key} of a proxy`);
    const descriptor = Object.getOwnPropertyDescriptor(owner, key);
    if (descriptor === undefined) continue;
    if ("value" in descriptor) return descriptor.value;
    return noMargin(`${key} is computed on access`);
  }
  return undefined;
}
