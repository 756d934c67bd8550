export * from './job-queue-metric-options';
export * from './level-of-detail';
export * from './metric-dimensions';
export * from './site-size';
