/** briefing.yml and front matter, each with what is said of it; nothing where it can be meant. */
const bomb = Array.from(
  { length: 9 },
  (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(",")}]`,
);
type Case = readonly [name: string, text: string, message: string];

export const wrongSettings: readonly Case[] = [
  ["nothing", "", "briefing.yml:1:1: title: it is missing"],
  ["a comment alone", "# title: a\n", "title: it is missing"],
  ["null", "~", "title: it is missing"],
  ["a text", "title", "briefing.yml:1:1: the file: Invalid input: expected object"],
  ["a list", "- title: a", "the file: Invalid input: expected object"],
  ["a title that is a number", "title: 1", "briefing.yml:1:8: title: Invalid input: expected string"],
  ["an empty title", 'title: ""', "title: Too small"],
  ["a title that is a list", "title: [a]", "title: Invalid input: expected string"],
  ["a name misspelt", "titles: a\ntitle: b", 'briefing.yml:1:1: unknown name "titles", did you mean title?'],
  ["the name __proto__", "title: a\n__proto__: { title: b }", '2:1: unknown name "__proto__"'],
  ["the name constructor", "title: a\nconstructor: b", '2:1: unknown name "constructor"'],
  ["two titles", "title: a\ntitle: b", "briefing.yml:2:1: Map keys must be unique"],
  ["a merge of nothing", "title: a\n<<: b", 'unknown name "<<"'],
  ["a date that is none", "title: a\ndate: 2026-13-45x", 'date: a date reads "2026-11-25"'],
  ["a date in words", "title: a\ndate: yesterday", "2:7: date: a date reads"],
  ["a date that is a number", "title: a\ndate: 20261125", "date: Invalid input: expected string"],
  ["a timeout below zero", "title: a\ntimeout: -1", "timeout: Too small"],
  ["a timeout without end", "title: a\ntimeout: .inf", "timeout: Invalid input"],
  ["a timeout that is no number", "title: a\ntimeout: .nan", "timeout: Invalid input"],
  ["an order that is a text", "title: a\norder: b", "order: Invalid input: expected array"],
  ["an order of numbers", "title: a\norder: [1]", "order.0: expected the name of a notebook"],
  ["parameters that are a list", "title: a\nparameters: [1]", "parameters: Invalid input: expected record"],
  [
    "a pattern that is none",
    "title: a\nchecks: { numbers: { exempt: [/(/] } }",
    "what begins with / is a pattern",
  ],
  [
    "a pattern without end",
    "title: a\nchecks: { numbers: { exempt: [/a] } }",
    "what begins with / is a pattern",
  ],
  ["an exemption that is blank", 'title: a\nchecks: { numbers: { exempt: [" "] } }', "exempt.0: Too small"],
  ["settings of checks that are none", "title: a\nchecks: { words: 1 }", 'unknown name "words"'],
  ["a first page of nothing", "title: a\nfirstPage: { lead: '' }", "firstPage.lead: Too small"],
  ["a binary title", "title: !!binary YQ==", "title: Invalid input: expected string"],
  ["an anchor without end", "title: &a [*a]", "own anchor"],
  ["an alias of nothing", "title: *nothing", "nothing"],
  ["an alias bomb", ["title: T", "a0: &a0 [x]", ...bomb].join("\n"), "alias"],
  ["depth", `title: ${"[".repeat(20_000)}`, "500 levels deep"],
  ["a bracket that stays open", "title: [a", "briefing.yml:1:10: Flow sequence in block collection"],
  ["a quote that stays open", 'title: "a', "briefing.yml:1:10: Missing closing"],
  ["a tab for a blank", "title:\n\t- a", "briefing.yml:2:1: Tabs are not allowed"],
  ["two documents", "title: a\n---\ntitle: b", "contains multiple documents"],
  ["a conflict", "<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> c", "briefing.yml:1:1: "],
  ["zeros", "\0\0\0", "briefing.yml:1:1: "],
  [
    "another language",
    "title: a\nlanguage: de",
    'briefing.yml:2:11: language: a briefing in "de" is not supported',
  ],
  ["a key that is a list", "title: a\n? [b]\n: c", 'unknown name "[ b ]"'],
  ["a number beyond numbers", "title: a\nparameters: { a: 1e999 }", "parameters.a: Invalid input"],
  ["a name of a megabyte", `${"x".repeat(1_000_000)}: a`, "briefing.yml:1:1: "],
];

/** What can be meant, and what becomes of it. */
export const rightSettings: readonly (readonly [name: string, text: string, settings: object])[] = [
  ["a byte order mark", "\ufefftitle: a", { title: "a" }],
  ["line ends of Windows", "title: a\r\nlanguage: en-GB\r\n", { title: "a", language: "en-GB" }],
  ["a title of signs", 'title: "\\u202e\\0<script>"', { title: "\u202e\0<script>" }],
  [
    "the parameter __proto__",
    "title: a\nparameters: { __proto__: 1, constructor: 2 }",
    { parameters: { constructor: 2 } },
  ],
  ["an alias", "title: &t a\nauthors: *t", { title: "a", authors: ["a"] }],
  ["numbers of other bases", "title: a\nparameters: { b: 0x1f, c: 0o17 }", { parameters: { b: 31, c: 15 } }],
  ["a tag of JavaScript", "title: !!js/function 'alert(1)'", { title: "alert(1)" }],
  ["a tag of its own", "title: !evil a", { title: "a" }],
];

export const wrongFrontMatter: readonly Case[] = [
  ["a list", "- a", "n.ipynb, cell 1: the front matter is not a mapping of names to values"],
  ["a text", "a", "n.ipynb, cell 1: the front matter is not a mapping"],
  ["a number", "1e400", "the front matter is not a mapping"],
  ["an anchor without end", "title: &a [*a]", "own anchor"],
  ["an alias of nothing", "title: *b", "n.ipynb, cell 1, 2:1: the front matter is not YAML"],
  ["an alias bomb", ["a0: &a0 [x]", ...bomb].join("\n"), "alias"],
  ["depth", `title: ${"[".repeat(20_000)}`, "500 levels deep"],
  [
    "a colon in a title",
    "title: a: b",
    "n.ipynb, cell 1, 2:8: the front matter is not YAML: Nested mappings",
  ],
  ["a quote that stays open", "title: 'a", "the front matter is not YAML"],
  [
    "two titles",
    "title: a\ntitle: b",
    "n.ipynb, cell 1, 3:1: the front matter is not YAML: Map keys must be unique",
  ],
];
