/** What an estimate of costs does not have. */
export const LEFT_OUT = 'idle capacity, storage, network, Savings Plans and reserved instances';
