/** OpenAlex’s fields by their numbers, as sentences name them. */
const names: ReadonlyMap<number, string> = new Map([
  [-1, "no field"],
  [11, "agricultural and biological sciences"],
  [12, "arts and humanities"],
  [13, "biochemistry, genetics and molecular biology"],
  [14, "business, management and accounting"],
  [15, "chemical engineering"],
  [16, "chemistry"],
  [17, "computer science"],
  [18, "decision sciences"],
  [19, "earth and planetary sciences"],
  [20, "economics, econometrics and finance"],
  [21, "energy"],
  [22, "engineering"],
  [23, "environmental science"],
  [24, "immunology and microbiology"],
  [25, "materials science"],
  [26, "mathematics"],
  [27, "medicine"],
  [28, "neuroscience"],
  [29, "nursing"],
  [30, "pharmacology, toxicology and pharmaceutics"],
  [31, "physics and astronomy"],
  [32, "psychology"],
  [33, "social sciences"],
  [34, "veterinary science"],
  [35, "dentistry"],
  [36, "health professions"],
]);

export function fieldName(field: number): string {
  return names.get(field) ?? `field ${field}`;
}
