// The newest position of this device, where its holder shares it.
let newest: GeolocationPosition | undefined;

const usableFor = 300_000; // ms

export function keepPosition(position: GeolocationPosition | undefined): void {
  newest = position;
}

// For a message: nothing when nothing is known of now.
export function whereIAm(): { lat?: number; lon?: number; accuracy_m?: number } {
  if (newest === undefined || Date.now() - newest.timestamp > usableFor) return {};
  const { latitude, longitude, accuracy } = newest.coords;
  return { lat: latitude, lon: longitude, accuracy_m: Math.min(100_000, Math.max(1, Math.round(accuracy))) };
}
