/**
 * Ingestion at a steady rate in a process of its own: what happens now to new tickets, uploaded as lines of JSON to
 * several agreements in turn. On any message it stops and answers how much was recorded in how long.
 */
const { url, token, agreements, factsPerSecond } = JSON.parse(process.argv[2]);
const uploadsPerSecond = 20;
const factsPerUpload = Math.max(4, Math.round(factsPerSecond / uploadsPerSecond));
const pause = (1000 * factsPerUpload) / factsPerSecond;
const lifeOfATicket = [
  (ticket) => ({
    type: 'TicketOpened',
    ticket,
    ticketType: 'incident',
    priority: 'P2',
    service: 'service-1',
  }),
  (ticket) => ({ type: 'TicketAssigned', ticket, group: 'group-1', party: 'provider' }),
  (ticket) => ({ type: 'TicketResponded', ticket, evidence: 'public-reply' }),
  (ticket) => ({ type: 'TicketResolved', ticket, code: 'solved' }),
];
const run = Date.now().toString(36);
const begun = performance.now();
let stopped = false;
let uploads = 0;
let recorded = 0;
process.on('message', () => {
  stopped = true;
});

while (!stopped) {
  const agreement = agreements[uploads % agreements.length];
  const effectiveAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const lines = Array.from({ length: factsPerUpload }, (_, index) => {
    const ticket = `LIVE-${run}-${uploads}-${Math.floor(index / lifeOfATicket.length)}`;
    return JSON.stringify({ ...lifeOfATicket[index % lifeOfATicket.length](ticket), effectiveAt });
  });
  const response = await fetch(`${url}/agreements/${agreement}/facts`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${token}` },
    body: `${lines.join('\n')}\n`,
  });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`An upload was answered with ${response.status}: ${answer}`);
  recorded += JSON.parse(answer).facts;
  uploads += 1;
  const ahead = uploads * pause - (performance.now() - begun);
  if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
}
process.send({ recorded, seconds: (performance.now() - begun) / 1000 });
process.disconnect();
