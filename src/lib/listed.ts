/** `a, b, c and 4 more`. */
export function listed(names: readonly string[], most = 5): string {
  const left = names.length - most;
  return `${names.slice(0, most).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}
