/** Types for what this folder uses of libraries that ship none. */
declare module "@citation-js/core" {
  export interface Item {
    readonly id: string;
  }
  interface Register {
    get(name: string): string;
    list(): readonly string[];
  }
  export const plugins: {
    readonly input: {
      chain(text: string, options: { forceType: string; generateGraph: boolean }): readonly Item[];
    };
    readonly config: { get(name: "@csl"): { readonly locales: Register; readonly templates: Register } };
  };
}
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-csl";
declare module "citeproc" {
  interface Engine {
    updateItems(ids: readonly string[]): void;
    makeCitationCluster(
      items: readonly {
        readonly id: string;
        readonly locator?: string;
        readonly label?: string;
        readonly suffix?: string;
      }[],
    ): string;
    restoreProcessorState(): void;
    makeBibliography(): readonly [{ readonly entry_ids: readonly (readonly string[])[] }, readonly string[]];
  }
  const CSL: {
    readonly Engine: new (
      system: { retrieveLocale(name: string): string; retrieveItem(id: string): object | undefined },
      style: string,
      locale: string,
      force: boolean,
    ) => Engine;
  };
  export = CSL;
}
