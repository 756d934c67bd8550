/** The syntax tree of a query. Every node records its place for error messages. */

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number; readonly position: number }
  | { readonly kind: 'field'; readonly name: string; readonly position: number }
  | { readonly kind: 'duration'; readonly text: string; readonly position: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly position: number }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly position: number }
  | { readonly kind: 'negative'; readonly operand: Expression; readonly position: number }
  | { readonly kind: 'not'; readonly operand: Expression; readonly position: number }
  | { readonly kind: 'matches'; readonly operand: Expression; readonly pattern: RegExp; readonly position: number }
  | { readonly kind: 'in'; readonly operand: Expression; readonly options: readonly Expression[]; readonly position: number };

/** An expression with the name of its column: its alias, or its own text. */
export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
}

export type Command =
  | { readonly kind: 'fields'; readonly columns: readonly Column[]; readonly position: number }
  | { readonly kind: 'display'; readonly columns: readonly Column[]; readonly position: number }
  | { readonly kind: 'filter'; readonly condition: Expression; readonly position: number }
  | { readonly kind: 'stats'; readonly columns: readonly Column[]; readonly by: readonly Column[]; readonly position: number }
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[]; readonly position: number }
  | { readonly kind: 'limit'; readonly count: number; readonly position: number }
  | { readonly kind: 'dedup'; readonly fields: readonly Expression[]; readonly position: number }
  | {
      readonly kind: 'parse';
      readonly source: Expression;
      readonly pattern: RegExp;
      readonly names: readonly string[];
      readonly position: number;
    }
  | { readonly kind: 'unnest'; readonly source: Expression; readonly into: string; readonly position: number };
