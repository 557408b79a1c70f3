import { createHash, randomBytes } from 'node:crypto';
import { XmlMalformato } from '#platform/xml';
import type { ParametriParer } from '../conservatore/conservatore.schema.ts';
import { difettiRapporto, leggiRapporto } from '../rapporti/leggi-rapporto.ts';
import { allega, campo, manda, type Contenuto } from './forma.ts';
import { indiceFascicolo } from './indice-fascicolo.ts';
import { leggiStato, richiestaStato } from './stato-parer.ts';
import type {
  DaConsegnare,
  EsitoConsegna,
  FileDaConsegnare,
  ParteConsegnata,
  Risposta,
  StatoDetto,
  Trasporto,
} from './trasporto.ts';
import { unitaDocumentaria } from './unita-documentaria.ts';
import type { ParteDiFascicolo, UnitaDiFascicolo } from './unita-di-fascicolo.ts';

/** What a package holds, file by file, and how each is opened. */
export type Aperto = {
  file: FileDaConsegnare[];
  /** Allegato 5 metadata of the main document. */
  normativo: string | undefined;
  /** A fascicolo taken apart: its documents, then its parts from the innermost to the whole. */
  smonta: () => Promise<{ unita: UnitaDiFascicolo[]; parti: ParteDiFascicolo[] }>;
  apri: (f: FileDaConsegnare) => Promise<Contenuto>;
  chiudi: () => void;
};

/** Whether an answer lets the next one go: it is read again, and judged, when it is kept. */
function buona(byte: Buffer, parte: ParteConsegnata, codiceGiaPresente: string | undefined): boolean {
  const r = leggiRapporto(byte, codiceGiaPresente);
  return r.esito !== 'rifiutato' && difettiRapporto(r, parte).length === 0;
}

/** What is not an answer of the service at all: cut short, or the page of something in between. Asked again, he says it again. */
function nonRisposta(byte: Buffer, codiceGiaPresente: string | undefined): EsitoConsegna | undefined {
  try {
    leggiRapporto(byte, codiceGiaPresente);
    return undefined;
  } catch (errore) {
    if (!(errore instanceof XmlMalformato)) throw errore;
    return { esito: 'riprova', motivo: `La risposta del servizio non si legge: ${errore.message}.` };
  }
}

type Servizio = { url: string; versione: string };
/** One call of a delivery in pieces. */
type Passo = { xml: string; servizio: Servizio; file: readonly FileDaConsegnare[]; parte: ParteConsegnata };

const sha256 = (testo: string): string => createHash('sha256').update(testo).digest('hex');

/**
 * A conservatore with HTTP services of the ParER family: the index of the unit, its files, user and password in one form; what it
 * answers is the rapporto. That it has the unit already is an answer too, and is compared like any other.
 */
export function apriParer(
  parametri: ParametriParer,
  { password, codiceGiaPresente }: { password: string; codiceGiaPresente: string | undefined },
  apri: (p: DaConsegnare) => Promise<Aperto>,
): Trasporto {
  const { stato: statoDetto } = parametri;
  const chiedi = async (
    servizio: Servizio,
    xml: string,
    file: readonly FileDaConsegnare[] = [],
    aprendo?: Aperto['apri'],
  ): Promise<Buffer | { motivo: string; nonArrivato: boolean }> => {
    const confine = `tabularium-${randomBytes(16).toString('hex')}`;
    const { stato, corpo } = await manda(servizio.url, confine, [
      campo(confine, 'VERSIONE', servizio.versione),
      campo(confine, 'LOGINNAME', parametri.utente),
      campo(confine, 'PASSWORD', password),
      campo(confine, 'XMLSIP', xml),
      ...file.map((f) => allega(confine, f, () => (aprendo ? aprendo(f) : Promise.resolve(Buffer.alloc(0))))),
    ]);
    return stato === 200 && corpo.includes('<')
      ? corpo
      : {
          motivo: `Il servizio risponde con lo stato HTTP ${stato}.`,
          // Sent elsewhere, or turned away: he did not look at it.
          nonArrivato: stato >= 300 && stato < 500,
        };
  };

  const chiediStato = async (
    servizio: Servizio,
    chiave: DaConsegnare['chiave'],
  ): Promise<StatoDetto | undefined> => {
    const risposta = await chiedi(servizio, richiestaStato(chiave, parametri, servizio.versione));
    return Buffer.isBuffer(risposta) ? leggiStato(risposta, chiave) : undefined;
  };

  /** The documents one by one, then the parts, then the whole: each answer must be good before the next goes. */
  const consegnaFascicolo = async (
    p: DaConsegnare,
    aperto: Aperto,
    servizio: NonNullable<ParametriParer['fascicoli']>,
  ): Promise<EsitoConsegna> => {
    const { unita, parti } = await aperto.smonta();
    const risposte: Risposta[] = [];
    const passi: Passo[] = [
      ...unita.map((u) => ({
        xml: unitaDocumentaria({ ...p, ...u }, parametri, u.file, u.normativo),
        servizio: parametri,
        file: u.file,
        parte: { chiave: u.chiave, documenti: u.documenti },
      })),
      ...parti.map((f) => ({
        xml: indiceFascicolo(f, parametri, servizio),
        servizio,
        file: [],
        parte: { chiave: f.chiave, documenti: [], unita: f.unita.length },
      })),
    ];
    for (const [i, passo] of passi.entries()) {
      const risposta = await chiedi(passo.servizio, passo.xml, passo.file, aperto.apri);
      if (!Buffer.isBuffer(risposta))
        return { esito: 'riprova', ...risposta, nonArrivato: i === 0 && risposta.nonArrivato };
      const illeggibile = nonRisposta(risposta, codiceGiaPresente);
      if (illeggibile) return illeggibile;
      risposte.push({
        byte: risposta,
        indice: sha256(passo.xml),
        parte: { ...passo.parte, ultima: i === passi.length - 1 },
      });
      if (!buona(risposta, passo.parte, codiceGiaPresente)) break;
    }
    return { esito: 'consegnato', risposte };
  };

  return {
    prova: async () => {
      const { stato } = await manda(parametri.url, 'prova', []);
      // Without a unit it refuses, and so it is there.
      return `Il servizio risponde (stato HTTP ${stato}); le credenziali si provano con il primo versamento.`;
    },
    consegna: async (p) => {
      const aperto = await apri(p);
      try {
        if (p.tipo === 'fascicolo' && parametri.fascicoli)
          return await consegnaFascicolo(p, aperto, parametri.fascicoli);
        const xml = unitaDocumentaria(p, parametri, aperto.file, aperto.normativo);
        const risposta = await chiedi(parametri, xml, aperto.file, aperto.apri);
        if (!Buffer.isBuffer(risposta)) return { esito: 'riprova', ...risposta };
        return (
          nonRisposta(risposta, codiceGiaPresente) ?? {
            esito: 'consegnato',
            risposte: [{ byte: risposta, indice: sha256(xml) }],
          }
        );
      } finally {
        aperto.chiudi();
      }
    },
    haGia: async ({ chiave }) => {
      const detto = statoDetto && (await chiediStato(statoDetto, chiave));
      return detto !== undefined && detto.vuolDire !== 'annullato';
    },
    esito: () => Promise.resolve(undefined),
    ...(statoDetto && {
      stato: (chiave: DaConsegnare['chiave']) => chiediStato(statoDetto, chiave),
    }),
    chiudi: () => Promise.resolve(),
  };
}
