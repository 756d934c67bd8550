/** Makes an element. Text is always set as text, so that data can never become markup. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** Opens a dialog with a title, a close button and content; a click beside it closes it. */
export function openDialog(dialog, titleId, title, ...content) {
  const close = el('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => dialog.close() }, '✕');
  dialog.replaceChildren(
    el('div', { class: 'dialog-head' }, el('h2', { id: titleId }, title), close),
    el('div', { class: 'dialog-body' }, ...content),
  );
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  if (!dialog.open) dialog.showModal();
}
