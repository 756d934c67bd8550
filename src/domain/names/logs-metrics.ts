/** What CloudWatch Logs publishes of each log group, with the dimension `LogGroupName`. */
export const LOGS_NAMESPACE = 'AWS/Logs';

/** Documents of the embedded metric format that CloudWatch Logs could not read, or that break a rule of the format: it extracts no metric of them. */
export const EMF_ERRORS = { parsing: 'EMFParsingErrors', validation: 'EMFValidationErrors' } as const;
