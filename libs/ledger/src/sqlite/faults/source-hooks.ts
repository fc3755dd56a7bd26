import { registerHooks } from 'node:module';

/**
 * Lets a plain Node.js process run the sources as they stand: Node strips the types itself, and this finds the rooms
 * (`@tallystick/facts`) and the source behind a relative `.js`. The children of the fault tests are started with it,
 * so that they need no build.
 */
const libs = new URL('../../../../', import.meta.url);

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith('@tallystick/')) {
      return nextResolve(
        new URL(`${specifier.slice('@tallystick/'.length)}/src/index.ts`, libs).href,
        context,
      );
    }
    const ours = context.parentURL?.startsWith(libs.href) === true && specifier.startsWith('.');
    return nextResolve(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
