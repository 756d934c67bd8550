export * from './instance-registry';
export * from './instance-registry-ref';
export * from './purchase-option';
export * from './registry-props';
