import { ObjectType } from '@nestjs/graphql';
import type {
  DocumentColumn as Column,
  DocumentSection as Section,
  DocumentTable as Table,
  StatementDocument,
} from '@tallystick/engine';
import { Has, HasMany, MayHave } from '../common/index.js';
import { enumOf } from '../enums/enum-of.js';

const ColumnAlignment = enumOf<'left' | 'right'>('ColumnAlignment', 'How a column is set.', {
  left: 'Words: to the left.',
  right: 'Figures: to the right.',
});

@ObjectType({ description: 'A column of a table.' })
export class DocumentColumn implements Column {
  @Has(() => String, 'Its heading.')
  readonly heading!: string;

  @Has(() => ColumnAlignment, 'How it is set.')
  readonly align!: 'left' | 'right';
}

@ObjectType({ description: 'A row of a table.' })
class DocumentRow {
  @HasMany(() => String, 'Its cells, in the order of the columns.')
  readonly cells!: readonly string[];
}

@ObjectType({ description: 'A table.' })
export class DocumentTable implements Table {
  @HasMany(() => DocumentColumn, 'Its columns.')
  readonly columns!: readonly DocumentColumn[];

  @HasMany(() => DocumentRow, 'Its rows.', { from: rowsOf })
  readonly rows!: Table['rows'];

  @HasMany(() => DocumentRow, 'Rows set apart at the foot: sums.', { from: rowsOf, rows: 3 })
  readonly totals!: Table['totals'];
}

function rowsOf(rows: Table['rows']): DocumentRow[] {
  return rows.map((cells) => ({ cells }));
}

@ObjectType({ description: 'A section of a document for people.' })
export class DocumentSection implements Section {
  @Has(() => String, 'Its heading.')
  readonly heading!: string;

  @HasMany(() => String, 'What it says in sentences.')
  readonly notes!: readonly string[];

  @MayHave(() => DocumentTable, 'Its table; null where it has none.')
  readonly table!: DocumentTable | undefined;
}

@ObjectType({ description: 'A word and what it is.' })
export class LabelledText {
  @Has(() => String, 'The word.')
  readonly label!: string;

  @Has(() => String, 'What it is.')
  readonly text!: string;
}

@ObjectType({ description: 'Words for people, made from figures: nothing here is hashed.' })
export class PlainDocument implements StatementDocument {
  @Has(() => String, 'The title.')
  readonly title!: string;

  @HasMany(() => LabelledText, 'What a reader must know first: parties, period, what is owed.')
  readonly summary!: readonly LabelledText[];

  @HasMany(() => DocumentSection, 'The sections.')
  readonly sections!: readonly DocumentSection[];
}
