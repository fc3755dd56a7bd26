export { printDocument } from './print-document.js';
export type {
  BarsBlock,
  Block,
  LabelledText,
  PrintedDocument,
  Reason,
  TrendChart,
  UseBlock,
} from './printed-document.js';
