import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { avvenutaConsegna, preavvisoErroreConsegna, type Consegna, type Instradato } from '#gestore-pec';
import type { Registrazione } from '#registrazione';
import { prepara } from '../support/banca-dati.ts';
import type { DettaglioInvio, ElencoInvii } from '../../src/pec/invii/invii.schema.ts';
import { lavoroSpedisci } from '../../src/pec/invii/spedisci.ts';
import { riceviCasella } from '../../src/pec/ricevi-casella.ts';
import { apriTrasporto } from '../../src/pec/trasporti/apri.ts';
import { pdfDiProva } from '../support/carte-di-prova.ts';
import type { GestoreDiProva } from '../support/gestore-pec/contratto.ts';
import { gestoreDiProva } from '../support/gestore-pec/gestore-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { postaInArrivo, type PostaInArrivo } from '../support/posta-in-arrivo.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { annota, misura } from './misura.ts';

const NOSTRA = 'protocollo@pec.prova1.example';
const [ANNA, VERDI, ROSSI] = [
  'anna@pec.studio.example',
  'verdi@pec.impresa.example',
  'rossi@pec.altri.example',
];
const DOMINI = ['pec.studio.example', 'pec.impresa.example', 'pec.altri.example'];
const TIPI = ['completa', 'breve', 'sintetica'] as const;

// In `npm test` a handful, in one box; the whole of it in `npm run prove`.
const ordini = misura(5, 120);

describe.skipIf(manca('dovecot', 'openssl'))('ricevute in ogni ordine', () => {
  let p: ProdottoDiProva;
  let gestore: GestoreDiProva;
  let posta: PostaInArrivo;
  beforeAll(async () => {
    p = await prodottoDiProva();
    gestore = await gestoreDiProva({ caselle: [NOSTRA, ANNA], domini: DOMINI });
    posta = await postaInArrivo(p, gestore, NOSTRA);
    const { host, porta, utente, certificato } = gestore.smtp;
    const uscita = JSON.stringify({ host, porta, sicurezza: 'tls', utente });
    await prepara(p.db, p.ente.enteId, async (tx) => {
      await sql`UPDATE casella SET uscita = ${uscita}::jsonb WHERE id = ${posta.casella.id}`.execute(tx);
    });
    posta.parti.certificatiFidati = `${gestore.imap.certificato}\n${certificato}`;
  });
  afterAll(async () => {
    await gestore.chiudi();
    await p.chiudi();
  });

  /** Registers, sends by SMTP to the three, and gives what the provider would send back: nothing has arrived yet. */
  const spedisci = async (tipoRicevuta: string): Promise<{ id: string; ricevute: Consegna[] }> => {
    let fatto: Instradato | undefined;
    gestore.guasti.stato = (indirizzo) =>
      ({ [VERDI]: 'inesistente', [ROSSI]: 'irraggiungibile' })[indirizzo] as never;
    gestore.guasti.trasforma = (instradato) => {
      fatto = instradato;
      return [];
    };
    const documentoPrincipale = await p.carica('operatore', 'lettera.pdf', pdfDiProva());
    const destinatari = [ANNA, VERDI, ROSSI].map((indirizzo) => ({
      tipo: 'PG',
      denominazione: indirizzo,
      indirizziDigitali: [indirizzo],
    }));
    const corpo = {
      flusso: 'U',
      oggetto: 'Esito',
      mezzo: 'pec',
      unitaCompetente: 'tecnico',
      destinatari,
      documentoPrincipale,
    };
    const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
    expect(r.stato, r.testo).toBe(201);
    const via = `/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}/invii`;
    const invii = await p.chiama<ElencoInvii>('operatore', 'POST', via, { corpo: { tipoRicevuta } });
    expect(invii.stato, invii.testo).toBe(201);
    const id = invii.corpo.items[0]?.id ?? '';
    await lavoroSpedisci({ enteId: p.ente.enteId, invioId: id }, posta.parti as never);
    await gestore.quiete();
    if (!fatto) throw new Error('il gestore non ha ricevuto nulla');
    const { spedizione, consegne } = fatto;
    const adesso = gestore.nucleo.orologio.adesso();
    const preavviso = async (a: string, ore: 12 | 24): Promise<Consegna> => ({
      a: NOSTRA,
      tipo: 'preavviso-errore-consegna',
      byte: await preavvisoErroreConsegna(spedizione, new Date(adesso.getTime() + ore * 3_600_000), a, ore),
    });
    // The same delivery said again in another form, as when a provider sends it twice.
    const altre = TIPI.filter((t) => t !== tipoRicevuta).map(async (ricevuta): Promise<Consegna> => ({
      a: NOSTRA,
      tipo: 'avvenuta-consegna',
      byte: await avvenutaConsegna({ ...spedizione, invio: { ...spedizione.invio, ricevuta } }, adesso, ANNA),
    }));
    const ricevute = [
      ...consegne.filter((c) => c.a === NOSTRA),
      await preavviso(ANNA, 12),
      await preavviso(ROSSI, 12),
      await preavviso(ROSSI, 24),
      ...(await Promise.all(altre)),
    ];
    gestore.ripara();
    return { id, ricevute };
  };

  const ricevi = async (): Promise<void> => {
    const trasporto = await apriTrasporto(posta.parti, posta.casella);
    try {
      await riceviCasella(posta.parti, posta.casella, trasporto, false);
    } finally {
      await trasporto.chiudi();
    }
  };

  test(
    'lo stato di ogni destinatario alla fine è lo stesso in qualunque ordine le ricevute arrivino, anche ripetute',
    { timeout: misura(90_000, 3_600_000) },
    async () => {
      let provati = 0;
      // A sending for each order: what is known of one only grows.
      const sorte = fc.record({
        tipo: fc.constantFrom(...TIPI),
        ordine: fc.shuffledSubarray([...Array(16).keys()], { minLength: 16 }),
        // After how many of them the box is read for the first time.
        primaLettura: fc.integer({ min: 0, max: 16 }),
      });
      await fc.assert(
        fc.asyncProperty(sorte, async ({ tipo, ordine, primaLettura }) => {
          const { id, ricevute } = await spedisci(tipo);
          expect(ricevute.map((r) => r.tipo).toSorted()).toEqual(INSIEME);
          // Each twice: eight receipts, sixteen arrivals.
          for (const [n, quale] of ordine.entries()) {
            if (n === primaLettura) await ricevi();
            const { byte } = ricevute[quale % ricevute.length] as Consegna;
            await gestore.consegnaGrezzo(NOSTRA, byte);
          }
          await ricevi();
          const { corpo } = await p.chiama<DettaglioInvio>('operatore', 'GET', `/pec/invii/${id}`);
          expect(Object.fromEntries(corpo.destinatari.map((d) => [d.indirizzo, d.stato]))).toEqual({
            [ANNA]: 'consegnato',
            [VERDI]: 'mancata-consegna',
            [ROSSI]: 'mancata-consegna',
          });
          // Each once, whatever was repeated.
          expect(corpo.ricevute).toHaveLength(ricevute.length);
          provati++;
        }),
        { numRuns: ordini, endOnFailure: true },
      );
      annota(`ricevute: ${provati} ordini di 16 arrivi attraverso SMTP e IMAP, tutti con lo stesso esito`);
    },
  );
});

const INSIEME = [
  'accettazione',
  'avvenuta-consegna',
  'avvenuta-consegna',
  'avvenuta-consegna',
  'errore-consegna',
  'preavviso-errore-consegna',
  'preavviso-errore-consegna',
  'preavviso-errore-consegna',
];
