/**
 * No sentence of the briefing stands in this package: its modules return numbers, names and states, and the words stand
 * in notebooks and in data/. Reported is every string with a blank and letters on both sides of it, except in errors and
 * in names of an indicator's arguments, such as "share: the whole", which errors begin with.
 */
const errorsBegin = /^(?:§|\w+): |^$/;

/** Functions whose arguments end in an error. */
const raises = new Set(["checked", "fail", "required", "readDataJson"]);

const isError = (node) =>
  node.type === "NewExpression"
    ? /Error$/.test(node.callee.name ?? "")
    : node.type === "CallExpression" && raises.has(node.callee.property?.name ?? node.callee.name);

export const words = {
  meta: {
    type: "problem",
    schema: [{ type: "array", items: { type: "string" } }],
    messages: {
      words: 'Words of the briefing stand in a notebook or in data/, not in this package: "{{ text }}".',
    },
  },
  create(context) {
    const [names = []] = context.options;
    const check = (node, text) => {
      if (!/\p{L}.* | .*\p{L}/u.test(text) || errorsBegin.test(text) || names.includes(text)) return;
      const above = context.sourceCode.getAncestors(node);
      if (
        above.some((one) => isError(one) || one.type === "ImportDeclaration" || one.type === "TSLiteralType")
      )
        return;
      context.report({ node, messageId: "words", data: { text } });
    };
    return {
      Literal: (node) => {
        if (typeof node.value === "string") check(node, node.value);
      },
      TemplateLiteral: (node) => {
        check(node, node.quasis.map(({ value }) => value.cooked).join("§"));
      },
    };
  },
};
