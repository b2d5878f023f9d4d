/** The folder of this package, given that of its code: dist/ or, in tests, the folder of the sources. */
export const packageFolder = (code: URL): URL =>
  code.pathname.endsWith("/dist/") ? new URL("../", code) : code;
