import { Context } from 'aws-lambda';
import { beginDeadline } from '../runtime/delivery';
import { WidgetAnswer } from '../runtime/explorer/explorer';
import { makeExplorer } from '../runtime/explorer/make-explorer';

const explorer = makeExplorer(process.env);

/** Answers a custom widget of a CloudWatch dashboard. */
export const handler = (event: unknown, context: Pick<Context, 'awsRequestId' | 'invokedFunctionArn'>): Promise<WidgetAnswer> => {
  beginDeadline(explorer.deadline, context);
  return explorer.show(event, context.invokedFunctionArn);
};
