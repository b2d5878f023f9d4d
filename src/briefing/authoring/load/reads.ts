/** Reports to the kernel which rows a cell receives, so that a number can name its inputs. */
import { type Read, type ReadListener, READS } from "../../model/reads.js";

const listener = (): ReadListener | undefined =>
  (globalThis as { readonly [name: symbol]: ReadListener | undefined })[Symbol.for(READS)];

/** The statement of a notebook that a build is executing. */
export const currentStatement = (): string | undefined => listener()?.statement();

/** Reads made during a computation. One that an interrupt ended belongs to an earlier cell. */
let forIt: { readonly reads: Set<Read>; readonly cell: number | undefined } | undefined;

/** A cell receives rows, cached or not. */
export function noteRead(read: Read): void {
  if (forIt !== undefined && forIt.cell === listener()?.cell()) forIt.reads.add(read);
  else listener()?.asks(read);
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

/** Computes something, and returns the reads that this made, which are not recorded otherwise. */
export function readsOf<T>(make: () => T): { readonly made: T; readonly reads: ReadonlySet<Read> } {
  const outer = forIt;
  const reads = new Set<Read>();
  forIt = { reads, cell: listener()?.cell() };
  try {
    return { made: make(), reads };
  } finally {
    forIt = outer;
  }
}

/** Computes something once; its inputs are recorded on each request, not when it is computed. */
export function remembered<T>(make: () => T): () => T {
  const { made, reads } = readsOf(make);
  return () => {
    reads.forEach(noteRead);
    return made;
  };
}

/** Computes something without recording its inputs. Code that reads a part of the result records the inputs of that part. */
export function unrecorded<T>(make: () => T): T {
  return readsOf(make).made;
}

/**
 * Calls `record` whenever one of these properties is read: it requests the rows that the property is computed from. The
 * getter of a property is called on each read.
 */
export function recordWhenRead<T extends object>(
  object: T,
  properties: readonly (keyof T)[],
  record: () => void,
): void {
  for (const name of properties) {
    const property = Object.getOwnPropertyDescriptor(object, name);
    const value = property?.get === undefined ? object[name] : undefined;
    Object.defineProperty(object, name, {
      enumerable: true,
      configurable: true,
      get(): unknown {
        record();
        return property?.get === undefined ? value : property.get.call(object);
      },
    });
  }
}

/** A copy with more properties, in which `recordWhenRead` still applies to those of the original. */
export function extended<T extends object, U extends object>(object: T, more: U): T & U {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(object));
  return Object.assign(copy, more) as T & U;
}
