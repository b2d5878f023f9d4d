/**
 * Which files are read through Node's `fs`, by whatever code: its functions are wrapped in place, before anything a
 * person imports is loaded. Readers that go past it (native add-ons) are not seen.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { wrap, type Fn } from "./wrap.js";

/** As they were before they were wrapped: for the kernel's own reads. */
export const unobserved = { readFileSync: fs.readFileSync };

export const inputRefused =
  "This kernel takes no input: a notebook that is executed headlessly has nobody to ask. Read the value from a file, " +
  "an environment variable or a parameter instead.";

export function toPath(file: unknown): string | undefined {
  if (typeof file === "string") return path.resolve(file);
  if (file instanceof URL) return file.protocol === "file:" ? fileURLToPath(file) : undefined;
  if (file instanceof Uint8Array) return path.resolve(Buffer.from(file).toString("utf8"));
  return undefined;
}

/** Does opening with these flags read what is there? */
function reads(flags: unknown): boolean {
  if (typeof flags === "number") return (flags & 3) !== fs.constants.O_WRONLY;
  return typeof flags !== "string" || flags.startsWith("r") || flags === "a+" || flags === "as+";
}

const isStdin = (file: unknown): boolean => file === 0 || file === "/dev/stdin";

interface Wrapping {
  readonly name: string;
  /** Whether the call with these arguments reads the file it names first. */
  readonly when: (args: readonly unknown[]) => boolean;
}

const always = (): boolean => true;
const byFlags = (args: readonly unknown[]): boolean => reads(typeof args[1] === "function" ? "r" : args[1]);

const synchronous: readonly Wrapping[] = [
  { name: "readFileSync", when: always },
  { name: "openSync", when: byFlags },
  { name: "copyFileSync", when: always },
];
const withCallback: readonly Wrapping[] = [
  { name: "readFile", when: always },
  { name: "open", when: byFlags },
  { name: "copyFile", when: always },
];

export function observeFileReads(record: (file: string) => void): void {
  const note = (file: unknown): void => {
    const read = toPath(file);
    if (read !== undefined) record(read);
  };
  for (const { name, when } of synchronous)
    wrap(
      fs,
      name,
      (original) =>
        function (this: unknown, ...args) {
          if (isStdin(args[0])) throw new Error(inputRefused);
          const result = original.apply(this, args);
          if (when(args)) note(args[0]);
          return result;
        },
    );
  wrap(
    fs,
    "readSync",
    (original) =>
      function (this: unknown, ...args) {
        if (isStdin(args[0])) throw new Error(inputRefused);
        return original.apply(this, args);
      },
  );
  for (const { name, when } of withCallback)
    wrap(
      fs,
      name,
      (original) =>
        function (this: unknown, ...args) {
          const callback = args.at(-1);
          if (typeof callback !== "function" || !when(args)) return original.apply(this, args);
          return original.apply(this, [
            ...args.slice(0, -1),
            function (this: unknown, error: unknown, ...results: unknown[]) {
              if (!error) note(args[0]);
              return (callback as Fn).call(this, error, ...results);
            },
          ]);
        },
    );
  for (const { name, when } of withCallback)
    wrap(
      fs.promises,
      name,
      (original) =>
        async function (this: unknown, ...args) {
          const result = await original.apply(this, args);
          if (when(args)) note(args[0]);
          return result;
        },
    );
  syncBuiltinESMExports();
}
