// Makes dist/apps/verifier/calculation.mjs: the pure rooms in one file that imports nothing but Node's own modules, which an
// evidence pack carries so that whoever receives it can compute the statement again (decision 24). The same sources give
// the same bytes, so that its SHA-256 says which calculation it is.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const entry = join(root, 'apps', 'verifier', 'src', 'calculation.ts');

/**
 * What the calculation never reaches: authored YAML, and the time-zone table that comes with the program (a statement brings
 * its own). A stand-in ends the calculation where it is reached after all.
 */
const leftOut = new Set(['yaml', join(root, 'libs', 'calendar', 'src', 'zones', 'pinned-zone-table.ts')]);

/** Packages that come as one file for any loader; its text is taken as it is. */
const wholePackages = new Map([
  ['class-validator', join(root, 'node_modules', 'class-validator', 'bundles', 'class-validator.umd.min.js')],
]);

/** The file that an import names, or the name itself for a module of Node or a package. */
function resolved(specifier, from) {
  const room = /^@tallystick\/(.+)$/.exec(specifier)?.[1];
  if (room !== undefined) return join(root, 'libs', room, 'src', 'index.ts');
  const whole = wholePackages.get(specifier);
  if (whole !== undefined) return whole;
  return specifier.startsWith('.') ? join(dirname(from), specifier).replace(/\.js$/, '.ts') : specifier;
}

function inCommonJs(file) {
  return ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.CommonJS,
      removeComments: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
      newLine: ts.NewLineKind.LineFeed,
    },
  }).outputText;
}

/** The text of the one file. */
export function bundleCalculation() {
  const modules = new Map();
  const ofNode = new Set();
  const waiting = [entry];
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (modules.has(file)) continue;
    modules.set(file, '');
    if (!file.endsWith('.ts')) {
      const text = readFileSync(file, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
      modules.set(file, `const module = { exports };\n${text}`);
      continue;
    }
    const outputText = inCommonJs(file);
    const text = outputText.replaceAll(/\brequire\("([^"]+)"\)/g, (_, specifier) => {
      const target = resolved(specifier, file);
      if (leftOut.has(target)) return `$leftOut(${JSON.stringify(specifier)})`;
      if (target.startsWith('node:')) {
        ofNode.add(target);
        return `$ofNode[${JSON.stringify(target)}]`;
      }
      if (!target.startsWith(root))
        throw new Error(`${relative(root, file)} imports ${specifier}, which the calculation may not.`);
      waiting.push(target);
      return `$load(${JSON.stringify(nameOf(target))})`;
    });
    modules.set(file, text);
  }
  const sorted = [...modules].sort(([a], [b]) => (a < b ? -1 : 1));
  const node = [...ofNode].sort();
  return [
    '// The calculation of Tallystick in one file, made from its sources by scripts/bundle-calculation.mjs.',
    '// Copyright the Tallystick authors; Apache License 2.0.',
    ...node.map((name, index) => `import * as node${index} from ${JSON.stringify(name)};`),
    `const $ofNode = { ${node.map((name, index) => `${JSON.stringify(name)}: node${index}`).join(', ')} };`,
    'const $leftOut = (name) =>',
    '  new Proxy({}, { get: (_, key) => { throw new Error(`${name} (${String(key)}) is no part of the calculation.`); } });',
    'const $loaded = new Map();',
    'function $load(name) {',
    '  if (!$loaded.has(name)) {',
    '    const exports = {};',
    '    $loaded.set(name, exports);',
    '    $modules[name](exports);',
    '  }',
    '  return $loaded.get(name);',
    '}',
    'const $modules = {',
    ...sorted.map(([file, text]) => `${JSON.stringify(nameOf(file))}(exports) {\n${text}},`),
    '};',
    `export const { recalculate } = $load(${JSON.stringify(nameOf(entry))});`,
    '',
  ].join('\n');
}

function nameOf(file) {
  return relative(root, file).replaceAll('\\', '/');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = join(root, 'dist', 'apps', 'verifier', 'calculation.mjs');
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bundleCalculation());
}
