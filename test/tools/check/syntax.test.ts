import { describe, expect, test } from "vitest";
import { check, told } from "./project.js";

const syntax = async (markdown: string): Promise<readonly string[]> =>
  (await check("syntax", { notebooks: [[["markdown", markdown]]] })).map(told);

describe("what the page would print as it is written is noted, with its line:", () => {
  test.each([
    ["Text.\n\n:::{note}\nx\n:::", 3, "a block of MyST, Quarto or Pandoc"],
    ["As {cite}`smith2020` says.", 1, "a role of MyST or Sphinx"],
    ["{{< include a.md >}}", 1, "a shortcode of Quarto or Hugo"],
    [String.raw`\begin{align}x\end{align}`, 1, "LaTeX outside of a formula"],
    [String.raw`As \citep{smith2020} says.`, 1, "a reference of LaTeX"],
    ["## Title {#sec-title}", 1, "attributes of Pandoc or Quarto"],
    [String.raw`So $\undefined{x} = 1$.`, 1, "Unsupported function name"],
    ["$$\nx = \\frac{1\n$$", 1, "Unexpected end of input"],
  ])("%j", async (markdown, line, words) => {
    const found = await syntax(markdown);
    expect(found[0]).toContain(words);
    expect(found[0]).toMatch(new RegExp(`^notebooks/01\\.ipynb a ${line}:\\d+ “`));
  });
});

describe("what is read, and code, is not:", () => {
  test.each([
    "> [!NOTE]\n> A note.\n\n- [x] done\n\nTerm\n: what it means",
    String.raw`$\frac{a}{b}$ and $$\begin{aligned}x &= 1\\ y &= 2\end{aligned}$$`,
    "`{{< x >}}`, `\\ref{a}`, `:::`\n\n```\n:::{note}\n```",
    "`{ts} fmt.count(a)` of $5 and $6, [a](#b), {x}",
    '$n = `{ts} holds("a & b", x)`$',
  ])("%j", async (markdown) => {
    expect(await syntax(markdown)).toEqual([]);
  });
});
