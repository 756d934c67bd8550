export * from './cost-report';
export * from './cost-report-props';
export * from './cost-report-source';
export * from './existing-report';
