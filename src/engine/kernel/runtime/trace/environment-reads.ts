/** Which environment variables are read by name; copying the whole environment for a child process names none. */
import { syncBuiltinESMExports } from "node:module";
import { callingScripts } from "./calling-scripts.js";

type Environment = NodeJS.ProcessEnv;
type Name = string | symbol;

/** The script that read the variable is Node's own: its look-ups (FORCE_COLOR, NODE_DEBUG …) are not the person's. */
const readerIsNode = (below: (...args: never[]) => unknown): boolean =>
  callingScripts(below)[0]?.startsWith("node:") === true;

export function observeEnvironmentReads(record: (name: string) => void): void {
  /** Names a copy or an enumeration has listed, and the one it looked at last: the read that follows is the copy's. */
  let listed: ReadonlySet<Name> = new Set();
  let copied: Name | undefined;

  const get = (target: Environment, name: Name): unknown => {
    const isCopy = copied === name;
    copied = undefined;
    if (typeof name === "string" && !isCopy && !(name in Object.prototype) && !readerIsNode(get))
      record(name);
    return Reflect.get(target, name);
  };
  const has = (target: Environment, name: Name): boolean => {
    if (typeof name === "string" && !readerIsNode(has)) record(name);
    return Reflect.has(target, name);
  };

  process.env = new Proxy(process.env, {
    get,
    has,
    // The target coerces to a string and tells the C library (TZ): no receiver, or the proxy would be written to.
    set: (target, name, value) => Reflect.set(target, name, value),
    ownKeys(target) {
      const names = Reflect.ownKeys(target);
      listed = new Set(names);
      return names;
    },
    getOwnPropertyDescriptor(target, name) {
      copied = listed.has(name) ? name : undefined;
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
  syncBuiltinESMExports();
}
