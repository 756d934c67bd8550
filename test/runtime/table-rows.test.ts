import { DynamoDb, UpdateItemCommandInput } from '../../src/runtime/aws/dynamodb';
import { RowUpdate, TableRows } from '../../src/runtime/aws/table-rows';

/** What DynamoDB is asked to do by an update. */
async function askedBy(update: RowUpdate): Promise<UpdateItemCommandInput> {
  const asked: UpdateItemCommandInput[] = [];
  const updateItem = async (input: UpdateItemCommandInput) => {
    asked.push(input);
    return { Attributes: {} };
  };
  await new TableRows({ updateItem } as unknown as DynamoDb, 'hosts', 'id').update('h-1', update);
  return asked[0];
}

describe('an update of a row', () => {
  test('sets values, and asks for nothing else', async () => {
    expect(await askedBy({ set: { zone: 'a', cores: 4, gone: undefined } })).toEqual({
      TableName: 'hosts',
      Key: { id: { S: 'h-1' } },
      ReturnValues: 'ALL_NEW',
      UpdateExpression: 'SET #0 = :0, #1 = :1',
      ExpressionAttributeNames: { '#0': 'zone', '#1': 'cores' },
      ExpressionAttributeValues: { ':0': { S: 'a' }, ':1': { N: '4' } },
    });
  });

  test('removes attributes, adds to sets, and sets once what is not there', async () => {
    const update = { set: { zone: 'a' }, once: { first: 'x' }, add: { types: ['t'] }, remove: ['old', 'older'] };
    expect(await askedBy(update)).toMatchObject({
      UpdateExpression: 'SET #0 = :0, #1 = if_not_exists(#1, :1) REMOVE #remove0,#remove1 ADD #add0 :add0',
      ExpressionAttributeNames: { '#0': 'zone', '#1': 'first', '#add0': 'types', '#remove0': 'old', '#remove1': 'older' },
      ExpressionAttributeValues: { ':0': { S: 'a' }, ':1': { S: 'x' }, ':add0': { SS: ['t'] } },
    });
  });
});
