import { ask } from './api.js';
import { el, openDialog } from './dom.js';

/** Lists what the replay wrote, for download. */
export async function openFiles() {
  const files = await ask('/api/files');
  const items = files.map((file) =>
    el('li', {}, el('a', { href: `/files/${file.split('/').map(encodeURIComponent).join('/')}`, download: '' }, file)),
  );
  openDialog(
    document.getElementById('file-list'),
    'files-title',
    'Files of this replay',
    files.length > 0 ? el('ul', { class: 'files' }, ...items) : el('p', {}, 'There are none.'),
  );
}
