/** An event of a custom resource. */
export interface ResourceEvent<Properties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
}

export interface ResourceAnswer {
  readonly PhysicalResourceId: string;
}

/** The resource in its stack, by name: a stack that is created again is the same. */
export const holderOf = ({ StackId, LogicalResourceId }: Pick<ResourceEvent<unknown>, 'StackId' | 'LogicalResourceId'>): string =>
  `${StackId.split('/')[1]}/${LogicalResourceId}`;
