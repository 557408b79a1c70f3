import pg from 'pg';
import { bustaDiAnomalia, leggiInvio, scriviLettera } from '#gestore-pec';
import { pdfDiProva } from './carte-di-prova.ts';
import { casellaDiProva, type CasellaDiProva } from './caselle-di-prova.ts';
import { ANNA, bancoInvii, VERDI, type BancoInvii } from './invii-di-prova.ts';
import { certificata, importaPosta, type Fabbrica, type LetteraDiProva } from './posta-importata.ts';
import type { ProdottoDiProva } from './prodotto-di-prova.ts';
import { ricevutaLetta } from './ricevute-di-prova.ts';

export type PostaDaMostrare = {
  banco: BancoInvii;
  suap: CasellaDiProva;
  /** Ids by subject. */
  messaggi: Record<string, string>;
  /** A registration with sendings: its address on the screen. */
  spedita: string;
  chiudi: () => Promise<void>;
};

const pdf = (nome: string) => ({ nome, tipo: 'application/pdf', byte: pdfDiProva(nome) });

const lettera = (da: string, oggetto: string, testo: string, altro: Partial<LetteraDiProva> = {}) => ({
  da,
  oggetto,
  testo,
  ...altro,
});

export const LUNGO =
  'Trasmissione della documentazione integrativa richiesta con nota prot. 0001234 del 12/10/2026 relativa alla domanda di permesso di costruire in sanatoria per l’immobile di via Giuseppe Garibaldi 112/bis, foglio 21, mappale 1044, subalterni da 1 a 18';
export const VENTI = 'Progetto esecutivo con venti elaborati';

const lettere: LetteraDiProva[] = [
  lettera(
    'mario.rossi@pec.cittadini.example',
    'Istanza di accesso agli atti',
    'Spett.le Comune,\n\nai sensi dell’art. 22 della legge 241/1990 chiedo copia degli atti della pratica edilizia n. 45/2019.\n\nMario Rossi',
    { allegati: [pdf('istanza.pdf'), pdf('documento-di-identita.pdf')] },
  ),
  lettera(
    'studio.tecnico.bianchi.e.associati@pec.ordine-ingegneri.example',
    LUNGO,
    'Si trasmette quanto in oggetto.\n'.repeat(30),
  ),
  lettera('progetti@pec.costruzioni.example', VENTI, 'Si allegano gli elaborati.', {
    allegati: Array.from({ length: 20 }, (_, i) =>
      pdf(
        `Tavola_${String(i + 1).padStart(2, '0')}_planimetria_generale_e_sezioni_dello_stato_di_progetto_rev_3.pdf`,
      ),
    ),
  }),
  ...[1, 2].map((n) =>
    lettera('ufficio.gare@pec.impresa.example', `INVIO ${n} di 3 – Documentazione di gara`, `Parte ${n}`, {
      allegati: [pdf(`busta-${n}.pdf`)],
    }),
  ),
  lettera('info@pec.toner.example', 'Offerta commerciale di toner', 'Prezzi imbattibili!'),
  lettera(
    'anagrafe@pec.altro-comune.example',
    'Richiesta di certificato di residenza',
    'Si chiede il certificato.',
  ),
  lettera(
    'prefettura@pec.interno.example',
    'Circolare n. 14/2026 – Consultazioni elettorali',
    'Si trasmette la circolare.',
    {
      allegati: [pdf('circolare.pdf'), { nome: 'tabella.exe', byte: Buffer.from('MZ') }],
    },
  ),
  lettera('avv.verdi@pec.ordineavvocati.example', '', 'Atto di diffida.'),
];

/** Ordinary mail, as the provider hands it over. */
const ordinaria =
  (casella: { indirizzo: string }): Fabbrica =>
  async (g, istante) => {
    const l = {
      da: 'lucia.ferri@posta.example',
      a: [casella.indirizzo],
      oggetto: 'Segnalazione di una buca in via Roma',
      testo: 'C’è una buca.',
    };
    return await bustaDiAnomalia(g, leggiInvio(await scriviLettera(g, l)), istante);
  };
const illeggibile: Fabbrica = async () => Buffer.from('\0\u0001\u0002 niente che somigli a un messaggio');

/** Boxes full of mail of every kind, and sendings in every state: for whoever looks at the screens. */
export async function postaDaMostrare(p: ProdottoDiProva): Promise<PostaDaMostrare> {
  const banco = await bancoInvii(p);
  const suap = await casellaDiProva(p.banca.urlSuperutente, p.ente, {
    codice: 'SUAP',
    indirizzo: 'suap@pec.comune.example',
    principale: false,
  });
  await importaPosta(p, banco.casella, [
    ...lettere.map((l) => certificata(banco.casella, l)),
    ordinaria(banco.casella),
    illeggibile,
  ]);
  await importaPosta(p, suap, [
    certificata(
      suap,
      lettera('edil.nord@pec.imprese.example', 'SCIA di piazza Dante 4', 'Si trasmette la SCIA.'),
    ),
  ]);
  const spedita = await invii(banco);
  const superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  await superutente.query(
    `INSERT INTO casella_stato (ente_id, casella_id, sul_server, da_scaricare, ultimo_contatto)
     VALUES ($1, $2, 1234, 3, now()) ON CONFLICT (casella_id) DO UPDATE SET sul_server = 1234, da_scaricare = 3, ultimo_contatto = now()`,
    [p.ente.enteId, banco.casella.id],
  );
  await superutente.query(
    `INSERT INTO casella_stato (ente_id, casella_id, ultimo_errore, errore_dal)
     VALUES ($1, $2, 'Il server non accetta le credenziali: rinnovare la password della casella.', now())
     ON CONFLICT (casella_id) DO UPDATE SET ultimo_errore = excluded.ultimo_errore, errore_dal = now()`,
    [p.ente.enteId, suap.id],
  );
  await superutente.end();
  const { corpo } = await p.chiama<{ items: { id: string; oggetto: string; stato: string }[] }>(
    'operatore',
    'GET',
    '/pec/messaggi?limit=200',
  );
  return {
    banco,
    suap,
    messaggi: Object.fromEntries(
      corpo.items.map((m) => [m.stato === 'quarantena' ? 'quarantena' : m.oggetto, m.id]),
    ),
    spedita,
    chiudi: () => banco.chiudi(),
  };
}

/** Delivered, failed, uncertain, never left, waiting, and a receipt of nobody. */
async function invii(b: BancoInvii): Promise<string> {
  const { modi } = b.smtp;
  const riuscito = await b.spedito({ oggetto: 'Esito dell’istanza di rateizzazione' });
  const msgid = riuscito.messageId;
  await b.ricevi(
    ricevutaLetta('accettazione', {
      msgid,
      destinatari: [ANNA, VERDI].map((indirizzo) => ({ indirizzo, tipo: 'certificato' })),
    }),
  );
  await b.ricevi(ricevutaLetta('avvenuta-consegna', { msgid, consegna: ANNA }));
  await b.ricevi(
    ricevutaLetta('errore-consegna', {
      msgid,
      consegna: VERDI,
      errore: 'altro',
      erroreEsteso: '5.1.1 - Gestore di prova - indirizzo non valido: casella inesistente',
    }),
  );
  modi.taglia = 'dopo';
  await b.spedito({ oggetto: 'Convocazione della conferenza di servizi' });
  modi.taglia = undefined;
  modi.messaggio = 550;
  await b.spedito({ oggetto: 'Diniego del permesso di costruire' });
  modi.messaggio = undefined;
  const { via } = await b.registra({ oggetto: LUNGO });
  await b.invia(via);
  await b.ricevi(
    ricevutaLetta('avvenuta-consegna', {
      msgid: '<mai-visto@altrove.example>',
      identificativo: 'opec-ignoto',
      consegna: ANNA,
    }),
  );
  const { anno, numero } = riuscito.registrazione ?? { anno: 0, numero: '0' };
  return `/registro/${anno}/${Number(numero)}`;
}
