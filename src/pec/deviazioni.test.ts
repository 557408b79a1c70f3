import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLettura } from '#platform/db';
import {
  devia,
  NOMI_DEVIAZIONI,
  DEVIAZIONI,
  type NomeDeviazione,
} from '../../test/support/gestore-pec/deviazioni.ts';
import type { GestoreDiProva } from '../../test/support/gestore-pec/contratto.ts';
import { gestoreDiProva } from '../../test/support/gestore-pec/gestore-di-prova.ts';
import { manca } from '../../test/support/pacchetti.ts';
import { postaInArrivo, type PostaInArrivo } from '../../test/support/posta-in-arrivo.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { riceviCasella } from './ricevi-casella.ts';
import { apriTrasporto } from './trasporti/apri.ts';

const ENTE = 'protocollo@pec.comune.example';
const MARIO = 'mario@pec.cittadino.example';

const A = 'accettazione ricevuta valida';
const C = 'avvenuta-consegna ricevuta valida';
const E = 'errore-consegna ricevuta valida';
const B = 'posta-certificata da-esaminare valida';
const con = (firma: string): string[] => [A, C, B].map((m) => m.replace('valida', firma));
const TUTTO = [A, C, B];

/** What the ente's box makes of a letter that it sends and of one that it gets: kind, state, signature, in order of arrival. */
const ATTESI: Record<NomeDeviazione, string[]> = {
  'disposizione-inline': TUTTO,
  'daticert-prima': TUTTO,
  'x-pkcs7-signature': TUTTO,
  sha1: TUTTO,
  'testo-html': TUTTO,
  'x-rem': TUTTO,
  'da-nome': TUTTO,
  'da-senza-virgolette': TUTTO,
  'da-codificato': TUTTO,
  'senza-msgid': TUTTO,
  'senza-ricevuta': TUTTO,
  'identificativo-a-capo': TUTTO,
  'consegna-maiuscola': TUTTO,
  'errore-altro': TUTTO,
  'daticert-utf16': TUTTO,
  'daticert-latin1': TUTTO,
  'daticert-latin1-taciuto': TUTTO,
  'daticert-bom': TUTTO,
  'daticert-coda': TUTTO,
  'daticert-misto': TUTTO,
  'daticert-senza-attributi': TUTTO,
  'daticert-doctype': TUTTO,
  'daticert-entita': TUTTO,
  'daticert-troncato': TUTTO,
  'indirizzo-nel-soggetto': TUTTO,
  'firma-alterata': con('non-valida'),
  'firma-scaduta': con('non-valida'),
  'firma-di-altri': con('non-riconosciuta'),
  'firma-altro-indirizzo': con('non-valida'),
  'firma-corrotta': con('non-valida'),
  'firma-assente': con('assente'),
  // The same bytes are the same message.
  'ricevute-doppie': TUTTO,
  'ricevute-doppie-in-coda': TUTTO,
  'consegna-prima': [C, A, B],
  'ordine-inverso': [C, A, B],
  'accettazione-perduta': [C, B],
  'consegna-perduta': [A, B],
  'preavviso-poi-consegna': [A, 'preavviso-errore-consegna ricevuta valida', C, B],
  'presa-in-carico-al-mittente': [A, 'presa-in-carico servizio valida', C, B],
  // It is inside an envelope: a message like others, whatever it says of itself.
  'ricevuta-falsa': [A, B, B],
  'busta-in-anomalia': [A, 'anomalia da-esaminare valida'],
  'posta-ordinaria': ['anomalia da-esaminare valida'],
  'posta-ordinaria-nuda': ['posta-ordinaria da-esaminare assente'],
  'smtp-cade-durante-data': [B],
  'smtp-cade-dopo-data': TUTTO,
  'smtp-destinatario-450': [B],
  'smtp-destinatario-550': [B],
  'smtp-messaggio-451': [B],
  'smtp-messaggio-552': [B],
  'smtp-assente': [B],
  'imap-taglio': TUTTO,
  'imap-caduta': TUTTO,
  'imap-assente': TUTTO,
  'imap-uidvalidity': TUTTO,
  'consegne-ritardate': TUTTO,
  'casella-inesistente': [A, E],
  'casella-disattivata': [A, E],
  'casella-piena': [A, E],
  'dominio-inesistente': [A, E],
  'casella-irraggiungibile': [A],
  'destinatario-esterno': [A, B],
  'virus-in-partenza': ['non-accettazione ricevuta valida'],
  'virus-in-arrivo': [A, E],
};

const improntaDi = (byte: Buffer): string => createHash('sha256').update(byte).digest('hex');

describe.skipIf(manca('dovecot', 'openssl'))('tutte le deviazioni del gestore', () => {
  let p: ProdottoDiProva;
  let gestore: GestoreDiProva;
  let posta: PostaInArrivo;
  beforeAll(async () => {
    p = await prodottoDiProva();
    gestore = await gestoreDiProva({ caselle: [ENTE, MARIO] });
    posta = await postaInArrivo(p, gestore, ENTE);
  });
  afterAll(async () => {
    await gestore.chiudi();
    await p.chiudi();
  });

  const ricevi = async (): Promise<void> => {
    const trasporto = await apriTrasporto(posta.parti, posta.casella);
    try {
      await riceviCasella(posta.parti, posta.casella, trasporto, true);
    } finally {
      await trasporto.chiudi();
    }
  };

  /** By SMTP, where it is that which fails: what the ente gets of a letter that its server may not have taken. */
  const sottometti = async (oggetto: string): Promise<void> => {
    const { host, porta, utente, password, certificato } = gestore.smtp;
    const auth = { user: utente, pass: password };
    const trasporto = nodemailer.createTransport({
      host,
      port: porta,
      secure: true,
      auth,
      tls: { ca: certificato },
    });
    await trasporto.sendMail({ from: ENTE, to: MARIO, subject: oggetto, text: 'x' }).catch(() => undefined);
    trasporto.close();
    await gestore.quiete();
  };

  /** Both letters under that deviation. @returns digests of what came into the ente's box, in order, each once */
  const scrivi = async (nome: NomeDeviazione): Promise<string[]> => {
    const prima = (await gestore.casella(ENTE)).length;
    const lettera = { oggetto: nome, testo: 'Buongiorno' };
    const deviazione = DEVIAZIONI[nome];
    if (deviazione.dove !== 'imap') await devia(gestore, nome);
    if (deviazione.dove === 'smtp') await sottometti(nome);
    else await gestore.invia({ da: ENTE, a: [MARIO], ...lettera });
    await gestore.invia({ da: MARIO, a: [ENTE], ...lettera });
    gestore.ripara();
    if (deviazione.dove === 'imap') {
      // It fails while the box is read; what was there stays to be read.
      await devia(gestore, nome);
      await ricevi().catch(() => undefined);
      gestore.ripara();
    }
    return [...new Set((await gestore.casella(ENTE)).slice(prima).map(improntaDi))];
  };

  test(
    'nessuna fa perdere o raddoppiare un messaggio, e ciascuno va dove deve',
    { timeout: 180_000 },
    async () => {
      const arrivati = new Map<NomeDeviazione, string[]>();
      for (const nome of NOMI_DEVIAZIONI) arrivati.set(nome, await scrivi(nome));
      await ricevi();
      const { messaggi, copie } = await inLettura(p.db, p.ente.enteId, async (tx) => ({
        messaggi: await tx.selectFrom('messaggio').select(['impronta', 'tipo', 'stato', 'firma']).execute(),
        copie: await tx
          .selectFrom('messaggio_server')
          .select(['uid', 'messaggio_id', 'ultimo_errore'])
          .execute(),
      }));
      const visti = Object.fromEntries(
        [...arrivati].map(([nome, impronte]) => [
          nome,
          impronte.map((impronta) => {
            const trovati = messaggi.filter((m) => m.impronta === impronta);
            return trovati.map((m) => `${m.tipo} ${m.stato} ${m.firma}`).join(' e ') || 'perduto';
          }),
        ]),
      );
      expect(visti).toEqual(ATTESI);
      // Nothing else came in, and no copy was left behind.
      expect(messaggi).toHaveLength([...arrivati.values()].flat().length);
      expect(copie.filter((c) => c.messaggio_id === null)).toEqual([]);
    },
  );
});
