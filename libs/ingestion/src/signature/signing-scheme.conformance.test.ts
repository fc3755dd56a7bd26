import { expect, test } from 'vitest';
import { keyOf } from '../webhook/secrets.js';
import type { SecretRule } from '../webhook/webhook-document.js';
import type { SignatureRule } from '../webhook/signature-rule.js';
import { SigningKeys } from './signing-keys.js';
import { signatureProblem, signingScheme } from './signing-scheme.js';

interface Published {
  readonly scheme: string;
  readonly rule: SignatureRule;
  readonly secret: string;
  readonly secretRule?: Omit<SecretRule, 'variable'>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly delivery?: string;
  readonly now: number;
}

/** Key, data and digest of the cases whose keys are long enough, in hexadecimal. */
const rfc4231: Readonly<
  Record<'hmac-sha256' | 'hmac-sha512', readonly (readonly [string, string, string])[]>
> = {
  'hmac-sha256': [
    [
      '0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b',
      '4869205468657265',
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',
      '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
    ],
    [
      '0102030405060708090a0b0c0d0e0f10111213141516171819',
      'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd',
      '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    ],
  ],
  'hmac-sha512': [
    [
      '0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b',
      '4869205468657265',
      '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
    ],
    [
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',
      'fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb',
    ],
    [
      '0102030405060708090a0b0c0d0e0f10111213141516171819',
      'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd',
      'b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd',
    ],
  ],
};

/** Examples that the makers of these schemes publish with their documentation, and test cases of RFC 4231. */
const published: readonly Published[] = [
  {
    scheme: 'a digest of the body in hexadecimal, with a prefix (GitHub, "Validating webhook deliveries")',
    rule: { algorithm: 'hmac-sha256', header: 'X-Hub-Signature-256', prefix: 'sha256=' },
    secret: "It's a Secret to Everybody",
    headers: {
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    },
    body: 'Hello, World!',
    now: 0,
  },
  {
    scheme: 'time and body with a version in front (Slack, "Verifying requests from Slack")',
    rule: {
      algorithm: 'hmac-sha256',
      header: 'X-Slack-Signature',
      prefix: 'v0=',
      signed: 'v0:{timestamp}:{body}',
      timestamp: { header: 'X-Slack-Request-Timestamp' },
    },
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    headers: {
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      'x-slack-request-timestamp': '1531420618',
    },
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    now: 1_531_420_618_000,
  },
  {
    scheme: 'identity, time and body, several signatures in base64 (the Standard Webhooks specification)',
    rule: {
      algorithm: 'hmac-sha256',
      header: 'webhook-signature',
      encoding: 'base64',
      separator: 'space',
      prefix: 'v1,',
      signed: '{delivery}.{timestamp}.{body}',
      timestamp: { header: 'webhook-timestamp' },
    },
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    secretRule: { encoding: 'base64', prefix: 'whsec_' },
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature':
        'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    delivery: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    now: 1_614_265_330_000,
  },
  ...(['hmac-sha256', 'hmac-sha512'] as const).flatMap((algorithm): Published[] =>
    rfc4231[algorithm].map(([key, data, digest], index) => ({
      scheme: `${algorithm}, RFC 4231 case ${index === 0 ? 1 : index + 2}`,
      rule: { algorithm, header: 'x-signature' },
      secret: key,
      secretRule: { encoding: 'hex' },
      headers: { 'x-signature': digest },
      body: Buffer.from(data, 'hex'),
      now: 0,
    })),
  ),
];

test.each(published)('$scheme', ({ rule, secret, secretRule, headers, body, delivery, now }) => {
  const found = keyOf(
    { variable: 'SECRET', ...secretRule },
    { variable: () => secret, file: () => undefined },
    '',
  );
  const keys = new SigningKeys('key' in found ? [found.key] : []);
  const bytes = Buffer.from(body);
  const scheme = signingScheme(rule);
  expect(signatureProblem(scheme, keys, { headers, body: bytes, delivery }, now)).toBeUndefined();
  const other = Buffer.concat([bytes, Buffer.from(' ')]);
  expect(signatureProblem(scheme, keys, { headers, body: other, delivery }, now)).toBe('signature-wrong');
});
