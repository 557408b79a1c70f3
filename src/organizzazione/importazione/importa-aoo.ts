import { Compile } from 'typebox/compile';
import type { Contesto } from '#autorizzazioni';
import { leggiCsv } from '#platform/csv';
import type { Tx } from '#platform/db';
import { campiInItaliano } from '#platform/http';
import { leggiAoo, salvaAoo } from '../aoo.ts';
import { Aoo } from '../organizzazione.schema.ts';
import { altraAoo, aooNonAmmessa, cambiata } from './importazione.errors.ts';
import { findCodiciIpa } from './importazione.queries.ts';
import type { EsitoImportazioneOrganigramma, RigaImportazione } from './importazione.schema.ts';
import { riassumi } from './riassumi.ts';

const COLONNE = {
  Codice_IPA: ['codamm'],
  Codice_uni_aoo: ['codaoo'],
  Denominazione_aoo: ['desaoo'],
  CAP: [],
  Indirizzo: [],
  Mail1: [],
  Tipo_Mail1: [],
  Mail2: [],
  Tipo_Mail2: [],
  Mail3: [],
  Tipo_Mail3: [],
} as const;
const forma = Compile(Aoo);

/**
 * Brings name, PEC and address of the AOO to what IndicePA says of it. Not the RSP: an appointment says who he is.
 *
 * @throws Rifiuto `importazione.altra-aoo`, `importazione.aoo-non-ammessa`, `importazione.cambiata`
 */
export async function importaAoo(
  tx: Tx,
  ctx: Contesto,
  contenuto: string,
  conferma: string | undefined,
): Promise<EsitoImportazioneOrganigramma> {
  if (!ctx.permessi.has('configurazione.modifica')) throw aooNonAmmessa();
  const prima = await leggiAoo(tx);
  const { codiceIpa } = await findCodiciIpa(tx);
  const tutte = leggiCsv(contenuto, COLONNE, ['Codice_IPA', 'Codice_uni_aoo', 'Denominazione_aoo']);
  const propria = tutte.find(
    ({ celle: c }) =>
      c.Codice_IPA.toLowerCase() === codiceIpa.toLowerCase() &&
      c.Codice_uni_aoo.toUpperCase() === prima.codice,
  );
  if (!propria) throw altraAoo(prima.codice);
  const dopo = leggi(propria.celle, prima);
  const cambia = (['denominazione', 'casellaPec', 'indirizzo'] as const).flatMap((campo) =>
    prima[campo] === dopo[campo] ? [] : [{ campo, prima: prima[campo], dopo: dopo[campo] }],
  );
  const riga: RigaImportazione = {
    linea: propria.linea,
    codice: prima.codice,
    denominazione: dopo.denominazione,
    cambia,
    ...(forma.Check(dopo)
      ? { esito: cambia.length > 0 ? 'variata' : 'uguale' }
      : {
          esito: 'errore',
          messaggio: campiInItaliano(forma.Errors(dopo))
            .map((c) => `${c.campo}: ${c.messaggio}`)
            .join(' '),
        }),
  };
  const altriEnti = tutte.filter((r) => r.celle.Codice_IPA.toLowerCase() !== codiceIpa.toLowerCase()).length;
  const esito = { ...riassumi('ipa-aoo', [riga], prima.codice), altriEnti };
  if (conferma === undefined || riga.esito !== 'variata') return { ...esito, scritta: false };
  if (conferma !== esito.impronta) throw cambiata();
  await salvaAoo(tx, ctx, dopo);
  return { ...esito, scritta: true };
}

/** What IndicePA does not say stays as it is. */
function leggi(c: Record<keyof typeof COLONNE, string>, prima: Aoo): Aoo {
  const pec = [
    [c.Mail1, c.Tipo_Mail1],
    [c.Mail2, c.Tipo_Mail2],
    [c.Mail3, c.Tipo_Mail3],
  ].find(([casella, tipo]) => casella && /^pec$/i.test(tipo ?? ''))?.[0];
  const stessa = pec === undefined || pec.toLowerCase() === prima.casellaPec.toLowerCase();
  return {
    ...prima,
    denominazione: c.Denominazione_aoo || prima.denominazione,
    casellaPec: stessa ? prima.casellaPec : pec.toLowerCase(),
    indirizzo: c.Indirizzo ? [c.Indirizzo, c.CAP].filter(Boolean).join(', ') : prima.indirizzo,
  };
}
