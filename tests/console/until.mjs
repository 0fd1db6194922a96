// Waits are for a condition, with a deadline that only a failure reaches.
const deadline = 30_000; // ms

export async function until(holds, what, within = deadline) {
  const end = Date.now() + within;
  for (;;) {
    const found = await holds();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
