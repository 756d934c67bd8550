import * as fc from 'fast-check';
import { Html, jsonHtml, markup } from '../../../src/domain/explorer/html';

describe('a template', () => {
  test('escapes what it is given', () => {
    expect(markup`<b title="${'"\'<>&'}">${'<i>'}</b>`.text).toBe('<b title="&quot;&#39;&lt;&gt;&amp;">&lt;i&gt;</b>');
  });

  test('takes over HTML of other templates, in lists too', () => {
    expect(markup`<ul>${['a', 'b<'].map((item) => markup`<li>${item}</li>`)}</ul>`.text).toBe('<ul><li>a</li><li>b&lt;</li></ul>');
  });

  test('shows numbers, zero too, and nothing for what is left out', () => {
    expect(markup`${0} ${undefined}${false}${[]}`.text).toBe('0 ');
  });

  test('replaces characters that cannot be shown, or that turn the direction of text around', () => {
    expect(markup`${'a\u0000b\u202ec\ud800d\ne'}`.text).toBe('a b c d\ne');
  });

  test('of any text has no tag, no quote and no entity of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(markup`${text}`.text).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});

describe('JSON in HTML', () => {
  test('is the same value, and has nothing that HTML reads', () => {
    fc.assert(
      fc.property(fc.record({ id: fc.string({ unit: 'binary' }) }), (value) => {
        const { text } = jsonHtml(value);
        expect(text).not.toMatch(/[<>&']/);
        expect(JSON.parse(text)).toEqual(value);
      }),
    );
  });

  test('is HTML', () => {
    expect(jsonHtml({})).toBeInstanceOf(Html);
  });
});
