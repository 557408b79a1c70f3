import { existsSync, readFileSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nuovaAutorita, nuovoGestore, type Gestore } from '#gestore-pec';

const file = (dati: string): string => join(dati, 'dimostrazione', 'autorita.pem');

/** Certificates of the authorities that demonstrations on this data folder have had; none where there was no demonstration. */
export function autoritaDimostrazione(dati: string): string[] {
  if (!existsSync(file(dati))) return [];
  return (
    readFileSync(file(dati), 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ??
    []
  );
}

/** A provider with an authority of its own, whose certificate is written down before anything is signed. */
export async function gestoreDimostrativo(dati: string): Promise<Gestore> {
  const autorita = await nuovaAutorita({ nome: 'Autorità dimostrativa PEC' });
  const gestore = await nuovoGestore(autorita, 'gestore-pec.example', { nome: 'Gestore PEC dimostrativo' });
  await mkdir(join(dati, 'dimostrazione'), { recursive: true });
  await appendFile(file(dati), `${autorita.certificato.trim()}\n`, { flush: true });
  return gestore;
}
