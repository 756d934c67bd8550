/** The folders of the bucket besides those of the tables, each below the prefix of the history. */

/** Where Firehose puts records that are no rows, and those that it cannot convert. */
export const ERRORS = 'errors/';
/** Where Athena puts the results of queries. */
export const QUERY_RESULTS = 'query-results/';
/** Where the compaction notes which files it has merged. */
export const COMPACTIONS = 'compactions/';
