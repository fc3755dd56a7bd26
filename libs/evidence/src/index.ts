export { base64Of, bytesOfBase64 } from './base64.js';
export { emptyTreeRoot, leafHash, nodeHash, sameHash, treeHashBytes } from './merkle-hash.js';
export {
  consistencyProof,
  consistencyRanges,
  hashOfRange,
  inclusionProof,
  inclusionRanges,
  type LeafRange,
  perfectSubtrees,
  type ReadNode,
  rootOf,
  type SubtreePlace,
} from './merkle-tree.js';
export {
  type ConsistencyClaim,
  type InclusionClaim,
  rootOfInclusion,
  type TreeCount,
  verifyConsistency,
  verifyInclusion,
} from './merkle-proof.js';
export { CompactRange, type NodeCompleted } from './compact-range.js';
export type { SignatureClaim, SignatureType, SignBytes } from './signature-type.js';
export {
  formatVerifierKey,
  parseVerifierKey,
  requireKeyName,
  type VerifierKey,
  verifierKeyOf,
} from './verifier-key.js';
export { ed25519Signer, type Signer } from './signer.js';
export {
  formatSignedNote,
  type NoteSignature,
  openNote,
  type OpenedNote,
  parseSignedNote,
  type SignedNote,
  signText,
  type VerifiedSignature,
} from './signed-note.js';
export {
  type Checkpoint,
  formatCheckpointText,
  openCheckpoint,
  type OpenedCheckpoint,
  parseCheckpointText,
  signCheckpoint,
  uncheckedCheckpoint,
} from './checkpoint.js';
export { addCosignature, mergeSignatures } from './cosignature.js';
export { formatTlogProof, parseTlogProof, type TlogProof, verifyTlogProof } from './tlog-proof.js';
export {
  type ConsistencyText,
  formatConsistencyText,
  parseConsistencyText,
  verifyConsistencyText,
} from './consistency-text.js';
export { openEnvelope, type OpenedEnvelope, preAuthenticationEncoding, signEnvelope } from './dsse.js';
export {
  entriesPath,
  formatEntryBundle,
  nodesOfTiles,
  parseEntryBundle,
  readTiledLog,
  type ReadTile,
  type TiledLog,
  tileHeight,
  tilePath,
  type TilePlace,
  tilesOfLevel,
  tileWidth,
} from './tlog-tiles.js';
