import { render } from './dashboard-fixture';

test('shows the last day when it opens', () => {
  expect(render().start).toBe('-P1D');
});
