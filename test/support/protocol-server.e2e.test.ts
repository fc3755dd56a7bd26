import { binaryEvent, EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startProtocolServerProcess } from './protocol-server-process.js';

test('a cluster in a process of its own serves the client, obeys orders, and says what it cannot do', async () => {
  const servers = await startProtocolServerProcess('--nodes', '2', '--secure');
  const client = EventStoreDBClient.connectionString(servers.url);
  const append = () =>
    client.appendToStream('a', binaryEvent({ id: randomUUID(), type: 'fact', data: new Uint8Array(1) }), {
      credentials: { username: 'admin', password: 'changeit' },
    });
  try {
    await append();
    await servers.order({ do: 'fault', fault: { kind: 'refused', reason: 'busy' } });
    await expect(append()).rejects.toMatchObject({ type: 'unavailable' });
    expect(await servers.order({ do: 'report' })).toMatchObject({
      struck: ['refused'],
      calls: { append: 2 },
    });
    await servers.order({ do: 'stop', node: 0 });
    await servers.order({ do: 'lead', node: 1 });
    await expect(servers.order({ do: 'dance' as 'lead' })).rejects.toThrow('No such order: dance');
    await append();
    expect(await servers.order({ do: 'report', node: 1 })).toMatchObject({ calls: { append: 1 } });
  } finally {
    await client.dispose();
    await servers.close();
  }
});
