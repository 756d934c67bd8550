/** List prices that estimates are made of. They are facts with a date: whoever corrects one corrects the date, and the page that it is from. */

/** What a custom metric costs: us-east-1, as of February 2026. */
export const METRIC_PRICE = {
  source: 'https://aws.amazon.com/cloudwatch/pricing/',
  /** US dollars a month for each metric, up to so many metrics of an account and region. */
  tiers: [
    { upTo: 10_000, usd: 0.3 },
    { upTo: 250_000, usd: 0.1 },
    { upTo: 1_000_000, usd: 0.05 },
    { upTo: Infinity, usd: 0.02 },
  ],
} as const;
