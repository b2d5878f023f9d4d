/**
 * A table that is looked up by names from outside is a Map, or is asked by `own`: as `record[name]`, "constructor" finds
 * what every object inherits, and "__proto__" written is lost. Only types tell such a record from an array.
 */
import ts from "typescript";

const { TypeFlags } = ts;

export const lookups = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      inherited: "A name from outside may be one that all objects have: use a Map, or own() of lib/own.",
    },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap: tree } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    const typeOf = (node) => checker.getTypeAtLocation(tree.get(node));
    const isAnyText = (type) =>
      type.isUnion()
        ? type.types.some(isAnyText)
        : (type.flags & (TypeFlags.String | TypeFlags.TemplateLiteral)) !== 0;
    const isRecord = (type) =>
      checker
        .getIndexInfosOfType(checker.getNonNullableType(type))
        .some(({ keyType }) => (keyType.flags & TypeFlags.String) !== 0);
    const check = (node, record, name) => {
      if (isAnyText(typeOf(name)) && isRecord(typeOf(record)))
        context.report({ node, messageId: "inherited" });
    };
    return {
      "MemberExpression[computed=true]": (node) => check(node, node.object, node.property),
      "BinaryExpression[operator='in']": (node) => check(node, node.right, node.left),
    };
  },
};
