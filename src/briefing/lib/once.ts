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
