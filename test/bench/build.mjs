/** The built rooms, as a user of `dist` gets them. */
const room = (name) => import(new URL(`../../dist/libs/${name}/src/index.js`, import.meta.url).href);

export const rooms = {
  application: () => room('application'),
  calendar: () => room('calendar'),
  documents: () => room('documents'),
  engine: () => room('engine'),
  facts: () => room('facts'),
  ledger: () => room('ledger'),
  quantities: () => room('quantities'),
  sources: () => room('sources'),
};
