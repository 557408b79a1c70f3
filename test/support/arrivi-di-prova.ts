import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ricevi } from '#documenti';
import { inTransazione } from '#platform/db';
import { apriLettore } from '#pec';
import { attoreSistema } from '#tracciamento';
import { conserva } from '../../src/pec/libro/conserva.ts';
import { leggiMessaggioConservato } from '../../src/pec/libro/leggi-conservato.ts';
import type { Messaggio } from '../../src/pec/messaggi/messaggi.schema.ts';
import { bancoInvii, type BancoInvii } from './invii-di-prova.ts';
import {
  anomalia,
  busta,
  CASELLA,
  CITTADINO,
  daticert,
  file,
  firmatariDiProva,
  grezzo,
  multiparte,
  originale,
  testo,
} from './messaggi-di-prova.ts';
import type { Risposta } from './prodotto-di-prova.ts';

/** A letter as a citizen writes it. */
export type Scritto = {
  da?: string;
  nome?: string;
  oggetto?: string;
  testo?: string;
  file?: [string, Buffer][];
  /** By ordinary mail: it comes in an anomaly envelope. */
  ordinario?: boolean;
  inRispostaA?: string;
  /** The message twice: by default each is new. */
  messageId?: string;
  consegnato?: Date;
};

const roma = (istante: Date): { giorno: string; ora: string; zona: string } => {
  const p = Object.fromEntries(
    new Intl.DateTimeFormat('it-IT', {
      timeZone: 'Europe/Rome',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
      .formatToParts(istante)
      .map((x) => [x.type, x.value]),
  );
  const zona = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Rome', timeZoneName: 'longOffset' })
    .formatToParts(istante)
    .find((x) => x.type === 'timeZoneName')
    ?.value.slice(3)
    .replace(':', '');
  const due = (s = '') => s.padStart(2, '0');
  const anno = String(p.year).length === 2 ? `20${p.year}` : String(p.year);
  return {
    giorno: `${due(p.day)}/${due(p.month)}/${anno}`,
    ora: `${due(p.hour)}:${due(p.minute)}:${due(p.second)}`,
    zona: zona ?? '+0100',
  };
};

/** Its bytes as the provider would deliver them. */
export async function lettera(s: Scritto): Promise<Buffer> {
  const id = s.messageId ?? randomUUID();
  const {
    da = CITTADINO,
    nome = 'Mario Rossi',
    oggetto = 'Istanza di accesso agli atti della pratica 12/2026',
  } = s;
  const pezzi = (s.file ?? []).map(([n, byte]) => (byte.length > 1024 * 1024 ? grezzo : file)(n, byte));
  const interno = originale(multiparte('mixed', testo(s.testo ?? 'Mario Rossi, via Roma 3'), ...pezzi), {
    From: `${nome} <${da}>`,
    Subject: oggetto,
    'Message-ID': `<${id}@client.example>`,
    ...(s.inRispostaA !== undefined && { 'In-Reply-To': s.inRispostaA, References: s.inRispostaA }),
  });
  if (s.ordinario) return await anomalia(interno);
  const { giorno, ora, zona } = roma(s.consegnato ?? new Date());
  const xml = daticert('posta-certificata', { oggetto })
    .replaceAll(CITTADINO, da)
    .replace('26/11/2026', giorno)
    .replace('10:15:30', ora)
    .replace('+0100', zona)
    .replace('opec1.20261126101530', `opec.${id}`);
  return await busta(interno, {
    xml,
    intestazioni: {
      'Return-Path': `<${da}>`,
      From: `"Per conto di: ${da}" <posta-certificata@gestore.example>`,
      'Reply-To': da,
      To: CASELLA,
      Subject: `POSTA CERTIFICATA: ${oggetto}`,
      'Message-ID': `<opec.${id}@gestore.example>`,
      'X-Riferimento-Message-ID': `<${id}@client.example>`,
    },
  });
}

export type BancoArrivi = BancoInvii & {
  /** A letter arrives, is kept and read as any other. @returns its id */
  arriva: (scritto: Scritto) => Promise<string>;
  messaggio: (id: string) => Promise<Messaggio>;
  /** An act of the operator on a message. */
  agisci: <T = Messaggio & { codice?: string }>(
    id: string,
    atto: string,
    corpo?: object,
  ) => Promise<Risposta<T>>;
  registraMessaggio: (
    id: string,
    corpo?: object,
  ) => Promise<{
    anno: number;
    numero: string;
    oggetto: string;
    note?: string;
    avvisi: string[];
    collegamenti: { tipo: string; verso: string; anno: number; numero: string }[];
  }>;
};

/** The bench of the sendings, with letters that arrive in its box. */
export async function bancoArrivi(): Promise<BancoArrivi> {
  const b = await bancoInvii();
  const { enteId } = b.p.ente;
  const { autorita } = await firmatariDiProva();
  const leggi = apriLettore(() => [{ nome: 'Autorità di prova', certificato: autorita.pem }]);
  const parti = { db: b.p.db, archivio: b.parti.archivio, log: b.parti.log, leggi };
  const agisci: BancoArrivi['agisci'] = (id, atto, corpo) =>
    b.p.chiama('operatore', 'POST', `/pec/messaggi/${id}/${atto}`, corpo === undefined ? {} : { corpo });
  return {
    ...b,
    arriva: async (scritto) => {
      const byte = await lettera(scritto);
      const ricevuto = await ricevi(b.parti.archivio, enteId, Readable.from([byte]), 128 * 1024 * 1024);
      const { id } = await inTransazione(b.p.db, enteId, (tx) =>
        conserva(tx, attoreSistema(enteId), {
          casellaId: b.casella.id,
          ricevuto,
          arrivatoIl: scritto.consegnato ?? new Date(),
          via: 'server',
        }),
      );
      await ricevuto.deposito.discard();
      await leggiMessaggioConservato(parti, enteId, id);
      return id;
    },
    messaggio: async (id) => {
      const r = await b.p.chiama<Messaggio>('operatore', 'GET', `/pec/messaggi/${id}`);
      if (r.stato !== 200) throw new Error(r.testo);
      return r.corpo;
    },
    agisci,
    registraMessaggio: async (id, corpo = {}) => {
      const r = await agisci<never>(id, 'registrazione', corpo);
      if (r.stato !== 201) throw new Error(r.testo);
      return r.corpo;
    },
  };
}
