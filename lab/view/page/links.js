const WEB = /^https:\/\/\S+$/;

/** The address of a dashboard of Grafana in this page; any other address of the web as it is. Nothing comes of what is neither. */
export function hrefOf(address) {
  if (!address.startsWith('/d/')) return WEB.test(address) ? address : undefined;
  const { pathname, searchParams } = new URL(address, location.origin);
  const names = { from: 'start', to: 'end' };
  return `#${new URLSearchParams([['dashboard', pathname.split('/')[2]], ...[...searchParams].map(([name, value]) => [names[name] ?? name, value])])}`;
}
