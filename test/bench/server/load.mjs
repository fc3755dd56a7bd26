/** One burst of requests with autocannon, in a process of its own; prints what came back as one JSON line. */
import autocannon from 'autocannon';

const { url, token, requests, seconds, connections, anew = false } = JSON.parse(process.argv[2]);
const durations = [];
const instance = autocannon(
  {
    url,
    duration: seconds,
    connections,
    requests: requests.map((body) => ({
      method: 'POST',
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(anew && { 'cache-control': 'no-store' }),
      },
      body: JSON.stringify(body),
    })),
    verifyBody: (body) => !body.includes('"errors":'),
  },
  (error, result) => {
    if (error !== null) throw error;
    const wrong = result.errors + result.timeouts + result.non2xx + result.mismatches;
    durations.sort((a, b) => a - b);
    const at = (share) => durations[Math.min(durations.length - 1, Math.floor(share * durations.length))];
    console.log(
      JSON.stringify({
        requests: durations.length,
        seconds: result.duration,
        wrong,
        p50: at(0.5),
        p99: at(0.99),
      }),
    );
  },
);
// Its own histogram counts whole milliseconds, too coarse for answers that take two.
instance.on('response', (_client, _status, _bytes, milliseconds) => durations.push(milliseconds));
