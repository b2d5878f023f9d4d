/** Reports to the kernel which rows a cell receives, so that a number can name its inputs. */
import { type Read, type ReadListener, READS } from "../../model/reads.js";

const listener = (): ReadListener | undefined =>
  (globalThis as { readonly [name: symbol]: ReadListener | undefined })[Symbol.for(READS)];

/** Reads made during a computation. */
let forIt: Set<Read> | undefined;

/** A cell receives rows, cached or not. */
export function noteRead(read: Read): void {
  if (forIt === undefined) listener()?.asks(read);
  else forIt.add(read);
}

/** Reads a file; readers of its contents are recorded separately. */
export function noteOpened<T>(file: string, read: () => T): T {
  const close = listener()?.opens(file);
  try {
    return read();
  } finally {
    close?.();
  }
}

/** Computes something once; its inputs are recorded on each request, not when it is computed. */
export function remembered<T>(make: () => T): () => T {
  const outer = forIt;
  const reads = new Set<Read>();
  forIt = reads;
  let made: T;
  try {
    made = make();
  } finally {
    forIt = outer;
  }
  return () => {
    for (const read of reads) noteRead(read);
    return made;
  };
}
