import jsTokens from "js-tokens";

/** Detects use of the clock or random numbers in a cell's own source; their use in modules is not detected. */
export function nondeterminismIn(source: string): string | undefined {
  const tokens = [...jsTokens(source)]
    .filter(({ type }) => !/Comment|WhiteSpace|LineTerminator/.test(type))
    .map(({ value }) => value);
  const code = ` ${tokens.join(" ")} `;
  if (/ (?:Date \. now|new Date(?: \( \)| ;| $)|performance \. now) /.test(code)) return "reads the clock";
  return / (?:Math \. random|randomUUID|randomBytes|getRandomValues) /.test(code)
    ? "uses random numbers"
    : undefined;
}
