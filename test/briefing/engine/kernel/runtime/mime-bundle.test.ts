import { expect, test } from "vitest";
import {
  contentOf,
  jsonObject,
  mimeBundle,
} from "../../../../../src/briefing/engine/kernel/runtime/mime-bundle.js";

test("a JSON type takes a value or its text, and keeps text that is no JSON", () => {
  expect(contentOf("application/json", { a: [1] })).toEqual({ a: [1] });
  expect(contentOf("application/vnd.vegalite.v5+json", '{"mark":"bar"}')).toEqual({ mark: "bar" });
  expect(contentOf("application/json", "plain")).toBe("plain");
  expect(contentOf("application/json", null)).toBeNull();
});

test("other types take strings, lines and bytes", () => {
  expect(contentOf("text/html", "<b>")).toBe("<b>");
  expect(contentOf("text/html", ["a\n", "b"])).toBe("a\nb");
  expect(contentOf("text/plain", 3)).toBe("3");
  expect(contentOf("image/png", new Uint8Array([1, 2, 3]))).toBe("AQID");
  expect(contentOf("image/svg+xml", Buffer.from("<svg/>"))).toBe("<svg/>");
  expect(contentOf("image/png", new Uint8Array([9, 1, 2, 3]).subarray(1))).toBe("AQID");
});

test("what cannot travel is refused, and the type is named", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic["me"] = cyclic;
  expect(() => contentOf("application/json", cyclic)).toThrow(/application\/json is not JSON: .*circular/);
  expect(() => contentOf("application/json", undefined)).toThrow(/is undefined/);
  expect(() => contentOf("application/json", 10n)).toThrow(/BigInt/);
  expect(() => contentOf("text/html", {})).toThrow(/text\/html must be a string or bytes, not object/);
  expect(() => contentOf("text/html", null)).toThrow(/not null/);
  expect(() => jsonObject({ f: 10n })).toThrow(/metadata of a display is not JSON/);
});

test("types without content are left out of a bundle", () => {
  expect(mimeBundle({ "text/html": undefined, "text/plain": "x" })).toEqual({ "text/plain": "x" });
});
