import { Job } from '../model';

/** Parents of arrays and of multi-node jobs run nothing: they count nowhere. */
export const countable = ({ role }: Job): boolean => role.kind !== 'array' && role.kind !== 'multi-node';
