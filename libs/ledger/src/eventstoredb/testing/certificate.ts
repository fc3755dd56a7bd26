import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** A certificate and its key, both in PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly key: string;
}

/**
 * A self-signed certificate for this machine's own names, made anew each time, so that no key lies in the repository.
 * X.509 version 3 (RFC 5280), ECDSA over P-256 with SHA-256; it is its own authority.
 */
export function makeCertificate(): CertificateAndKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const name = sequence(set(sequence(objectIdentifier('550403'), text('Tallystick protocol server'))));
  const names = sequence(element(0x82, Buffer.from('localhost')), element(0x87, Buffer.from([127, 0, 0, 1])));
  const toBeSigned = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, serialNumber(publicKeyInfo)),
    ecdsaWithSha256,
    name,
    sequence(time('200101000000Z'), time('491231235959Z')),
    name,
    publicKeyInfo,
    element(
      0xa3,
      sequence(extension('551d11', names), extension('551d13', sequence(element(0x01, Buffer.from([0xff]))))),
    ),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(
    toBeSigned,
    ecdsaWithSha256,
    element(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  const lines = certificate.toString('base64').replace(/.{64}/gu, '$&\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** One element of DER: tag, length, content. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

function set(part: Buffer): Buffer {
  return element(0x31, part);
}

function objectIdentifier(hexadecimal: string): Buffer {
  return element(0x06, Buffer.from(hexadecimal, 'hex'));
}

function text(value: string): Buffer {
  return element(0x0c, Buffer.from(value));
}

function time(value: string): Buffer {
  return element(0x17, Buffer.from(value));
}

function extension(identifier: string, value: Buffer): Buffer {
  return sequence(objectIdentifier(identifier), element(0x04, value));
}

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = sequence(objectIdentifier('2a8648ce3d040302'));

/** Positive whatever the hash, and no longer than RFC 5280 allows. */
function serialNumber(publicKeyInfo: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from([1]),
    createHash('sha256').update(publicKeyInfo).digest().subarray(0, 15),
  ]);
}
