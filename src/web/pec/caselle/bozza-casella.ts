import type { ConfigurazioneCasella, NuovaCasella, Politica } from '../tipi.ts';

export type Sicurezza = 'tls' | 'starttls' | 'nessuna';

/** What the form holds: every field a text, a choice or a tick. Secrets begin empty, always. */
export type BozzaCasella = {
  codice: string;
  denominazione: string;
  indirizzo: string;
  genere: 'pec' | 'ordinaria';
  unita: string;
  principale: boolean;
  attiva: boolean;
  trasporto: 'imap' | 'cartella';
  imapHost: string;
  imapPorta: string;
  imapSicurezza: Sicurezza;
  imapUtente: string;
  imapCartella: string;
  oauth: boolean;
  tokenUrl: string;
  clientId: string;
  ambito: string;
  cartella: string;
  spedisce: boolean;
  smtpHost: string;
  smtpPorta: string;
  smtpSicurezza: Sicurezza;
  smtpUtente: string;
  segreto: string;
  segretoUscita: string;
  politica: Partial<Politica>;
};

export function bozzaDi(c: ConfigurazioneCasella | undefined): BozzaCasella {
  return {
    codice: c?.codice ?? '',
    denominazione: c?.denominazione ?? '',
    indirizzo: c?.indirizzo ?? '',
    genere: c?.genere ?? 'pec',
    unita: c?.unita.codice ?? '',
    principale: c?.principale ?? false,
    attiva: c?.attiva ?? true,
    trasporto: c?.trasporto ?? 'imap',
    imapHost: c?.imap?.host ?? '',
    imapPorta: String(c?.imap?.porta ?? 993),
    imapSicurezza: c?.imap?.sicurezza ?? 'tls',
    imapUtente: c?.imap?.utente ?? '',
    imapCartella: c?.imap?.cartella ?? '',
    oauth: c?.imap?.oauth !== undefined,
    tokenUrl: c?.imap?.oauth?.tokenUrl ?? '',
    clientId: c?.imap?.oauth?.clientId ?? '',
    ambito: c?.imap?.oauth?.ambito ?? '',
    cartella: c?.cartella?.cartella ?? '',
    spedisce: c ? c.uscita !== undefined : true,
    smtpHost: c?.uscita?.host ?? '',
    smtpPorta: String(c?.uscita?.porta ?? 465),
    smtpSicurezza: c?.uscita?.sicurezza ?? 'tls',
    smtpUtente: c?.uscita?.utente ?? '',
    segreto: '',
    segretoUscita: '',
    politica: c?.politica ?? {},
  };
}

/** An empty text is none: the one that is ready holds. */
function politicaScritta({ testoAvviso, ...altro }: Partial<Politica>): Partial<Politica> {
  return testoAvviso?.trim() ? { ...altro, testoAvviso } : altro;
}

/** What is asked of the server: what does not belong to the way chosen is left out, and an empty secret keeps the one there is. */
export function versoCasella(b: BozzaCasella): NuovaCasella {
  return {
    genere: b.genere,
    codice: b.codice.trim(),
    denominazione: b.denominazione.trim(),
    indirizzo: b.indirizzo.trim(),
    unita: b.unita,
    principale: b.genere === 'pec' && b.principale,
    attiva: b.attiva,
    trasporto: b.trasporto,
    ...(b.trasporto === 'cartella' && { cartella: { cartella: b.cartella.trim() } }),
    ...(b.trasporto === 'imap' && {
      imap: {
        host: b.imapHost.trim(),
        porta: Number(b.imapPorta),
        sicurezza: b.imapSicurezza,
        utente: b.imapUtente.trim(),
        ...(b.imapCartella.trim() && { cartella: b.imapCartella.trim() }),
        ...(b.oauth && {
          oauth: {
            tokenUrl: b.tokenUrl.trim(),
            clientId: b.clientId.trim(),
            ...(b.ambito.trim() && { ambito: b.ambito.trim() }),
          },
        }),
      },
    }),
    ...(b.spedisce &&
      b.trasporto === 'imap' && {
        uscita: {
          host: b.smtpHost.trim(),
          porta: Number(b.smtpPorta),
          sicurezza: b.smtpSicurezza,
          ...(b.smtpUtente.trim() && { utente: b.smtpUtente.trim() }),
        },
      }),
    politica: politicaScritta(b.politica),
    ...(b.segreto && { segreto: b.segreto }),
    ...(b.segretoUscita && { segretoUscita: b.segretoUscita }),
  };
}
