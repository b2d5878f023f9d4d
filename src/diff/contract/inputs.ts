/** A row of a data file by its key, and what changed in it. */
export interface DataRowChange {
  readonly status: "added" | "removed" | "changed";
  /** `edition nsf-2024, year 2020`. */
  readonly name: string;
  /** Line in the file, header 1; the later file's unless the row was removed. */
  readonly line: number;
  readonly cells: readonly { readonly column: string; readonly was: string; readonly is: string }[];
}

interface InputChangeBase {
  readonly status: "added" | "removed" | "changed";
}
export type InputChange =
  | (InputChangeBase & {
      readonly kind: "data";
      readonly path: string;
      /** Absent where only the hashes are known: the contents of a side could not be had. */
      readonly rows?: readonly DataRowChange[];
      /** Number of rows that differ; `rows` lists the first of them. */
      readonly rowCount?: number;
      readonly columnsAdded?: readonly string[];
      readonly columnsRemoved?: readonly string[];
      /** Of a table whose rows are not known: the sides whose file, as the report was built from it, was not found. */
      readonly unread?: readonly ("before" | "after")[];
      /** In a data package: the file only restates size and hash of data that changed. */
      readonly restates?: true;
      /** In a data package: the data files that it describes otherwise. */
      readonly resources?: readonly string[];
    })
  | (InputChangeBase & { readonly kind: "module"; readonly path: string })
  | (InputChangeBase & { readonly kind: "cell"; readonly notebook: string; readonly cell: string })
  /** Values passed to the notebooks from outside; report.json keeps their hash only. */
  | (InputChangeBase & { readonly kind: "parameters" })
  | (InputChangeBase & {
      readonly kind: "package";
      readonly name: string;
      readonly was?: string;
      readonly is?: string;
    });

export interface Cause {
  /** Key in `Comparison.inputs`. */
  readonly input: string;
  /**
   * `direct`: it was read, executed or ran on the way to what changed. `possible`: it was only loaded: of a module no
   * function ran, of a package nothing is known but that it was there.
   */
  readonly strength: "direct" | "possible";
  /** Functions of the module that ran on the way. */
  readonly functions?: readonly string[];
}

export interface Why {
  /**
   * `inputs`: inputs on its lineage differ. `edited`: its own words, order or name were edited, which no input records.
   * `unknown`: report.json does not say what it rests on. `non-deterministic`: all that it rests on is the same.
   */
  readonly status: "inputs" | "edited" | "unknown" | "non-deterministic";
  readonly causes: readonly Cause[];
  /** What there is to say beside the causes, one sentence. */
  readonly note?: string;
}
