/** Everything that can be asked of the server, once (design 4: one catalogue). Names are stable; the API maps each to one. */
export const operations = {
  'read-agreement': 'See an agreement: its statements, tickets, terms, facts, exits, obligations, invoices.',
  'record-facts': 'Record facts; which types depends on the party.',
  'contest-fact': 'Contest a fact that another party asserted.',
  'settle-contest': 'Settle a contest: concede it, withdraw it, or as arbiter decide it.',
  'claim-relief': 'Claim relief for a delay.',
  'decide-relief': 'Grant or refuse a claim for relief.',
  'claim-credit': 'Claim the credits of a period.',
  'record-invoice': 'Record an invoice received.',
  'dispute-invoice': 'Dispute, settle, or set a credit off against an invoice.',
  'exit-step': 'Serve notice, submit or decide a cure, exercise or waive an exit right.',
  'sign-agreement': 'Record a newly signed agreement.',
  'amend-terms': 'Record an amendment, a correction or a rescission.',
  'issue-statement': 'Seal the statement of a finished period.',
  'import-exports': 'Import the export of a source, upload facts in bulk.',
  'manage-ingestion': 'Inspect and replay the dead letters of an agreement.',
  'verify-ledger': 'Recompute hashes and replay statements.',
  'operate-server': 'Manage tokens and grants, backups, rebuilds, and see operational figures.',
} as const;

export type Operation = keyof typeof operations;
