import type { Browser, Page } from 'playwright-core';

export interface Appearance {
  readonly name: 'light' | 'dark' | 'phone';
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

export const APPEARANCES: readonly Appearance[] = [
  { name: 'light', theme: 'light', width: 1440, height: 900 },
  { name: 'dark', theme: 'dark', width: 1440, height: 900 },
  { name: 'phone', theme: 'light', width: 390, height: 844 },
];

export interface OpenDashboard {
  readonly page: Page;
  /** Warnings and errors in the browser's console, and errors in the page. */
  readonly complaints: string[];
}

/** Opens a dashboard and waits until all of its widgets are drawn. */
export async function openDashboard(browser: Browser, url: string, id: string, look: Appearance): Promise<OpenDashboard> {
  const context = await browser.newContext({
    colorScheme: look.theme,
    viewport: { width: look.width, height: look.height },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await page.goto(`${url}#dashboard=${encodeURIComponent(id)}`);
  await page.waitForSelector('#grid[data-state="ready"]', { timeout: 120_000 });
  return { page, complaints };
}

export interface WidgetState {
  readonly title: string;
  readonly state: string;
  readonly text: string;
  /** Whether something is drawn: a chart's shapes, rows, numbers or text. */
  readonly isFilled: boolean;
}

/** How each widget of the open dashboard came out. */
export async function widgetStates(page: Page): Promise<readonly WidgetState[]> {
  return page.locator('.widget').evaluateAll((frames) =>
    frames.map((frame) => ({
      title: frame.getAttribute('aria-label') ?? '',
      state: (frame as unknown as { dataset: { state?: string } }).dataset.state ?? '',
      text: (frame.querySelector('.message')?.textContent ?? '').trim(),
      isFilled:
        Boolean(frame.querySelector('.widget-body')?.shadowRoot?.textContent) ||
        frame.querySelector('svg path, tbody tr, .number-value, .alarms li, .widget-body.text > *, .row-toggle, .message') !== null,
    })),
  );
}
