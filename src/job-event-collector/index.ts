export * from './collector-props';
export * from './event-delivery';
export * from './job-event-collector';
export * from './job-event-collector-ref';
