export * from './level-of-detail';
export * from './metric-dimensions';
