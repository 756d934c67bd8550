/** Colours that mean something; all other series take the renderer's palette. Colour-blind readers can distinguish them too. */
export const SUCCESS_COLOR = '#2ca02c';
export const FAILURE_COLOR = '#d62728';
export const WARNING_COLOR = '#ff7f0e';
