/** Colours of series, dark enough on white and light enough on the dark page to be distinguished. */
const SERIES = {
  light: ['#2563c9', '#c2366b', '#1b8a7a', '#7d4ac7', '#c65a11', '#0c7aa6', '#8f1d4f', '#5b7c11', '#4338a8', '#9a5b13'],
  dark: ['#6f9bff', '#f286ab', '#45c4b0', '#b896f5', '#f0964e', '#54bde6', '#e779b4', '#a9c94b', '#9c93ff', '#d9a35b'],
};
const INK = {
  light: { text: '#414d5c', strong: '#000716', line: '#d5dbdb', grid: '#e9ebed', surface: '#ffffff' },
  dark: { text: '#b6bec9', strong: '#e9ebed', line: '#414d5c', grid: '#2a3544', surface: '#0f1b2a' },
};

export const theme = () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light');
export const ink = () => INK[theme()];
export const seriesColor = (index, own) => own ?? SERIES[theme()][index % SERIES.light.length];
export const palette = () => SERIES[theme()];
