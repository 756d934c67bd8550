import { isObject, Json, JsonObject } from '../../aws/json';

/** An item as plain JSON: numbers as numbers, sets as arrays. */
export const plainItem = (item: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));

function plainValue(value: Json): Json {
  const [type, content] = isObject(value) ? Object.entries(value)[0] : ['NULL', null];
  switch (type) {
    case 'N':
      return Number(content);
    case 'NULL':
      return null;
    case 'M':
      return plainItem(content as JsonObject);
    case 'L':
      return (content as Json[]).map(plainValue);
    case 'NS':
      return (content as Json[]).map(Number);
    default:
      return content;
  }
}

/** DynamoDB's size of an item: names and values in UTF-8; containers and their elements cost a few bytes more. */
export const itemBytes = (item: JsonObject): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

function valueBytes(value: Json): number {
  const [type, content] = isObject(value) ? Object.entries(value)[0] : ['NULL', null];
  const list = Array.isArray(content) ? content : [];
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'N':
      return numberBytes(String(content));
    case 'B':
      return Buffer.from(String(content), 'base64').length;
    case 'SS':
      return list.reduce<number>((sum, text) => sum + Buffer.byteLength(String(text)), 0);
    case 'NS':
      return list.reduce<number>((sum, number) => sum + numberBytes(String(number)), 0);
    case 'BS':
      return list.reduce<number>((sum, bytes) => sum + Buffer.from(String(bytes), 'base64').length, 0);
    case 'L':
      return 3 + list.reduce<number>((sum, element) => sum + 1 + valueBytes(element), 0);
    case 'M':
      return 3 + Object.keys(content as JsonObject).length + itemBytes(content as JsonObject);
    default:
      return 1;
  }
}

/** About one byte per two significant digits, and one more; a minus sign costs another. */
function numberBytes(number: string): number {
  const digits = number
    .replace(/e.*$/i, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (number.startsWith('-') ? 1 : 0);
}
