import type { PackDescription } from './attestation.js';

export interface ReadmeFacts {
  readonly description: PackDescription;
  readonly title: string;
  readonly total: string;
  readonly digest: string;
  readonly sealName: string;
  readonly checkpointSize: number;
  readonly factCount: number;
  readonly keyId: string;
  readonly verifierKey: string;
  readonly opened: number;
}

/** The pack in plain words, and how to check each part with tools that everybody has. */
export function packReadme(facts: ReadmeFacts): string {
  const { description, title, total, digest, sealName, checkpointSize, factCount, keyId, verifierKey } =
    facts;
  const { agreement, period, origin, invoice, complete } = description;
  return `EVIDENCE: ${title}
Agreement ${agreement}, statement for ${period}: ${total} to the client

Read statement.pdf first. Everything else here lets you check it without trusting who made it.

WHAT IS HERE

statement.json          The statement: the exact bytes that were sealed. Their SHA-256 is its digest,
                        ${digest}
statement.pdf           The same for reading and printing, with charts and the reason for each figure.
attestation.dsse.json   Signed: that these bytes are the statement of ${period}, on which basis (what was known,
                        when clocks were read, which terms, which time zones), in which ledger.
terms/                  The terms in force, each named by the SHA-256 of its bytes. The signed contract and the
                        amendments behind them are facts.
facts/                  ${factCount} facts: those behind every figure that was credited, adjusted or contested, the seal of the
                        statement, and the facts that name keys. Beside each a proof that the ledger holds it at
                        that position. ${complete ? '' : 'The rest of the ledger stays private.'}
${
  complete
    ? `facts.ndjson            All facts of the ledger up to the seal, one a line, by position from 0 on.
calculation.mjs         The calculation in one file, so that the statement can be computed again from them
                        (Node.js 22.12 or newer).
`
    : ''
}checkpoint.txt          The ledger's size (${checkpointSize}) and Merkle root, signed; with the other party's signature where it cosigned.
checkpoints/            Earlier checkpoints of the same ledger, and
consistency/            proofs that the newest one extends each of them: nothing was changed or taken out since.
${
  invoice === null
    ? ''
    : `dispute.json            Invoice ${invoice} line by line against the terms, the claims with their deadlines, and what later
                        statements adjusted. It is also in statement.pdf.
`
}${
    facts.opened === 0
      ? ''
      : `opened.json             ${facts.opened} personal texts that were opened for you: SHA-256 of salt and text is the commitment in the fact.
`
  }keys/                   Public keys. A key that comes with a pack proves nothing: compare it with the one that you
                        had from the other party in another way.
manifest.dsse.json      Signed: the SHA-256 of every file here, and that there are no others.
SHA256SUMS              The same digests in the form that sha256sum reads.
verify.mjs              Checks all of this with Node.js 20 or newer and nothing else. It is one file; read it first, or take
                        your own copy of it.

Personal texts (names, notes) stand in facts as commitments and ciphertext, sealed:1:..., unless they were opened.

CHECK IT ALL AT ONCE

    node verify.mjs . --key '${verifierKey}' --checkpoint CHECKPOINT-THAT-YOU-KEPT

Replace the key by the one that you hold. Leave --checkpoint out where you hold none: then nothing shows that the ledger was
not rolled back before this pack. It says what holds, what does not, and what it did not check.

CHECK IT BY HAND

1. Every file is the one that was packed.
    sha256sum -c SHA256SUMS

2. Who made the pack signed the list of its files (DSSE: the signature is over "DSSEv1", type and payload with their lengths).
   The payload is JSON: an in-toto Statement whose subjects are the files.
    sed -E 's/.*"payload":"([^"]*)".*/\\1/' manifest.dsse.json | base64 -d > ../payload
    printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < ../payload)" | cat - ../payload > ../message
    sed -E 's/.*"sig":"([^"]*)".*/\\1/' manifest.dsse.json | base64 -d > ../signature
    openssl pkeyutl -verify -pubin -inkey keys/${keyId}.pem -rawin -in ../message -sigfile ../signature
   The same with attestation.dsse.json. In keys/ the last part of the verifier key in base64 is one byte of type (1) and
   the key itself, which openssl shows:
    openssl pkey -pubin -in keys/${keyId}.pem -text -noout

3. The ledger's checkpoint (a signed note of C2SP, c2sp.org/tlog-checkpoint): three lines, an empty line, signatures.
   A signature line is base64 of four bytes of key id and the signature over the three lines.
    head -n 3 checkpoint.txt > ../message
    sed -n 5p checkpoint.txt | cut -d' ' -f3 | base64 -d | tail -c +5 > ../signature
    openssl pkeyutl -verify -pubin -inkey keys/${keyId}.pem -rawin -in ../message -sigfile ../signature

4. The statement was sealed: its digest stands in the fact of the seal.
    sha256sum statement.json
    grep -o '"digest":"[0-9a-f]*"' ${sealName}.json | head -n 1

5. A fact is in the ledger (c2sp.org/tlog-proof, RFC 9162 section 2.1.3.2). The leaf is SHA-256 of a zero byte and the file:
    (printf '\\0'; cat ${sealName}.json) | sha256sum
   The lines of ${sealName}.tlog-proof after "index" are the hashes to combine it with, one level at a time,
   SHA-256 of a byte 1, the left and the right hash; the index says on which side; the end is the root in checkpoint.txt.
   Any program for RFC 6962 logs does this.

6. The newest checkpoint extends an older one (RFC 9162 section 2.1.4.2): consistency/OLD-NEW.txt has "old" and its size, the
   hashes, an empty line, and the newer checkpoint.

WHAT IT DOES NOT SHOW

Whether the facts are true: only who asserted what, and that nobody changed it since. ${
    complete
      ? 'Whether calculation.mjs calculates as the contract says: compare its SHA-256 with that of a release that you trust.'
      : 'Whether the statement follows from all facts: for that, ask for a complete pack (--complete).'
  }
Whether the ledger ${origin} was shown to others in another version: keep checkpoint.txt, and hold the
next pack against it.
`;
}
