/**
 * The part of the page's address after `#`: a place, a reader's settings, or both, as `10-verdict?baseline=2015`. So a
 * link inside the page does not end the settings, and others can open a place with them.
 */
export interface PageAddress {
  /** An element's id, or "" for the beginning of the page. */
  readonly id: string;
  /** As a query without `?`; undefined if the address says nothing about settings. */
  readonly settings: string | undefined;
}

export function readHash(hash: string): PageAddress {
  const [id = "", ...rest] = hash.replace(/^#/, "").split("?");
  return { id, settings: rest.length === 0 ? undefined : rest.join("?") };
}

/** "" if there is nothing to name. */
export function hashOf({ id, settings }: PageAddress): string {
  const query = settings === undefined || settings === "" ? "" : `?${settings}`;
  return id === "" && query === "" ? "" : `#${id}${query}`;
}
