import { Html, markup } from './html';
import { Criteria, Place } from './request';

type Field<Rest extends readonly unknown[] = []> = (label: string, name: keyof Criteria, ...rest: Rest) => Html;

/** Fields of a form that have the criteria of a place. */
export const fieldsOf = (place: Place): { readonly text: Field; readonly choice: Field<[values: readonly string[]]> } => ({
  text: (label, name) => markup`<label>${label}<input type="text" name="${name}" value="${place[name]}"/></label>`,
  choice: (label, name, values) =>
    markup`<label>${label}<select name="${name}"><option value="">any</option>${values.map((value) => markup`<option value="${value}"${value === place[name] ? markup` selected` : markup``}>${value}</option>`)}</select></label>`,
});
