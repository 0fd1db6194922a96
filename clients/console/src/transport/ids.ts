// Ids of the page's own inputs, [A-Za-z0-9_-]; 128 random bits, so no two tabs ever make the same.
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
