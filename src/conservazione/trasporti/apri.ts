import { join } from 'node:path';
import { apriContenuto } from '#documenti';
import type {
  DialettoConservatore,
  ParametriCartella,
  ParametriParer,
  ParametriSftp,
} from '../conservatore/conservatore.schema.ts';
import { posto } from '../conservatore/salva-conservatore.ts';
import type { PartiConservazione } from '../parti.ts';
import { apriPacchetto } from './apri-pacchetto.ts';
import { apriCartella } from './cartella.ts';
import { apriParer } from './http-parer.ts';
import { apriSftp } from './sftp.ts';
import type { DaConsegnare, Trasporto } from './trasporto.ts';

export type ConservatoreDaRaggiungere = {
  id: string;
  trasporto: string;
  parametri: unknown;
  segreto: string | null;
  dialetto: unknown;
};

/** The way to this conservatore, opened. @throws what the other end throws */
export async function apriTrasporto(
  parti: PartiConservazione,
  c: ConservatoreDaRaggiungere,
): Promise<Trasporto> {
  const zip = (p: DaConsegnare) => apriContenuto(parti, p.enteId, p);
  if (c.trasporto === 'cartella')
    return apriCartella(join(parti.dati, 'conservazione', (c.parametri as ParametriCartella).cartella), zip);
  if (c.segreto === null)
    throw new Error('Manca la password, o la chiave: la si scrive nella configurazione.');
  const segreto = parti.vault.open(posto(c.id), c.segreto);
  return c.trasporto === 'sftp'
    ? await apriSftp(c.parametri as ParametriSftp, segreto, zip)
    : apriParer(
        c.parametri as ParametriParer,
        { password: segreto, codiceGiaPresente: (c.dialetto as DialettoConservatore).codiceGiaPresente },
        (p) => apriPacchetto(parti, p),
      );
}
