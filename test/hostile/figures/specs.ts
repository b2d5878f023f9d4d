/** Specifications that demand too much, or the impossible, each with the expected message. */
import { casesOf } from "../../support/cases.js";

const quantity = { field: "b", type: "quantitative" };
const kind = { field: "a", type: "nominal" };
const values = [
  { a: "x", b: 1 },
  { a: "y", b: 2 },
];

type Spec = Readonly<Record<string, unknown>>;
/** Name, specification, and expected message. */
type Case = readonly [name: string, spec: Spec, answer: string];

const points = (more: object): Spec => ({
  data: { values },
  mark: "point",
  encoding: { x: quantity, y: quantity },
  ...more,
});
const computed = (...transform: readonly object[]): Spec => points({ transform });
const calculated = (expression: string): Spec => computed({ calculate: expression, as: "c" });
const times = <T>(count: number, one: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => one(index));
const nested = (depth: number, around: (inner: Spec) => Spec): Spec => {
  let spec: Spec = { mark: "point", encoding: { x: quantity } };
  for (let level = 0; level < depth; level += 1) spec = around(spec);
  return { data: { values }, ...spec };
};

export const ordinary = points({});

/** Each of them takes hours, or more memory than exists. */
export const bombs: readonly (readonly [name: string, spec: Spec])[] = [
  ["an endless sequence", calculated("length(sequence(0, 1e10))")],
  ["a backtracking pattern", calculated("test(regexp('(a+)+$'), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')")],
  [
    "a cross join",
    computed(
      ...["p", "q"].flatMap((name) => [{ calculate: "sequence(0, 200000)", as: name }, { flatten: [name] }]),
    ),
  ],
  ["an axis with a billion ticks", points({ encoding: { x: { ...quantity, axis: { tickCount: 1e9 } } } })],
  [
    "a density in a billion steps",
    { ...computed({ density: "b", steps: 1e9 }), encoding: { x: { field: "value", type: "quantitative" } } },
  ],
  [
    "an imputation of ten billion rows",
    computed({ impute: "b", key: "b", keyvals: { start: 0, stop: 1e10 } }),
  ],
  [
    "a graticule in steps of a ten-thousandth of a degree",
    { data: { graticule: { step: [1e-4, 1e-4] } }, mark: "geoshape", projection: { type: "mercator" } },
  ],
  ["a thousand nested concatenations", nested(1000, (inner) => ({ hconcat: [inner] }))],
  ["concatenations that double", nested(18, (inner) => ({ hconcat: [inner, inner] }))],
  [
    "a million plots",
    {
      data: { values },
      repeat: { row: times(1000, (each) => `r${each}`), column: times(1000, (each) => `c${each}`) },
      spec: { mark: "point", encoding: { x: { field: { repeat: "row" }, type: "quantitative" } } },
    },
  ],
];

/** Rejected immediately, whatever the limits. */
export const oversized: readonly Case[] = [
  ["a canvas of a billion pixels", points({ height: 1e9 }), "would be 340 × 1000000000 pixels"],
  [
    "a step of a billion pixels",
    { data: { values }, mark: "point", height: { step: 1e9 }, encoding: { y: kind } },
    "pixels large",
  ],
  ["an infinite height", points({ height: 1e308 }), "1e+308 pixels"],
  [
    "a trillion rows",
    { ...points({}), data: { sequence: { start: 0, stop: 1e12 } } },
    "Invalid array length",
  ],
  ["a filter of 3,000 levels", computed({ filter: nestedNots(3000) }), "nested too deeply"],
];

function nestedNots(levels: number): unknown {
  let filter: unknown = "true";
  for (let level = 0; level < levels; level += 1) filter = { not: filter };
  return filter;
}

/** Typing mistakes. */
export const { mistaken } = casesOf("specs.yml", import.meta.url) as { mistaken: readonly Case[] };

/** Names that every JavaScript object has. */
export const inheritedNames = ["constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf"];

const named = (name: string): Spec => ({ data: { values: [{ a: name, b: 1 }, ...values] } });

/** A row whose text is such a name, wherever Vega groups by it. */
export const grouped = (name: string): readonly (readonly [name: string, spec: Spec])[] => [
  ["a bar", { ...named(name), mark: "bar", encoding: { x: kind, y: quantity } }],
  ["a colour", { ...named(name), mark: "line", encoding: { x: quantity, y: quantity, color: kind } }],
  ["a facet", { ...named(name), mark: "bar", encoding: { facet: kind, y: quantity } }],
  ["a sum", { ...named(name), mark: "bar", encoding: { x: { ...quantity, aggregate: "sum" }, color: kind } }],
  ["a sorted axis", { ...named(name), mark: "bar", encoding: { x: { ...kind, sort: "-y" }, y: quantity } }],
];

/** A field with such a name. */
export const fieldNamed = (name: string): Spec => ({
  // `{ __proto__: … }` in a source would set the prototype.
  data: { values: JSON.parse(`[{"${name}":"p","b":1},{"${name}":"q","b":2}]`) as unknown },
  mark: "bar",
  encoding: { x: { field: name, type: "nominal" }, y: quantity },
});
