/** A document as a person wrote it, and the name by which errors call it: `contract.yaml`. */
export interface AuthoredText {
  readonly name: string;
  readonly text: string;
}
