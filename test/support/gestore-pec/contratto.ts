import {
  type Autorita,
  type Busta,
  type Consegna,
  type Gestore,
  type Instradato,
  type Lettera,
  type OpzioniGestore,
} from '#gestore-pec';
import { type Guasti } from './guasti.ts';
import { type Tramite } from './tramite.ts';

/** What a client needs to reach a server. The host is a name, because the certificate is for it. */
export type Accesso = { host: string; porta: number; utente: string; password: string; certificato: string };

export type GestoreDiProva = {
  nucleo: Gestore;
  autorita: Autorita;
  /** Of the first box. */
  imap: Accesso;
  smtp: Accesso;
  accesso: (casella: string) => { imap: Accesso; smtp: Accesso };
  /** A token for OAuth2 over IMAP (XOAUTH2, OAUTHBEARER), good for an hour from that instant. */
  gettone: (casella: string, quando?: Date) => string;
  guasti: Guasti;
  /** The wires, to be cut. */
  linee: { imap: Tramite; smtp: Tramite };
  /** A holder of a box, or anybody, writes by PEC; resolves when everything is delivered. */
  invia: (lettera: Lettera) => Promise<Instradato>;
  /** The same for bytes made by the test. */
  sottoponi: (busta: Busta) => Promise<Instradato>;
  /** Ordinary mail arrives: in its anomaly envelope, as most providers do, or bare. */
  inviaOrdinaria: (lettera: Lettera, come?: 'anomalia' | 'nuda') => Promise<void>;
  consegnaGrezzo: (casella: string, byte: Buffer) => Promise<void>;
  /** What lies in the box, in order of arrival. */
  casella: (indirizzo: string) => Promise<Buffer[]>;
  /** What went to no box of ours: other providers, ordinary addresses, the provider's own service box. */
  fuori: Consegna[];
  /** What `guasti.trattieni` holds back, and its release: all, or those a test picks, in the order it gives. */
  trattenute: Consegna[];
  rilascia: (scegli?: (trattenute: Consegna[]) => Consegna[]) => Promise<void>;
  /** Twelve, or twenty-four, hours have passed for what never arrived. */
  passano: (ore: 12 | 24) => Promise<void>;
  cambiaUidvalidity: (casella: string) => Promise<void>;
  /** It behaves again, from the next message on. */
  ripara: () => void;
  /** Resolves when no delivery is under way. */
  quiete: () => Promise<void>;
  chiudi: () => Promise<void>;
};

export type Opzioni = OpzioniGestore & {
  caselle: string[];
  /** PEC domains where no other box exists, beside those of the boxes; all the rest of the world has ordinary mail. */
  domini?: string[];
  dominio?: string;
  autorita?: Autorita;
  password?: string;
};
