/**
 * The way to everything that does the work. Commands load this file with a dynamic import when they run, so that help
 * and usage errors need none of it.
 */
export * from '@tallystick/application';
