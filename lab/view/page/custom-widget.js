/**
 * What a function returned, apart from the page's own style. A click on what an action follows asks again, with the parameters in the action and
 * with what is in the forms, and the page remembers those parameters as the place in the widget.
 */
export async function drawCustom(body, { question }, _, { rememberPlace }) {
  const root = body.attachShadow({ mode: 'open' });
  const show = async (params) => {
    const context = {
      params,
      forms: JSON.stringify(fieldsIn(root)),
      theme: document.documentElement.dataset.theme,
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
      rememberPlace(placeOf(JSON.parse(sent), fieldsIn(root)));
      void show(sent);
    });
    action.textContent = '';
  };
  await show(question.place ?? '{}');
}

const fieldsIn = (root) =>
  Object.fromEntries([...root.querySelectorAll('input[name], select[name]')].map(({ name, value }) => [name, value]));

/** Parameters that lead to the same place without the form that was sent. */
const placeOf = ({ form, ...params }, fields) => JSON.stringify(form ? { ...fields, ...params } : params);
