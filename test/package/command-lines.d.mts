export function commandLines(markdown: string): readonly { readonly line: string; readonly how: string }[];
