export * from './failure-category';
export * from './job-notifications';
export * from './job-notifications-props';
export * from './notification-message';
export * from './notification-options';
