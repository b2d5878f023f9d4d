import Module from "node:module";

interface Loader {
  readonly _cache: Record<string, { readonly loaded: boolean } | undefined>;
}

/**
 * An interrupt may end a module in the middle of its evaluation, past the clean-up with which Node takes a module that
 * throws out of its cache: without this, the next cell would get half a module.
 */
export function forgetHalfLoadedModules(): void {
  const { _cache: cache } = Module as unknown as Loader;
  for (const [file, module] of Object.entries(cache))
    if (module?.loaded === false) Reflect.deleteProperty(cache, file);
}
