export * from './expiring-table-options';
export * from './handler-options';
