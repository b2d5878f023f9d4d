/**
 * A big CommonJS module with the code V8 made of it when the command was compiled: neither parsed nor compiled again.
 * V8 refuses what another V8, or one with other flags, has made; that the module is still the same is in the name.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";

export interface LoadedModule {
  readonly exports: unknown;
  readonly code: "kept" | "made";
  /** Keeps what V8 has compiled of it so far. */
  keep(): void;
}

/** `folder` is where its code is kept, and nothing else. */
export function loadWithCode(file: string, folder: string): LoadedModule {
  const content = readFileSync(file);
  const place = path.join(folder, nameOf(file, content));
  const cachedData = read(place);
  const script = new Script(Module.wrap(content.toString("utf8")), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  const start = script.runInThisContext() as (...parameters: readonly unknown[]) => void;
  start.call(module.exports, module.exports, createRequire(file), module, file, path.dirname(file));
  return {
    exports: module.exports,
    code: cachedData !== undefined && script.cachedDataRejected !== true ? "kept" : "made",
    keep() {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      const code = script.createCachedData();
      const torn = `${place}.${process.pid}`;
      writeFileSync(torn, Buffer.concat([checksum(code), code]));
      renameSync(torn, place);
    },
  };
}

const checksum = (code: Buffer): Buffer => createHash("sha256").update(code).digest();

function nameOf(file: string, content: Buffer): string {
  const { platform, arch, version } = process;
  const hash = createHash("sha256")
    .update(JSON.stringify([platform, arch, version]))
    .update(content);
  return `${path.parse(file).name}-${hash.digest("hex").slice(0, 16)}.v8`;
}

/** V8 looks at the length of what it is given, not at its content. */
function read(place: string): Buffer | undefined {
  try {
    const whole = readFileSync(place);
    const code = whole.subarray(32);
    return checksum(code).equals(whole.subarray(0, 32)) ? code : undefined;
  } catch {
    return undefined;
  }
}
