/**
 * The rule `figures/no-floats`: where figures are made no number may come into being that is not whole. Figures are
 * Rationals; the only `number`s are counts, seconds, days and indexes, and what is listed here is all that could make
 * one of them a fraction. Types tell a division of bigints, and `toFixed` of a Rational, from those of numbers.
 *
 * It catches: literals that are no safe whole number (`0.5`); `/` of numbers, unless it is the whole argument of
 * `Math.floor`, `Math.ceil` or `Math.trunc` (of two safe whole numbers that is exact); `/=`, `**` and `**=` of numbers;
 * every member of `Math` that can give a fraction or rounds a half its own way (`Math.round`, `Math.pow`, `Math.PI`);
 * reading text as a number (`Number(text)`, `parseFloat`, `parseInt`, `+text`, `Number` handed on as a function), for which
 * `toWholeNumber` stands in; `toFixed`, `toPrecision` and `toExponential` of numbers.
 *
 * It does not see a fraction that is handed in from another room, or read from JSON: the bytes of a statement are held
 * against the same rule when they are made (libs/engine/src/statement/no-float.ts).
 */
import ts from 'typescript';

const exactMath = new Set(['abs', 'ceil', 'floor', 'imul', 'max', 'min', 'sign', 'trunc']);
const wholeQuotientOf = new Set(['ceil', 'floor', 'trunc']);
const harmlessNumber = new Set([
  'isFinite',
  'isInteger',
  'isSafeInteger',
  'MAX_SAFE_INTEGER',
  'MIN_SAFE_INTEGER',
  // The mark of what is absent in a column of instants; the bytes of a statement refuse it.
  'NaN',
  'isNaN',
  'NEGATIVE_INFINITY',
  'POSITIVE_INFINITY',
]);
const floatText = new Set(['toExponential', 'toFixed', 'toPrecision']);

/** The name behind the dot, also of `Math['round']`; undefined where it is worked out at run time. */
function memberName({ computed, property }) {
  if (!computed) return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

function isGlobal(node, name) {
  return node?.type === 'Identifier' && node.name === name;
}

const rule = {
  meta: {
    type: 'problem',
    docs: { description: 'no number that is not whole comes into being' },
    schema: [],
    messages: {
      literal: '{{text}} is no whole number. Write a Rational.',
      division:
        'A division of numbers may leave a fraction. Divide Rationals, or floor the quotient where it stands.',
      power: 'A power of numbers may be a fraction or beyond 2^53. Use bigints or Rationals.',
      math: 'Math.{{name}} gives fractions, or rounds its own way. Use Rationals.',
      reading: 'Read text with toWholeNumber, or as a Rational: a number may be a fraction, or lose digits.',
      text: '{{name}} of a number writes a float. Use Rational.toFixed or toDecimal.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    /** What is not known to be a bigint counts as a number. */
    const isBigInt = (node) => {
      const type = services.getTypeAtLocation(node);
      const all = type.isUnion() ? type.types : [type];
      return all.every(({ flags }) => (flags & ts.TypeFlags.BigIntLike) !== 0);
    };
    const isNumber = (node) => {
      const type = services.getTypeAtLocation(node);
      const all = type.isUnion() ? type.types : [type];
      return all.some(({ flags }) => (flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any)) !== 0);
    };
    const isFloored = ({ parent }) =>
      parent.type === 'CallExpression' &&
      parent.arguments.length === 1 &&
      parent.callee.type === 'MemberExpression' &&
      isGlobal(parent.callee.object, 'Math') &&
      wholeQuotientOf.has(memberName(parent.callee));
    const report = (node, messageId, data = {}) => context.report({ node, messageId, data });
    return {
      Literal(node) {
        if (typeof node.value === 'number' && !Number.isSafeInteger(node.value)) {
          report(node, 'literal', { text: node.raw });
        }
      },
      BinaryExpression(node) {
        if (node.operator === '/' && !isBigInt(node.left) && !isFloored(node)) report(node, 'division');
        if (node.operator === '**' && !isBigInt(node.left)) report(node, 'power');
      },
      AssignmentExpression(node) {
        if (node.operator === '/=' && !isBigInt(node.left)) report(node, 'division');
        if (node.operator === '**=' && !isBigInt(node.left)) report(node, 'power');
      },
      UnaryExpression(node) {
        if (node.operator === '+') report(node, 'reading');
      },
      MemberExpression(node) {
        const name = memberName(node);
        if (isGlobal(node.object, 'Math') && !exactMath.has(name))
          report(node, 'math', { name: name ?? '…' });
        if (floatText.has(name) && isNumber(node.object)) report(node, 'text', { name });
      },
      Identifier(node) {
        if (node.name === 'parseFloat' || node.name === 'parseInt') {
          // A property of that name is the same function only on Number, which is seen to below.
          const isProperty = node.parent.type === 'MemberExpression' && node.parent.property === node;
          if (!isProperty) report(node, 'reading');
        }
        if (node.name !== 'Number') return;
        const { parent } = node;
        if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) return;
        const isObject = parent.type === 'MemberExpression' && parent.object === node;
        if (!isObject || !harmlessNumber.has(memberName(parent))) report(node, 'reading');
      },
    };
  },
};

export default { rules: { 'no-floats': rule } };
