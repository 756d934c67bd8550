/** Exports of the whole partition `aws` are in this Region, and CloudFormation creates them there alone. */
export const EXPORT_REGION = 'us-east-1';
