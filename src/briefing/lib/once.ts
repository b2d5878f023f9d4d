/** Computes a result when it is first needed. */
export function once<T>(work: () => T): () => T {
  let done: { readonly result: T } | undefined;
  return () => (done ??= { result: work() }).result;
}

/** The same for each argument. */
export function memoized<Argument, T>(work: (argument: Argument) => T): (argument: Argument) => T {
  const done = new Map<Argument, { readonly result: T }>();
  return (argument) => {
    const known = done.get(argument) ?? { result: work(argument) };
    done.set(argument, known);
    return known.result;
  };
}

/** The same for arguments that were given recently: no more than `most` results are kept. */
export function memoizedRecently<Argument, T>(
  most: number,
  work: (argument: Argument) => T,
): (argument: Argument) => T {
  const recent = new Map<Argument, { readonly result: T }>();
  return (argument) => {
    const known = recent.get(argument) ?? { result: work(argument) };
    // The oldest is the first: one that is asked for again moves to the end.
    recent.delete(argument);
    recent.set(argument, known);
    const [oldest] = recent.size > most ? recent.keys() : [];
    if (oldest !== undefined) recent.delete(oldest);
    return known.result;
  };
}
