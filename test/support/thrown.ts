import { expect } from "vitest";

type Kind<E> = abstract new (...args: never[]) => E;

/** The error of this kind that `work` throws. */
export function thrown<E extends Error>(kind: Kind<E>, work: () => unknown): E {
  try {
    work();
  } catch (error) {
    return ofKind(kind, error);
  }
  throw new Error("It did not fail.");
}

/** The error of this kind with which the promise is rejected. */
export async function rejected<E extends Error>(kind: Kind<E>, promise: Promise<unknown>): Promise<E> {
  const error = await promise.then(
    () => new Error("It did not fail."),
    (reason: unknown) => reason,
  );
  return ofKind(kind, error);
}

function ofKind<E extends Error>(kind: Kind<E>, error: unknown): E {
  expect(error).toBeInstanceOf(kind);
  return error as E;
}
