/** Reports to the kernel which rows a cell is handed, so that a number can name those that it follows from. */
import { type Read, type ReadListener, READS } from "../../model/reads.js";

const listener = (): ReadListener | undefined =>
  (globalThis as { readonly [name: symbol]: ReadListener | undefined })[Symbol.for(READS)];

/** What is asked for while something is made. */
let forIt: Set<Read> | undefined;

/** A cell is handed rows, cached or not. */
export function noteRead(read: Read): void {
  if (forIt === undefined) listener()?.asks(read);
  else forIt.add(read);
}

/** Reads a file; who asks for what it says is noted apart. */
export function noteOpened<T>(file: string, read: () => T): T {
  const close = listener()?.opens(file);
  try {
    return read();
  } finally {
    close?.();
  }
}

/** Makes something once: what it is made of is noted each time it is asked for, not when it is made. */
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
