import { Json } from '../json';

/** Whether a leaf of the event passes. */
export type ValueTest = (value: Json) => boolean;
