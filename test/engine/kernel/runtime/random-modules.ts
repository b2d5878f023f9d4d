/** Modules of random functions that call each other, of every kind that V8 counts; `calls` of a module runs them. */

export interface ModuleOptions {
  readonly seed: number;
  readonly size: number;
  /** How the module exports, and imports an earlier one. */
  readonly format: "es" | "commonjs";
  readonly imports: string | undefined;
}

/** `f`: a name of its own; `call`: a call of an earlier function. */
interface Parts {
  readonly f: string;
  readonly call: () => string;
}

/** Each ends with an expression whose value is called with a number. */
const kinds: readonly ((parts: Parts) => string)[] = [
  ({ f, call }) => `function ${f}(x) { return ${call()} + 1; }\n${f}`,
  ({ f, call }) => `const ${f} = (x) => ${call()};\n${f}`,
  ({ f, call }) => `const ${f} = (x) => { "use strict"; return ${call()}; };\n${f}`,
  ({ f, call }) =>
    `function ${f}(x) { const inner${f} = (y) => ${call()} + y; const o = { deep${f}() { return inner${f}(x); } }; return x & 1 ? o.deep${f}() : 0; }\n${f}`,
  ({
    f,
    call,
  }) => `const o${f} = { ${f}(x) { return ${call()}; }, 7(x) { return x; }, "a-${f}"(x) { return x; } };
(x) => x & 1 ? o${f}.${f}(x) : o${f}[7](x) + o${f}["a-${f}"](x)`,
  ({
    f,
    call,
  }) => `const o${f} = { get ${f}() { const x = 1; return ${call()}; }, set ${f}(x) { ${call()}; } };
(x) => x & 1 ? o${f}.${f} : (o${f}.${f} = x)`,
  ({ f, call }) => `class C${f} {
  #secret = 1; field${f} = (x) => ${call()}; static shared = 2;
  static { C${f}.more = C${f}.shared; }
  constructor(x) { this.x = x; }
  get ${f}() { return this.#hidden${f}(this.x); }
  set ${f}(x) { this.x = x; }
  #hidden${f}(x) { return ${call()} + this.#secret; }
  static make${f}(x) { return new C${f}(x); }
  ["computed" + 1](x) { return x; }
}
class D${f} extends C${f} { own${f} = (x) => x; "other ${f}"() { return super.${f}; } }
(x) => x & 1 ? C${f}.make${f}(x).${f} : new D${f}(x)["other ${f}"]()`,
  ({ f, call }) => `class A${f} { a${f} = (x) => ${call()}; }
let made${f};
(x) => (made${f} ??= new A${f}()).a${f}(x)`,
  ({
    f,
    call,
  }) => `function* ${f}(x) { yield ${call()}; yield* [1]; try { yield 2; } catch {} finally { x++; } }
let started${f};
(x) => { started${f} ??= ${f}(x); if (started${f}.next().done || x % 5 === 4) { started${f}.return(); started${f} = undefined; } return 0; }`,
  ({ f }) => `const o${f} = { *${f}(a, b) { yield a; } };
(x) => o${f}.${f}(x, 1) ? 0 : 1`,
  ({ f, call }) => `let wake${f};
async function ${f}(x) { ${call()}; const y = await new Promise((resolve) => { wake${f} = resolve; }); return ${call()} + y; }
(x) => { if (wake${f} === undefined) void ${f}(x); else { wake${f}(1); wake${f} = undefined; } return 0; }`,
  ({ f }) => `let fail${f};
const ${f} = async (x) => { try { await new Promise((_, reject) => { fail${f} = reject; }); } catch { await new Promise((resolve) => { fail${f} = resolve; }); } };
(x) => { if (fail${f} === undefined) void ${f}(x); else { const go = fail${f}; fail${f} = undefined; go(new Error("on purpose")); } return 0; }`,
  ({ f, call }) => `const queue${f} = [];
const source${f} = { [Symbol.asyncIterator]: () => ({ next: () => new Promise((resolve) => { queue${f}.push(resolve); }) }) };
async function ${f}(x) { for await (const y of source${f}) x += y; return ${call()}; }
(x) => { if (queue${f}.length === 0) void ${f}(x); else queue${f}.pop()({ value: 1, done: x % 3 === 0 }); return 0; }`,
  ({ f, call }) =>
    `function ${f}(x, given${f} = (y) => y + 1, { more = ${call()} } = {}) { return given${f}(x) + more; }\n${f}`,
  ({ f }) => `function thrower${f}() { throw new Error("on purpose"); }
function ${f}(x, y = thrower${f}()) { return x + y; }
(x) => { try { return ${f}(x); } catch { return 0; } }`,
  ({ f, call }) =>
    `const ${f} = (function () { return function named${f}(x) { return ${call()}; }; })();\n${f}`,
  ({ f, call }) => `const both${f} = (first, second) => (x) => first(x) + second(x);
const ${f} = both${f}((x) => ${call()}, (x) => x, [{ a: 1 }]);
${f}`,
  ({ f, call }) => `const box${f} = {};
box${f}.${f} = function (x) { return ${call()}; };
box${f}["by key"] = (x) => [x].map(function each${f}(y) { return y; }).map((y) => y)[0];
(x) => x & 1 ? box${f}.${f}(x) : box${f}["by key"](x)`,
  ({ f, call }) => `const ${f} = (x) => (y) => ${call()} + y;
(x) => ${f}(x)(1)`,
  ({ f, call }) => `const small${f} = (x) => x + 1;
function ${f}(x) { let sum = 0; for (let i = 0; i < (x & 7) * 50; i++) sum += small${f}(i); return sum + ${call()}; }
${f}`,
];

/** Linear congruential: the same on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
}

export function randomModule({ seed, size, format, imports }: ModuleOptions): string {
  const random = randomOf(seed);
  const lines = Array.from({ length: size }, (_, at) => {
    const call = (): string => {
      if (imports !== undefined && random(4) === 0) return "earlier[x % 3](x & 3)";
      // Few levels: calls would multiply.
      return at < 3 || random(3) === 0 ? "(x & 7)" : `calls[${random(Math.floor(at / 3))}](x & 3)`;
    };
    const text = kinds[random(kinds.length)]?.({ f: `f${seed % 100}_${at}`, call }) ?? "";
    const last = text.lastIndexOf("\n") + 1;
    const begin = /^\(x\) =>|^\w+$/.test(text.slice(last)) ? last : text.search(/^\(x\) =>/m);
    return `${text.slice(0, begin)}calls.push(${text.slice(begin)});`;
  });
  const load =
    imports === undefined
      ? []
      : format === "es"
        ? [`import { calls as earlier } from ${JSON.stringify(imports)};`]
        : [`const { calls: earlier } = require(${JSON.stringify(imports)});`];
  const begin = format === "es" ? "export const calls = [];" : "const calls = (exports.calls = []);";
  return [...load, begin, ...lines, ""].join("\n");
}
