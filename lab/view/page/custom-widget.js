const page = document.documentElement;

/**
 * What a function returned, apart from the page's own style. A click on what an action follows asks again, with the parameters in the action and
 * with what is in the forms; so does another theme. Gives what removes the content again.
 */
export function drawCustom(body, { question }) {
  const root = body.shadowRoot ?? body.attachShadow({ mode: 'open' });
  let params = '{}';
  const show = async () => {
    const forms = Object.fromEntries([...root.querySelectorAll('input[name], select[name]')].map((field) => [field.name, field.value]));
    const context = {
      params,
      forms: JSON.stringify(forms),
      theme: page.dataset.theme === 'dark' ? 'dark' : 'light',
      width: String(body.clientWidth),
    };
    const response = await fetch(`/api/widget?${new URLSearchParams({ ...question, ...context })}`);
    const { html, error } = await response.json();
    if (error) root.textContent = error;
    else root.innerHTML = html;
    for (const action of root.querySelectorAll('cwdb-action')) follow(action);
    body.dataset.shown = params;
  };
  const follow = (action) => {
    const sent = action.textContent;
    action.hidden = true;
    action.previousElementSibling.setAttribute('tabindex', '0');
    action.previousElementSibling.addEventListener('click', () => {
      params = sent;
      void show();
    });
    action.textContent = '';
  };
  const themes = new MutationObserver(() => void show());
  themes.observe(page, { attributeFilter: ['data-theme'] });
  void show();
  return () => themes.disconnect();
}
