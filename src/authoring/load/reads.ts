/** Tells the kernel which rows a cell is handed, so that a number can name those that it follows from. */
import { type Read, type ReadListener, READS } from "../../model/reads.js";

/** What has been asked for since `remembered` began. */
let since: Set<Read> | undefined;

export function noteRead(read: Read): void {
  since?.add(read);
  const { [Symbol.for(READS)]: listener } = globalThis as { readonly [name: symbol]: ReadListener | undefined };
  listener?.(read);
}

/** Makes something once; whoever asks for it then asks for all that it was made of, and the kernel is told each time. */
export function remembered<T>(make: () => T): () => T {
  const outer = since;
  const reads = new Set<Read>();
  since = reads;
  let made: T;
  try {
    made = make();
  } finally {
    since = outer;
    for (const read of reads) outer?.add(read);
  }
  return () => {
    for (const read of reads) noteRead(read);
    return made;
  };
}
