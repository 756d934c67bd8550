export * from './level-of-detail';
export * from './metric-dimensions';
export * from './site-size';
