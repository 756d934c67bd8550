import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What the function may ask for prices: IAM has no resource-level permission for either action. */
export const pricingStatements = (): PolicyStatement[] => [
  new PolicyStatement({ sid: 'ReadPrices', actions: ['ec2:DescribeSpotPriceHistory', 'pricing:GetProducts'], resources: ['*'] }),
];
