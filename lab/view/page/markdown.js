import { Marked } from '/vendor/marked.js';

const SAFE_ADDRESS = /^(?:https?:|mailto:|#|\/)/i;
const BUTTON = /^button(?::(primary))?:/;

const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Only markdown's own elements: raw HTML is shown as text, and links lead to web addresses alone. */
const marked = new Marked({
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const label = this.parser.parseInline(tokens);
      if (!SAFE_ADDRESS.test(href)) return label;
      const [prefix, primary] = BUTTON.exec(label) ?? [''];
      const look = prefix ? ` class="button${primary ? ' primary' : ''}"` : '';
      return `<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer"${look}>${label.slice(prefix.length)}</a>`;
    },
  },
});

export function renderMarkdown(element, markdown) {
  element.innerHTML = marked.parse(markdown);
}
