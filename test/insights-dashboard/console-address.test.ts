import { App, Aws, Lazy, Stack } from 'aws-cdk-lib';
import { queryAddress } from '../../src/insights-dashboard/console-address';

const address = (query: string, logGroupName = 'records', region = 'us-east-1'): string =>
  queryAddress({ region, logGroupName, query, seconds: 3600 });
const stack = new Stack(new App(), 'Stack');

describe('the address of a Logs Insights query', () => {
  test('holds the query and the log group as the console writes them', () => {
    expect(address('filter Status = "FAILED"\n| limit 5', '/batch/records')).toBe(
      'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:logs-insights$3FqueryDetail$3D' +
        "~(end~0~start~-3600~timeType~'RELATIVE~unit~'seconds~editorString~'filter*20Status*20*3d*20*22FAILED*22*0a*7c*20limit*205~source~(~'*2fbatch*2frecords))",
    );
  });

  test('is on the console of the partition', () => {
    expect(address('limit 5', 'records', 'cn-north-1')).toMatch(/^https:\/\/console\.amazonaws\.cn\//);
  });

  test('leaves to deployment what is only known then, each time it is there, and escapes around it', () => {
    // GIVEN
    const late = Lazy.string({ produce: () => 'main' });

    // WHEN
    const text = stack.resolve(address(`in ["${late}", "${Aws.REGION}", "${late}"]`, `/batch/${Aws.STACK_NAME}`));

    // THEN
    expect(text['Fn::Join'][1].slice(1)).toEqual([
      { Ref: 'AWS::Region' },
      "*22*2c*20*22main*22*5d~source~(~'*2fbatch*2f",
      { Ref: 'AWS::StackName' },
      '))',
    ]);
    expect(text['Fn::Join'][1][0]).toMatch(/~'in\*20\*5b\*22main\*22\*2c\*20\*22$/);
  });
});
