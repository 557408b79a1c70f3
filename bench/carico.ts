import { setTimeout as pausa } from 'node:timers/promises';

/** What a load gave: how many a second, and how long each took (ms). */
export type Carico = { alSecondo: number; durate: number[] };

/**
 * As many workers as `lavoratori`, each doing one thing after another for `secondi`.
 *
 * @param lavoratori makes the thing a worker does over and over
 */
export async function caricoChiuso(lavoratori: (() => Promise<void>)[], secondi: number): Promise<Carico> {
  const durate: number[] = [];
  const inizio = performance.now();
  const fine = inizio + secondi * 1000;
  await Promise.all(
    lavoratori.map(async (lavora) => {
      for (let adesso = performance.now(); adesso < fine;) {
        await lavora();
        const dopo = performance.now();
        durate.push(dopo - adesso);
        adesso = dopo;
      }
    }),
  );
  return { alSecondo: durate.length / ((performance.now() - inizio) / 1000), durate };
}

/**
 * One thing every 1/`alSecondo` seconds whether or not the earlier ones are done, as the public arrives. Each is timed
 * from the moment it was due, so that a server that falls behind is not forgiven for making its clients wait.
 */
export async function caricoAperto(
  lavoratori: (() => Promise<void>)[],
  alSecondo: number,
  secondi: number,
): Promise<Carico> {
  const durate: number[] = [];
  const liberi = [...lavoratori];
  const inAttesa: number[] = [];
  const totale = alSecondo * secondi;
  const inizio = performance.now();
  const finiti = Promise.withResolvers<void>();
  const servi = async (lavora: () => Promise<void>): Promise<void> => {
    for (let dovuto = inAttesa.shift(); dovuto !== undefined; dovuto = inAttesa.shift()) {
      await lavora();
      durate.push(performance.now() - dovuto);
    }
    liberi.push(lavora);
    if (durate.length === totale) finiti.resolve();
  };
  for (let i = 0; i < totale; i++) {
    const dovuto = inizio + (i * 1000) / alSecondo;
    if (dovuto > performance.now()) await pausa(dovuto - performance.now());
    inAttesa.push(dovuto);
    const libero = liberi.pop();
    if (libero) servi(libero).catch(finiti.reject);
  }
  await finiti.promise;
  return { alSecondo: totale / ((performance.now() - inizio) / 1000), durate };
}
