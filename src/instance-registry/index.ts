export * from './instance-registry';
export type { IInstanceRegistry, InstanceRegistryAttributes } from './instance-registry-base';
export * from './purchase-option';
export * from './registry-props';
