import { autoritaDimostrazione } from '#dimostrazione';
import { apriLettore, leggiAutorita } from '#pec';
import type { Ambiente } from './avvio/ambiente.ts';

/** What reads messages: it believes the authorities of the settings and, for the demonstration ente, those of its provider. */
export function lettore({ config, dati }: Pick<Ambiente, 'config' | 'dati'>): ReturnType<typeof apriLettore> {
  const configurate = leggiAutorita(config.pec.autorita);
  return apriLettore(() => [
    ...configurate,
    ...autoritaDimostrazione(dati).map((certificato) => ({ nome: 'Autorità dimostrativa', certificato })),
  ]);
}
