import { appendFileSync } from 'node:fs';

/** `npm run prove` asks for the whole proof; `npm test` is content with the reduced one. */
export function misura<T>(ridotta: T, intera: T): T {
  return process.env.TABULARIUM_PROVE_ESITI === undefined ? ridotta : intera;
}

/** One line of the summary that `npm run prove` prints at the end. */
export function annota(riga: string): void {
  const file = process.env.TABULARIUM_PROVE_ESITI;
  if (file !== undefined) appendFileSync(file, `${riga}\n`);
}
