import type { Bozza, Circostanze, Fatti, RiferimentoTrovato } from '../../src/registrazione/bozza.ts';
import type { RichiestaRegistrazione } from '../../src/registrazione/registrazione.schema.ts';
import { permessiDelProfilo } from '#autorizzazioni';
import { arrivoDiCarta } from './carte-di-prova.ts';

/** A draft as the rules find it, without a database: of an incoming paper document unless told otherwise. */
export function bozzaDiProva(
  richiesta: Partial<RichiestaRegistrazione> = {},
  altro: Partial<Bozza> = {},
): Bozza {
  return {
    richiesta: arrivoDiCarta(richiesta),
    mittenti: [],
    destinatari: [],
    perConoscenza: [],
    documenti: [],
    collegamenti: [],
    diciture: [],
    avvisi: [],
    ...altro,
  };
}

/** What a rule may look at: an operator of the Ufficio Protocollo, and the facts a test cares for. */
export function circostanzeDiProva(
  fatti: Partial<Fatti> = {},
  altro: {
    uop?: boolean;
    ufficioProtocollo?: boolean;
    urlConfigurato?: boolean;
    dimostrativo?: boolean;
  } = {},
): Circostanze {
  const { uop = true, ufficioProtocollo = true, urlConfigurato = false, dimostrativo = false } = altro;
  return {
    ctx: {
      ente: { id: 'e', codiceIpa: 'c_prova', denominazione: 'Comune di Prova', dimostrativo },
      soggetto: { tipo: 'utente', id: 'u' },
      attore: 'Prova Anna (operatore)',
      utenteId: 'u',
      chiaveApiId: null,
      profilo: 'operatore',
      responsabileUnita: false,
      delegatoRsp: false,
      ruoli: new Set(),
      perConto: null,
      unita: { id: 'n', codice: 'protocollo', denominazione: 'Ufficio Protocollo', uop, ufficioProtocollo },
      permessi: new Set(permessiDelProfilo.operatore),
      principali: [],
      accesso: 'contenuto',
      incaricatoTrattamento: true,
      datiParticolari: false,
      datiGiudiziari: false,
      ip: '127.0.0.1',
      richiestaId: 'r',
    },
    fatti: {
      registro: {
        id: 'g',
        codice: 'PG',
        denominazione: 'Protocollo generale',
        tipo: 'protocollo',
        chiuso: false,
        classificazione: null,
        uffici: [],
        ufficioAmmesso: true,
      },
      aoo: {
        codice: 'APROVA1',
        denominazione: 'AOO',
        responsabile: 'Anna Prova',
        casellaPec: 'p@pec.example',
        indirizzo: 'Via 1',
      },
      impostazioni: {},
      documenti: [],
      voce: null,
      voceNonUsabile: null,
      unita: null,
      categoria: null,
      riferimenti: [],
      risposta: null,
      ...fatti,
    },
    fascicoli: [],
    assegnazioni: [],
    adesso: new Date('2026-06-15T10:00:00Z'),
    urlPubblico: 'https://protocollo.example.org',
    urlConfigurato,
  };
}

/** A registration that another one refers to: of the protocollo, paper, unless told otherwise. */
export function riferimentoDiProva(altro: Partial<RiferimentoTrovato> = {}): RiferimentoTrovato {
  return {
    id: 'x',
    registro: 'PG',
    denominazione: 'Protocollo generale',
    tipo: 'protocollo',
    anno: 2026,
    numero: 345,
    oggetto: 'Altro documento',
    supporto: 'analogico',
    istante: '2026-03-02T10:00:00+01:00',
    annullata: false,
    visibileA: [],
    protezione: 0,
    raccomandata: false,
    ...altro,
  };
}

/** Stable code with which a rule refuses, or undefined when it lets the draft through. */
export function rifiutoDi(prova: () => void): string | undefined {
  try {
    prova();
    return undefined;
  } catch (errore) {
    if (errore instanceof Error && 'codice' in errore)
      return String(errore.codice).replace('registrazione.', '');
    throw errore;
  }
}
