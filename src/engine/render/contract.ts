/** A file of the output folder; the path is relative to it, with forward slashes. */
export interface RenderedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** An executed notebook in stored form, as `storedNotebook` of src/engine/report makes it. */
export interface NotebookFile {
  readonly path: string;
  readonly text: string;
}
