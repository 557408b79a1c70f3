import type { Contesto } from '#autorizzazioni';
import { difettoOggetto, leggiImpostazioni } from '#organizzazione';
import type { Tx } from '#platform/db';
import { Rifiuto, type ErroreCampo } from '#platform/http';
import type { NuovaInCoda } from './coda.schema.ts';

/** The five things art. 27 c. 2 asks the office to look at, by their names. */
export type VoceFormale = 'oggetto' | 'mittente' | 'destinatario' | 'firma' | 'allegati';
type Difetto = ErroreCampo & { voce: VoceFormale };

function mittente(ctx: Contesto, r: NuovaInCoda): Difetto[] {
  if (r.ufficioMittente === ctx.unita?.codice) return [];
  const messaggio =
    r.ufficioMittente === undefined
      ? 'Mittente: indicare l’ufficio da cui il documento parte.'
      : `Mittente: il documento parte da chi lo sottopone, ${ctx.unita?.denominazione ?? 'il proprio ufficio'}.`;
  return [{ voce: 'mittente', campo: 'ufficioMittente', messaggio }];
}

function destinatari(r: NuovaInCoda): Difetto[] {
  if ((r.destinatari ?? []).length === 0)
    return [
      {
        voce: 'destinatario',
        campo: 'destinatari',
        messaggio: 'Destinatario: occorre almeno un destinatario.',
      },
    ];
  return (['destinatari', 'perConoscenza'] as const).flatMap((campo) =>
    (r[campo] ?? []).flatMap((d, i): Difetto[] =>
      d.indirizzo?.trim() || (d.indirizziDigitali ?? []).length > 0
        ? []
        : [
            {
              voce: 'destinatario',
              campo: `${campo}.${i}`,
              messaggio: `Destinatario: di ${d.denominazione ?? [d.cognome, d.nome].filter(Boolean).join(' ')} manca l’indirizzo, postale o PEC.`,
            },
          ],
    ),
  );
}

function firma(r: NuovaInCoda, firmato: boolean): Difetto[] {
  if (r.firma === undefined)
    return [
      {
        voce: 'firma',
        campo: 'firma',
        messaggio: 'Firma: indicare se il documento ha firma digitale o autografa.',
      },
    ];
  if (r.firma === 'digitale' && r.supporto === 'analogico')
    return [
      { voce: 'firma', campo: 'firma', messaggio: 'Firma: un documento di carta non ha firma digitale.' },
    ];
  if (r.firma === 'digitale' && !firmato)
    return [
      {
        voce: 'firma',
        campo: 'firma',
        messaggio: 'Firma: il file del documento principale non porta una firma digitale.',
      },
    ];
  return [];
}

function allegati(r: NuovaInCoda): Difetto[] {
  const presenti = (r.allegati ?? []).length;
  if (r.allegatiDichiarati === presenti) return [];
  const messaggio =
    r.allegatiDichiarati === undefined
      ? 'Allegati: indicare quanti ne dichiara il documento; nessuno, se non ne ha.'
      : `Allegati: il documento ne dichiara ${r.allegatiDichiarati}, qui ce ne sono ${presenti}.`;
  return [{ voce: 'allegati', campo: 'allegatiDichiarati', messaggio }];
}

/**
 * The formal check of what is to be sent, which is the office's own (art. 27 c. 2): all that is missing is named at once, each with its
 * item. Of the merits nothing is checked here, nor by the Ufficio Protocollo (RN-27.4).
 *
 * @param firmato whether the main document bears a digital signature
 * @throws Rifiuto `coda.verifica-formale`
 */
export async function verificaFormale(
  tx: Tx,
  ctx: Contesto,
  r: NuovaInCoda,
  firmato: boolean,
): Promise<void> {
  if (r.flusso !== 'U') return;
  const difettoDellOggetto = difettoOggetto(r.oggetto, await leggiImpostazioni(tx));
  const difetti: Difetto[] = [
    ...(difettoDellOggetto
      ? [
          {
            voce: 'oggetto' as const,
            campo: 'oggetto',
            messaggio: `Oggetto: ${difettoDellOggetto.dettaglio}`,
          },
        ]
      : []),
    ...mittente(ctx, r),
    ...destinatari(r),
    ...firma(r, firmato),
    ...allegati(r),
  ];
  if (difetti.length === 0) return;
  throw new Rifiuto({
    codice: 'coda.verifica-formale',
    categoria: 'nonValido',
    dettaglio: difetti.map((d) => d.messaggio).join(' '),
    campi: difetti.map(({ campo, messaggio }) => ({ campo, messaggio })),
    dati: { voci: [...new Set(difetti.map((d) => d.voce))] },
  });
}
