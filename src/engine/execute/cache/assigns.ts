import jsTokens from "js-tokens";

const assignment = /^(?:=|\+\+|--|(?:\*\*|&&|\|\||\?\?|<<|>>>?|[-+*/%&|^])=)$/;

/** Whether an expression may change something it names: what is evaluated after it could come out otherwise. */
export function assigns(expression: string): boolean {
  for (const { type, value } of jsTokens(expression)) {
    if (type === "Punctuator" && assignment.test(value)) return true;
    if (type === "IdentifierName" && value === "delete") return true;
    // What stands inside a template is not looked into.
    if (type === "TemplateHead") return true;
  }
  return false;
}
