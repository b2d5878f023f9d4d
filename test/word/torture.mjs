// An executed notebook with whatever a document could stumble over.
const shown = (data) => ({ output_type: "display_data", data, metadata: {} });
const code = (id, ...outputs) => ({
  cell_type: "code",
  id,
  metadata: {},
  source: "show()",
  execution_count: 1,
  outputs,
});
const text = (id, source) => ({ cell_type: "markdown", id, metadata: {}, source });

const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";
const gif = "R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=";

const markdown = `# Torture

First \u0007 control \u0000 characters, a lone \ud800 surrogate, & < > " ' and ]]>.

## Lists

- one
  - two
    1. three
       - four *emphasis **both***
         - five
    2. three again
- one again

5. begins with five
6. six

   goes on in a second paragraph

- [ ] to do
- [x] done

-
  | in | a list |
  | -- | -- |
  | a | b |

## Marks

**bold** *italic* ~~struck~~ \`code\` [link](https://example.org/a?b=c&d={x}|y) [bad](http://[) [mail](mailto:a@example.org)
<sub>sub</sub> <sup>sup</sup> <mark>mark</mark> <u>under</u> a<br>break H<sub>2</sub>O 😀 👩‍👩‍👧 中文 שלום עולם abc.

שלום עולם, שורה שלמה מימין לשמאל.

> A quotation
>
> > in a quotation
>
> - with a list

> [!WARNING]
> An alert with **marks**.
>
> - and a list

Term
: Definition one
: Definition two

\`\`\`python
def f(x):
\treturn x  # <&>
\`\`\`

---

A note[^a], another[^b] and the first again[^a].

[^a]: The note, with *emphasis* and [a link](https://example.org).

    In two paragraphs.

[^b]: | a | table |
    | -- | -- |
    | in | a note |

### A formula

Inline $x_i^2 + \\frac{a}{b}$ and on its own:

$$\\sum_{i=1}^{n} \\left( \\frac{x_i - \\bar{x}}{\\sqrt{s^2}} \\right)^2 = \\int_0^\\infty e^{-t} \\, dt$$

$$\\begin{matrix} a & b \\\\ c & d \\end{matrix} \\quad \\overbrace{a+b}^{n} \\hat{y} \\sqrt[3]{z} \\lim_{x \\to 0} f(x)$$

Not a formula: $\\notacommand{x}$.

![kept](attachment:dot.png)

<details><summary>More</summary>

Hidden text.

</details>
`;

const rows = (count, columns) =>
  Array.from(
    { length: count },
    (_, row) =>
      `<tr>${Array.from({ length: columns }, (_, column) => `<td>${row}.${column}</td>`).join("")}</tr>`,
  ).join("");

const html = [
  `<table><tr><th rowspan="2">A</th><th colspan="2">B</th></tr><tr><th>c</th><th>d</th></tr><tr><td>1</td><td rowspan="99">2</td><td>3</td></tr><tr><td>4</td></tr><tr><td>x</td><td>y</td><td>z</td><td>odd</td></tr></table>`,
  `<table><tr><td>outer<table><tr><td>inner</td></tr></table></td></tr></table>`,
  `<table><tr><td colspan="100000">wide</td></tr></table>`,
  `<table><tbody></tbody></table><table></table>`,
  `<table><tr><td>${"long ".repeat(3000)}</td><td>${"unbroken".repeat(200)}</td></tr></table>`,
  `<table><thead><tr>${Array.from({ length: 20 }, (_, n) => `<th>Column number ${n}</th>`).join("")}</tr></thead>${rows(5, 20)}</table>`,
  `<table>${rows(4, 120)}</table>`,
  `<table id="many">${rows(5000, 3)}</table>`,
  `<h1>Heading of a cell</h1><p>before <div>block in a paragraph</div> after</p><ul><ul><li>odd list</li></ul></ul><a href="https://example.org"><h2>a heading in a link</h2></a>`,
  `<p>&#1;&#xFFFE;</p><img src="data:image/png;base64,AAAA" alt="broken &quot;picture&quot;"><img src="data:image/png;base64,${pixel}" alt="a dot">`,
].map((part, index) => code(`html${index}`, shown({ "text/html": part })));

const spec = (index) => ({
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  title: `Chart ${index}`,
  data: {
    values: [
      { a: "x", b: index },
      { a: "中", b: 2 },
    ],
  },
  mark: "bar",
  encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
});

/** `figures` of them, beside everything else. */
export const tortureNotebook = (figures) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "python3", language: "python", display_name: "Python" } },
  cells: [
    { ...text("m", markdown), attachments: { "dot.png": { "image/png": pixel } } },
    ...html,
    code("png", shown({ "image/png": pixel })),
    code("gif", shown({ "image/gif": gif })),
    code(
      "svg",
      shown({
        "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="2000pt"><circle cx="50" cy="50" r="40"/></svg>`,
      }),
    ),
    code("text", { output_type: "stream", name: "stdout", text: "a\tb\u001b[31m\n".repeat(300) }),
    code("error", { output_type: "error", ename: "Error", evalue: "\u0002", traceback: ["line\u0003"] }),
    ...Array.from({ length: figures }, (_, index) =>
      code(`figure${index}`, shown({ "application/vnd.vegalite.v5+json": spec(index) })),
    ),
  ],
});
