import { Html, markup } from './html';
import { Screen } from './request';

/** A page as a file that needs no other: no address is loaded, and no script runs. */
export const reportFile = ({ theme }: Pick<Screen, 'theme'>, title: string, body: Html): Html =>
  markup`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" /><title>${title}</title></head><body style="margin:12px;background:${theme === 'dark' ? '#161d26' : '#ffffff'}">${body}</body></html> `;
