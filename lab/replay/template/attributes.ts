import { Json } from '../../aws/json';

/** The account and endpoints that physical names are made of. */
export interface DeploymentTarget {
  readonly account: string;
  readonly region: string;
  /** Where queues are reached: a queue's URL is this and its account and name. */
  readonly queueEndpoint: string;
}

/** What `Ref` gives (the empty name) and what `Fn::GetAtt` gives, by attribute. */
export type Attributes = { readonly [attribute: string]: Json };

/** Attributes of the resources that replay runs, and of those that only lend their names to them. */
export function attributesOf(type: string, name: string, { account, region, queueEndpoint }: DeploymentTarget): Attributes | undefined {
  const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
  switch (type) {
    case 'AWS::SQS::Queue': {
      const url = `${queueEndpoint}/${account}/${name}`;
      return { '': url, Arn: arn('sqs', name), QueueName: name, QueueUrl: url };
    }
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return { '': name, Arn: arn('dynamodb', `table/${name}`), StreamArn: arn('dynamodb', `table/${name}/stream/latest`) };
    case 'AWS::Lambda::Function':
      return { '': name, Arn: arn('lambda', `function:${name}`) };
    case 'AWS::Events::Rule':
      return { '': name, Arn: arn('events', `rule/${name}`) };
    case 'AWS::Events::EventBus':
      return { '': name, Arn: arn('events', `event-bus/${name}`), Name: name };
    case 'AWS::Logs::LogGroup':
      return { '': name, Arn: arn('logs', `log-group:${name}:*`) };
    case 'AWS::KinesisFirehose::DeliveryStream':
      return { '': name, Arn: arn('firehose', `deliverystream/${name}`) };
    case 'AWS::Glue::Database':
    case 'AWS::Glue::Table':
    case 'AWS::Athena::WorkGroup':
    case 'AWS::Logs::LogStream':
    case 'AWS::Logs::SubscriptionFilter':
      return { '': name };
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm':
      return { '': name, Arn: arn('cloudwatch', `alarm:${name}`) };
    case 'AWS::SNS::Topic':
      return { '': arn('sns', name), TopicArn: arn('sns', name), TopicName: name };
    case 'AWS::S3::Bucket':
      return { '': name, Arn: `arn:aws:s3:::${name}` };
    case 'AWS::IAM::Role':
      return { '': name, Arn: `arn:aws:iam::${account}:role/${name}` };
    case 'AWS::KMS::Key':
      return { '': name, Arn: arn('kms', `key/${name}`), KeyId: name };
    case 'AWS::Batch::JobQueue':
      return { '': arn('batch', `job-queue/${name}`), JobQueueArn: arn('batch', `job-queue/${name}`) };
    case 'AWS::Batch::ComputeEnvironment':
      return { '': arn('batch', `compute-environment/${name}`), ComputeEnvironmentArn: arn('batch', `compute-environment/${name}`) };
    case 'AWS::Batch::JobDefinition':
      return { '': arn('batch', `job-definition/${name}:1`) };
    case 'AWS::Batch::ConsumableResource':
      return { '': arn('batch', `consumable-resource/${name}`), ConsumableResourceArn: arn('batch', `consumable-resource/${name}`) };
    case 'AWS::Scheduler::ScheduleGroup':
      return { '': name, Arn: arn('scheduler', `schedule-group/${name}`) };
    case 'AWS::StepFunctions::StateMachine':
      return { '': arn('states', `stateMachine:${name}`), Arn: arn('states', `stateMachine:${name}`), Name: name };
    case 'AWS::SecretsManager::Secret':
      return { '': arn('secretsmanager', `secret:${name}`), Id: arn('secretsmanager', `secret:${name}`) };
    case 'AWS::EC2::VPC':
      return { '': `vpc-${name}`, VpcId: `vpc-${name}` };
    case 'AWS::EC2::Subnet':
      return { '': `subnet-${name}`, SubnetId: `subnet-${name}` };
    case 'AWS::EC2::SecurityGroup':
      return { '': `sg-${name}`, GroupId: `sg-${name}` };
    default:
      return undefined;
  }
}

/** The property that gives a resource its name, by type: a dot leads into the property. */
export const NAME_PROPERTY: { readonly [type: string]: string } = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Events::Rule': 'Name',
  'AWS::Events::EventBus': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Logs::LogStream': 'LogStreamName',
  'AWS::Logs::SubscriptionFilter': 'FilterName',
  'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamName',
  'AWS::Glue::Database': 'DatabaseInput.Name',
  'AWS::Glue::Table': 'TableInput.Name',
  'AWS::Athena::WorkGroup': 'Name',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Batch::JobQueue': 'JobQueueName',
  'AWS::Batch::ComputeEnvironment': 'ComputeEnvironmentName',
  'AWS::Batch::JobDefinition': 'JobDefinitionName',
  'AWS::Batch::ConsumableResource': 'ConsumableResourceName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
};
