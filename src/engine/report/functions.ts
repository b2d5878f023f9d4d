/** The functions of a module that ran. */
export interface RanModule {
  readonly path: string;
  readonly names: readonly string[];
}

/** `module#function` names → functions by module, both in the order in which they come. */
export function byModule(functions: readonly string[]): readonly RanModule[] {
  const modules = new Map<string, string[]>();
  for (const full of functions) {
    // The first one: a private method's name begins with the same sign.
    const at = full.indexOf("#");
    const path = full.slice(0, at);
    const names = modules.get(path) ?? [];
    names.push(full.slice(at + 1));
    modules.set(path, names);
  }
  return [...modules].map(([path, names]) => ({ path, names }));
}
